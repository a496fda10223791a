//! Which country an address is in (spec 4.11, 15.6): by the table that is built in, or by a file in its place.

mod address;
mod file;
mod reader;

pub(crate) use reader::{CountryReader, NotCountries};

use crate::store::country_tables::TableVersion;
use address::is_public;
use domain::country::Country;
use domain::country_table::AskedTable;
use domain::time::Timestamp;
use file::File;
use maxminddb::MaxMindDbError;
use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

/// The version of the crate with the table that is built in, to which its date belongs.
#[cfg(test)]
const BUILT_IN_VERSION: &str = "1.4.175";
/// When that version was published, 2026-11-01: its data are of the night before.
const BUILT_IN_AT: Timestamp = Timestamp(1_793_491_200_000);

/// Tells countries of addresses: by the file that the configuration names, else by the one that was handed in, else by the
/// table that is built in.
#[derive(Default)]
pub struct GeoIp {
    file: Option<File>,
    handed_in: RwLock<Option<HandedIn>>,
}

/// A file that was handed in, as far as it can be used.
struct HandedIn {
    version: TableVersion,
    reader: Option<CountryReader>,
}

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GeoIpError {
    /// It is not there, or may not be read.
    #[error("{path} cannot be read: {source}. Name an .mmdb file, or leave geoip out: a table of countries is built in.", path = .path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// It is something else.
    #[error("{path} is not an .mmdb file: {source}. Name one, or leave geoip out: a table of countries is built in.", path = .path.display())]
    NotADatabase {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        source: MaxMindDbError,
    },
    /// It tells other things of addresses.
    #[error("{path} tells no countries, it is of the kind \"{kind}\". Name an .mmdb file with countries or cities, or leave geoip out: a table of countries is built in.", path = .path.display())]
    NoCountries {
        /// Which file.
        path: PathBuf,
        /// What it calls itself.
        kind: String,
    },
}

impl GeoIp {
    /// The countries of a file, or of the table that is built in.
    pub fn open(file: Option<&Path>) -> Result<Self, GeoIpError> {
        Ok(Self {
            file: file.map(File::open).transpose()?,
            handed_in: RwLock::default(),
        })
    }

    /// The country of an address; none if it is private, reserved or not known.
    pub fn country(&self, address: IpAddr) -> Option<Country> {
        let address = address.to_canonical();
        if !is_public(address) {
            return None;
        }
        let file = self.file.as_ref().map(File::reader);
        match file.or_else(|| self.handed_in()) {
            Some(reader) => reader.country(address),
            None => iptocc::country_code(address).and_then(Country::parse),
        }
    }

    /// What the configuration says is asked, in a sentence.
    pub fn told(&self) -> String {
        match &self.file {
            None => {
                "the table of countries that is built in, or what was handed in under Settings."
                    .to_owned()
            }
            Some(file) => format!("{} ({}).", file.path().display(), file.reader().kind()),
        }
    }

    /// Which table is asked; `None` if it is the one that was handed in.
    pub(crate) fn asked(&self) -> Option<AskedTable> {
        match &self.file {
            Some(file) => Some(AskedTable::Configured {
                path: file.path().display().to_string(),
                kind: file.reader().kind(),
                made_at: file.reader().made_at(),
            }),
            None if self.handed_in().is_some() => None,
            None => Some(AskedTable::BuiltIn {
                made_at: BUILT_IN_AT,
            }),
        }
    }

    /// Takes up what was handed in, if it can be used.
    pub(crate) fn take(&self, version: TableVersion, reader: Option<CountryReader>) {
        self.put(Some(HandedIn { version, reader }));
    }

    /// What was handed in is gone.
    pub(crate) fn give_back(&self) {
        self.put(None);
    }

    /// Which of those that were handed in was taken up last, if it is not gone.
    pub(crate) fn taken(&self) -> Option<TableVersion> {
        let handed_in = self.handed_in.read();
        let handed_in = handed_in.unwrap_or_else(PoisonError::into_inner);
        handed_in.as_ref().map(|table| table.version)
    }

    /// Reads the file again if it is another one than before; whether it was. What cannot be used does not replace what
    /// could, and is told once.
    pub fn look_again(&self) -> Result<bool, GeoIpError> {
        match &self.file {
            Some(file) => file.look_again(),
            None => Ok(false),
        }
    }

    fn handed_in(&self) -> Option<CountryReader> {
        let handed_in = self.handed_in.read();
        let handed_in = handed_in.unwrap_or_else(PoisonError::into_inner);
        handed_in.as_ref().and_then(|table| table.reader.clone())
    }

    fn put(&self, table: Option<HandedIn>) {
        let handed_in = self.handed_in.write();
        *handed_in.unwrap_or_else(PoisonError::into_inner) = table;
    }
}

impl fmt::Debug for GeoIp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("GeoIp")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use maxminddb_writer::Database;
    use maxminddb_writer::paths::IpAddrWithMask;
    use serde::Serialize;
    use serde_json::{Value, json};
    use tempfile::TempDir;
    use uuid::Uuid;

    fn built_in() -> GeoIp {
        GeoIp::open(None).unwrap()
    }

    fn french_reader() -> CountryReader {
        CountryReader::of(french()).unwrap()
    }

    fn code(geoip: &GeoIp, address: &str) -> Option<&'static str> {
        geoip.country(address.parse().unwrap()).map(Country::code)
    }

    /// A database that says one thing of each of these networks.
    fn database(entries: &[(&str, Value)]) -> Vec<u8> {
        let mut database = Database::default();
        database.metadata.database_type = "Test".to_owned();
        database.metadata.binary_format_major_version = 2;
        for (network, value) in entries {
            let value = database.insert_value(Plain(value)).unwrap();
            database.insert_node(network.parse::<IpAddrWithMask>().unwrap(), value);
        }
        database.write_to(Vec::new()).unwrap()
    }

    /// The writer knows maps and texts, and not JSON's way to serialize them.
    struct Plain<'a>(&'a Value);

    impl Serialize for Plain<'_> {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self.0 {
                Value::Object(fields) => {
                    serializer.collect_map(fields.iter().map(|(name, value)| (name, Plain(value))))
                }
                other => serializer.serialize_str(other.as_str().unwrap_or_default()),
            }
        }
    }

    fn file(contents: &[u8]) -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("countries.mmdb");
        std::fs::write(&path, contents).unwrap();
        (folder, path)
    }

    fn french() -> Vec<u8> {
        database(&[("8.0.0.0/8", json!({"country": {"iso_code": "FR"}}))])
    }

    #[test]
    fn the_table_that_is_built_in_knows_countries_of_both_kinds_of_addresses() {
        let geoip = built_in();
        for (address, country) in [
            ("8.8.8.8", "US"),
            ("::ffff:8.8.8.8", "US"),
            ("2001:4860:4860::8888", "US"),
            ("193.0.6.139", "NL"),
            ("2001:67c:2e8:22::c100:68b", "NL"),
            ("1.0.16.1", "JP"),
        ] {
            assert_eq!(code(&geoip, address), Some(country), "{address}");
        }
    }

    #[test]
    fn an_address_that_nobody_has_is_in_no_country_whatever_a_file_says() {
        let everywhere = database(&[
            ("0.0.0.0/1", json!({"country_code": "FR"})),
            ("128.0.0.0/1", json!({"country_code": "FR"})),
        ]);
        let (_folder, path) = file(&everywhere);
        for geoip in [built_in(), GeoIp::open(Some(&path)).unwrap()] {
            for address in [
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "169.254.1.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "2001:db8::1",
                "3fff::1",
                "2002:808:808::1",
                "2001::1",
                "64:ff9b::808:808",
            ] {
                assert_eq!(code(&geoip, address), None, "{address}");
            }
        }
        let geoip = GeoIp::open(Some(&path)).unwrap();
        for address in [
            "100.63.0.1",
            "100.128.0.1",
            "172.32.0.1",
            "198.20.0.1",
            "223.0.0.1",
        ] {
            assert_eq!(code(&geoip, address), Some("FR"), "{address}");
        }
    }

    #[test]
    fn a_file_stands_in_the_place_of_the_table() {
        let (_folder, path) = file(&french());
        let geoip = GeoIp::open(Some(&path)).unwrap();
        assert_eq!(code(&geoip, "8.8.8.8"), Some("FR"));
        assert_eq!(code(&geoip, "1.0.16.1"), None, "it is not asked as well");
        assert_eq!(code(&geoip, "2001:4860:4860::8888"), None);
        assert_eq!(geoip.told(), format!("{} (Test).", path.display()));
    }

    #[test]
    fn the_country_is_found_where_any_file_keeps_it() {
        let contents = database(&[
            (
                "8.0.0.0/16",
                json!({"country": {"iso_code": "FR"}, "registered_country": {"iso_code": "US"}}),
            ),
            (
                "8.1.0.0/16",
                json!({"registered_country": {"iso_code": "DE"}}),
            ),
            (
                "8.2.0.0/16",
                json!({"country_code": "IT", "country": "Italy"}),
            ),
            ("8.3.0.0/16", json!({"country": "ES"})),
            ("8.4.0.0/16", json!({"country": {"iso_code": "XK"}})),
            ("8.5.0.0/16", json!("PT")),
        ]);
        let (_folder, path) = file(&contents);
        let geoip = GeoIp::open(Some(&path)).unwrap();
        for (address, expected) in [
            ("8.0.0.1", Some("FR")),
            ("8.1.0.1", Some("DE")),
            ("8.2.0.1", Some("IT")),
            ("8.3.0.1", Some("ES")),
            ("8.4.0.1", None),
            ("8.5.0.1", None),
        ] {
            assert_eq!(code(&geoip, address), expected, "{address}");
        }
    }

    #[test]
    fn a_file_that_is_something_else_is_refused_by_its_name() {
        let whole = french();
        let (cut, _) = whole.split_at(whole.len() / 2);
        let providers = database(&[("8.0.0.0/8", json!({"organization": "Somebody"}))]);
        for (contents, what) in [
            (&b""[..], "is not an .mmdb file"),
            (b"<html>Sign in to download</html>", "is not an .mmdb file"),
            (cut, "is not an .mmdb file"),
            (&providers, "tells no countries, it is of the kind \"Test\""),
        ] {
            let (_folder, path) = file(contents);
            let sentence = GeoIp::open(Some(&path)).unwrap_err().to_string();
            let expected = format!("{} {what}", path.display());
            assert!(sentence.starts_with(&expected), "{sentence}");
        }
        let sentence = GeoIp::open(Some(Path::new("/no/such.mmdb"))).unwrap_err();
        let sentence = sentence.to_string();
        assert!(
            sentence.starts_with("/no/such.mmdb cannot be read"),
            "{sentence}"
        );
    }

    #[test]
    fn another_file_in_its_place_is_read_and_a_bad_one_is_not() {
        let (_folder, path) = file(&french());
        let geoip = GeoIp::open(Some(&path)).unwrap();
        assert!(!geoip.look_again().unwrap());

        let german = database(&[("8.0.0.0/7", json!({"country": {"iso_code": "DE"}}))]);
        std::fs::write(&path, german).unwrap();
        assert!(geoip.look_again().unwrap());
        assert_eq!(code(&geoip, "8.8.8.8"), Some("DE"));

        std::fs::write(&path, "half a file").unwrap();
        assert!(geoip.look_again().is_err());
        assert!(!geoip.look_again().unwrap(), "it is told once");
        std::fs::remove_file(&path).unwrap();
        assert!(geoip.look_again().is_err());
        assert_eq!(code(&geoip, "8.8.8.8"), Some("DE"), "what was read stays");

        std::fs::write(&path, french()).unwrap();
        assert!(geoip.look_again().unwrap());
        assert_eq!(code(&geoip, "8.8.8.8"), Some("FR"));
        assert!(!built_in().look_again().unwrap());
    }

    #[test]
    fn what_was_handed_in_is_asked_unless_a_file_is_named() {
        let version = TableVersion(Uuid::from_u128(1));
        let geoip = built_in();
        assert!(matches!(geoip.asked(), Some(AskedTable::BuiltIn { .. })));
        geoip.take(version, Some(french_reader()));
        assert_eq!(code(&geoip, "8.8.8.8"), Some("FR"));
        assert_eq!(code(&geoip, "1.0.16.1"), None, "it is not asked as well");
        assert_eq!((geoip.asked(), geoip.taken()), (None, Some(version)));
        geoip.give_back();
        assert_eq!((code(&geoip, "8.8.8.8"), geoip.taken()), (Some("US"), None));

        // One that cannot be used is known, so that it is not read again and again.
        geoip.take(version, None);
        assert_eq!(code(&geoip, "8.8.8.8"), Some("US"));
        assert_eq!(geoip.taken(), Some(version));
        assert!(matches!(geoip.asked(), Some(AskedTable::BuiltIn { .. })));

        let german = database(&[("8.0.0.0/8", json!({"country": {"iso_code": "DE"}}))]);
        let (_folder, path) = file(&german);
        let geoip = GeoIp::open(Some(&path)).unwrap();
        geoip.take(version, Some(french_reader()));
        assert_eq!(code(&geoip, "8.8.8.8"), Some("DE"));
        assert!(matches!(geoip.asked(), Some(AskedTable::Configured { .. })));
    }

    #[test]
    fn the_date_of_the_table_that_is_built_in_is_that_of_its_crate() {
        let lock = include_str!("../../../Cargo.lock");
        let locked = format!("name = \"iptocc\"\nversion = \"{BUILT_IN_VERSION}\"");
        assert!(
            lock.contains(&locked),
            "another version has another date: change both constants"
        );
    }
}
