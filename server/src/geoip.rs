//! Which country an address is in (spec 4.11, 15.6): by the table that is built in, or by a file in its place.

use domain::country::Country;
use maxminddb::{MaxMindDbError, PathElement, Reader, WithinOptions};
use std::fmt;
use std::fs::Metadata;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::SystemTime;

/// Networks of a file that are looked at to see whether it tells countries at all.
const LOOKED_AT: usize = 1_000;

/// Where files keep the country: `GeoIP2` and all that follow it, then the plain tables of others. Where a network was
/// registered is better than nothing.
const PLACES: [&[PathElement<'static>]; 4] = [
    &[PathElement::Key("country"), PathElement::Key("iso_code")],
    &[PathElement::Key("country_code")],
    &[PathElement::Key("country")],
    &[
        PathElement::Key("registered_country"),
        PathElement::Key("iso_code"),
    ],
];

/// Tells countries of addresses.
pub struct GeoIp {
    file: Option<File>,
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

/// A file, as it was read last.
struct File {
    path: PathBuf,
    table: RwLock<Table>,
    /// What was wrong when it was looked at last.
    trouble: Mutex<Option<String>>,
}

#[derive(Clone)]
struct Table {
    reader: Arc<Reader<Vec<u8>>>,
    version: Version,
}

/// By what a file is seen to be another one.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Version {
    changed_at: Option<SystemTime>,
    bytes: u64,
}

impl GeoIp {
    /// The countries of a file, or of the table that is built in.
    pub fn open(file: Option<&Path>) -> Result<Self, GeoIpError> {
        let file = file.map(|path| {
            Ok(File {
                path: path.to_owned(),
                table: RwLock::new(Table::read(path)?),
                trouble: Mutex::default(),
            })
        });
        Ok(Self {
            file: file.transpose()?,
        })
    }

    /// The country of an address; none if it is private, reserved or not known.
    pub fn country(&self, address: IpAddr) -> Option<Country> {
        let address = address.to_canonical();
        if !is_public(address) {
            return None;
        }
        match &self.file {
            Some(file) => country(&file.table().reader, address),
            None => iptocc::country_code(address).and_then(Country::parse),
        }
    }

    /// What is asked, in a sentence.
    pub fn told(&self) -> String {
        let Some(file) = &self.file else {
            return "the table of countries that is built in.".to_owned();
        };
        let kind = file.table().reader.metadata().database_type.clone();
        format!("{} ({kind}).", file.path.display())
    }

    /// Reads the file again if it is another one than before; whether it was. What cannot be used does not replace what
    /// could, and is told once.
    pub fn look_again(&self) -> Result<bool, GeoIpError> {
        match &self.file {
            Some(file) => file.look_again(),
            None => Ok(false),
        }
    }
}

impl fmt::Debug for GeoIp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("GeoIp")
    }
}

impl File {
    fn table(&self) -> Table {
        let table = self.table.read().unwrap_or_else(PoisonError::into_inner);
        table.clone()
    }

    fn look_again(&self) -> Result<bool, GeoIpError> {
        let looked = self.read_if_changed();
        let found = looked.as_ref().err().map(GeoIpError::to_string);
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        let is_told = found.is_some() && *trouble == found;
        *trouble = found;
        if is_told { Ok(false) } else { looked }
    }

    fn read_if_changed(&self) -> Result<bool, GeoIpError> {
        if Version::of(&self.path)? == self.table().version {
            return Ok(false);
        }
        let table = Table::read(&self.path)?;
        *self.table.write().unwrap_or_else(PoisonError::into_inner) = table;
        Ok(true)
    }
}

impl Table {
    fn read(path: &Path) -> Result<Self, GeoIpError> {
        // Before the contents: who replaces the file meanwhile is noticed the next time.
        let version = Version::of(path)?;
        let contents = std::fs::read(path).map_err(|source| unreadable(path, source))?;
        let not_a_database = |source| GeoIpError::NotADatabase {
            path: path.to_owned(),
            source,
        };
        let reader = Reader::from_source(contents).map_err(not_a_database)?;
        if !tells_countries(&reader).map_err(not_a_database)? {
            return Err(GeoIpError::NoCountries {
                path: path.to_owned(),
                kind: reader.metadata().database_type.clone(),
            });
        }
        Ok(Self {
            reader: Arc::new(reader),
            version,
        })
    }
}

impl Version {
    fn of(path: &Path) -> Result<Self, GeoIpError> {
        let found = std::fs::metadata(path).map_err(|source| unreadable(path, source))?;
        Ok(Self {
            changed_at: Metadata::modified(&found).ok(),
            bytes: found.len(),
        })
    }
}

fn unreadable(path: &Path, source: std::io::Error) -> GeoIpError {
    GeoIpError::Unreadable {
        path: path.to_owned(),
        source,
    }
}

fn tells_countries(reader: &Reader<Vec<u8>>) -> Result<bool, MaxMindDbError> {
    for network in reader.networks(WithinOptions::default())?.take(LOOKED_AT) {
        let address = network?.network()?.ip();
        if country(reader, address).is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// An entry that is damaged or of another shape tells nothing.
fn country(reader: &Reader<Vec<u8>>, address: IpAddr) -> Option<Country> {
    let found = reader.lookup(address).ok()?;
    PLACES.iter().find_map(|place| {
        let code: Option<&str> = found.decode_path(place).ok()?;
        Country::parse(code?)
    })
}

/// Whether an address can be somebody's on the open network (IANA's registries of special-purpose addresses).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_shared = a == 100 && b & 0xc0 == 64;
    let is_protocol = (a, b, c) == (192, 0, 0);
    let is_benchmark = a == 198 && b & 0xfe == 18;
    !(a == 0
        || a >= 224
        || is_shared
        || is_protocol
        || is_benchmark
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation())
}

/// Nothing but `2000::/3` is given to anybody, and of that not the parts for documentation and for IPv4 inside of IPv6.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let is_documentation = (a, b) == (0x2001, 0xdb8) || (a == 0x3fff && b & 0xf000 == 0);
    let is_tunnel = a == 0x2002 || (a, b) == (0x2001, 0);
    a & 0xe000 == 0x2000 && !is_documentation && !is_tunnel
}

#[cfg(test)]
mod tests {
    use super::*;
    use maxminddb_writer::Database;
    use maxminddb_writer::paths::IpAddrWithMask;
    use serde::Serialize;
    use serde_json::{Value, json};
    use tempfile::TempDir;

    fn built_in() -> GeoIp {
        GeoIp::open(None).unwrap()
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
}
