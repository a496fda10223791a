//! Where the contents of attachments lie: a folder, or a bucket that is spoken to as S3 is (spec 16.6).

use super::{Error, Settings, database_file, not_allowed};
use axum::http::Uri;
use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

/// How long the names of folders within a bucket are together, in bytes: a key has 1,024 of them.
const LONGEST_PREFIX: usize = 200;
/// How long a key's id or secret is at most; those of today have 128 and 40.
const LONGEST_KEY: usize = 256;
/// How long a region's name is at most.
const LONGEST_REGION: usize = 63;

/// Where the contents of attachments lie.
#[derive(Clone, Debug)]
pub enum Storage {
    /// In a folder, which several nodes have to share.
    Folder(PathBuf),
    /// In a bucket, which needs no sharing.
    Bucket(Box<Bucket>),
}

/// A bucket, and how it is reached.
#[derive(Clone, Debug)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// With what the names of contents begin, without a slash at either end; may be empty.
    pub prefix: String,
    /// Where it is spoken to, without a slash at its end; `None` for Amazon's own of the region.
    pub endpoint: Option<String>,
    /// Where it lies, as its provider calls it.
    pub region: String,
    /// Who Porchlight is there.
    pub access_key_id: String,
    /// By what it proves that.
    pub secret_access_key: Secret,
}

/// A secret, which is never shown.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The secret itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(secret: &str) -> Self {
        Self(secret.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl fmt::Display for Bucket {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "s3://{}", self.name)?;
        if !self.prefix.is_empty() {
            write!(formatter, "/{}", self.prefix)?;
        }
        match &self.endpoint {
            Some(endpoint) => write!(formatter, " at {endpoint}"),
            None => write!(formatter, " in {}", self.region),
        }
    }
}

impl Storage {
    /// A bucket if `files` names one; else its folder, or one beside the database, or where the program runs if that is a server.
    pub(super) fn check(settings: &Settings, database_url: &str) -> Result<Self, Error> {
        let given = settings.files.as_deref();
        if let Some(address) = given.filter(|given| given.contains("://")) {
            let bucket = bucket(address, settings)?;
            return Ok(Self::Bucket(Box::new(bucket)));
        }
        let of_buckets = [
            ("files-endpoint", &settings.files_endpoint),
            ("files-region", &settings.files_region),
            ("files-access-key-id", &settings.files_access_key_id),
            ("files-secret-access-key", &settings.files_secret_access_key),
            ("files-allow-http", &settings.files_allow_http),
        ];
        if let Some((key, _)) = of_buckets.into_iter().find(|(_, given)| given.is_some()) {
            return Err(Error::Contradiction {
                key,
                reason: "it is for a bucket alone. Set files to s3://BUCKET/PREFIX, or leave it out.",
            });
        }
        match given {
            Some("") => Err(not_allowed("files", "", FILES)),
            Some(folder) => Ok(Self::Folder(folder.into())),
            None => {
                let database = database_file(database_url);
                let folder = database.as_deref().and_then(Path::parent);
                Ok(Self::Folder(folder.unwrap_or(Path::new("")).join("files")))
            }
        }
    }
}

const FILES: &str = "the path of a folder, or s3://BUCKET or s3://BUCKET/PREFIX: a bucket has 3 to 63 small letters, digits, hyphens and \
                     points, a prefix at most 200 letters, digits, hyphens, underscores, points and slashes between them";

fn bucket(given: &str, settings: &Settings) -> Result<Bucket, Error> {
    let address = given.strip_prefix("s3://").unwrap_or_default();
    let (name, prefix) = address.split_once('/').unwrap_or((address, ""));
    let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
    if !is_name(name) || !is_prefix(prefix) {
        return Err(not_allowed("files", without_user(given), FILES));
    }
    Ok(Bucket {
        name: name.to_owned(),
        prefix: prefix.to_owned(),
        endpoint: endpoint(settings)?,
        region: region(settings.files_region.as_deref())?,
        access_key_id: key_id(settings.files_access_key_id.as_deref())?,
        secret_access_key: secret(settings.files_secret_access_key.as_deref())?,
    })
}

/// A user and a password have no place in an address, but may stand there.
fn without_user(given: &str) -> &str {
    if given.contains('@') {
        "…@…"
    } else {
        given
    }
}

fn is_name(name: &str) -> bool {
    let is_outer = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (3..=63).contains(&name.len())
        && name.chars().all(|c| is_outer(c) || c == '-' || c == '.')
        && name.starts_with(is_outer)
        && name.ends_with(is_outer)
        && !name.contains("..")
}

fn is_prefix(prefix: &str) -> bool {
    let is_folder = |folder: &str| {
        let mut plain = folder.chars();
        let is_plain = plain.all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        is_plain && !matches!(folder, "" | "." | "..")
    };
    prefix.is_empty() || (prefix.len() <= LONGEST_PREFIX && prefix.split('/').all(is_folder))
}

fn endpoint(settings: &Settings) -> Result<Option<String>, Error> {
    const KEY: &str = "files-endpoint";
    let allows_http = allows_http(settings.files_allow_http.as_deref())?;
    let Some(given) = settings.files_endpoint.as_deref() else {
        return Ok(None);
    };
    let refused = || {
        let allowed = "https://HOST or http://HOST, with a port and a path if it needs them";
        not_allowed(KEY, without_user(given), allowed)
    };
    let uri: Uri = given.parse().map_err(|_| refused())?;
    let authority = uri.authority().ok_or_else(refused)?;
    if given.contains(['@', '?', '#']) || authority.host().is_empty() {
        return Err(refused());
    }
    match uri.scheme_str() {
        Some("https") => {}
        Some("http") if allows_http || is_this_machine(authority.host()) => {}
        Some("http") => {
            return Err(Error::Contradiction {
                key: KEY,
                reason: "with http everybody on the way can read the files. Use https, or set files-allow-http to true if the way is safe.",
            });
        }
        _ => return Err(refused()),
    }
    Ok(Some(given.trim_end_matches('/').to_owned()))
}

fn allows_http(given: Option<&str>) -> Result<bool, Error> {
    match given {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(other) => Err(not_allowed("files-allow-http", other, "true or false")),
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let address = address.parse::<IpAddr>();
    address.map_or(host == "localhost", |address| address.is_loopback())
}

fn region(given: Option<&str>) -> Result<String, Error> {
    let region = given.unwrap_or("us-east-1");
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if region.is_empty() || region.len() > LONGEST_REGION || !region.chars().all(is_plain) {
        let allowed = "the name of a region, like eu-central-1: 1 to 63 letters, digits, hyphens and underscores";
        return Err(not_allowed("files-region", region, allowed));
    }
    Ok(region.to_owned())
}

fn key_id(given: Option<&str>) -> Result<String, Error> {
    const KEY: &str = "files-access-key-id";
    let id = given.ok_or_else(|| missing(KEY))?;
    // It stands in a header between these.
    let is_plain = |c: char| c.is_ascii_graphic() && !"/,=".contains(c);
    if id.is_empty() || id.len() > LONGEST_KEY || !id.chars().all(is_plain) {
        let allowed =
            "1 to 256 letters, digits and signs, but no space, comma, slash or equals sign";
        // Who mixes up the two has his secret here.
        return Err(not_allowed(KEY, "…", allowed));
    }
    Ok(id.to_owned())
}

fn secret(given: Option<&str>) -> Result<Secret, Error> {
    const KEY: &str = "files-secret-access-key";
    let secret = given.ok_or_else(|| missing(KEY))?;
    let is_plain = |c: char| c.is_ascii_graphic();
    if secret.is_empty() || secret.len() > LONGEST_KEY || !secret.chars().all(is_plain) {
        let allowed = "1 to 256 letters, digits and signs, without a space or a line's end";
        return Err(not_allowed(KEY, "…", allowed));
    }
    Ok(Secret::from(secret))
}

fn missing(key: &'static str) -> Error {
    Error::Contradiction {
        key,
        reason: "a bucket is written with a key. Set files-access-key-id and files-secret-access-key.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "very/secret+indeed";

    fn settings(files: &str) -> Settings {
        Settings {
            files: Some(files.to_owned()),
            files_access_key_id: Some("porch".to_owned()),
            files_secret_access_key: Some(SECRET.to_owned()),
            ..Settings::default()
        }
    }

    fn checked(settings: &Settings) -> Result<Bucket, String> {
        match Storage::check(settings, "sqlite://a.db") {
            Ok(Storage::Bucket(bucket)) => Ok(*bucket),
            Ok(Storage::Folder(folder)) => Err(format!("a folder: {}", folder.display())),
            Err(error) => Err(error.to_string()),
        }
    }

    fn with(change: impl FnOnce(&mut Settings)) -> Result<Bucket, String> {
        let mut settings = settings("s3://porch");
        change(&mut settings);
        checked(&settings)
    }

    /// Whether this is refused with the name of its key, what is allowed, and no secret.
    fn assert_names(key: &str, refused: Result<Bucket, String>, what: &str) {
        let message = refused.unwrap_err();
        assert!(
            message.starts_with(&format!("{key}: ")),
            "{what}: {message}"
        );
        assert!(!message.contains(SECRET), "{message}");
    }

    #[test]
    fn files_lie_beside_the_database_unless_they_are_put_elsewhere() {
        let folder = |database_url: &str, files: Option<&str>| {
            let settings = Settings {
                files: files.map(str::to_owned),
                ..Settings::default()
            };
            match Storage::check(&settings, database_url).unwrap() {
                Storage::Folder(folder) => folder,
                Storage::Bucket(bucket) => panic!("{bucket}"),
            }
        };
        assert_eq!(folder("sqlite:///a/b.db", None), Path::new("/a/files"));
        assert_eq!(folder("sqlite://b.db", None), Path::new("files"));
        assert_eq!(folder("postgres://me@host/db", None), Path::new("files"));
        assert_eq!(folder("sqlite:///a/b.db", Some("/c")), Path::new("/c"));
    }

    #[test]
    fn a_bucket_is_named_with_or_without_a_prefix() {
        let (long_name, long_prefix) = ("b".repeat(63), "p".repeat(LONGEST_PREFIX));
        for (files, name, prefix) in [
            ("s3://abc", "abc", ""),
            ("s3://abc/", "abc", ""),
            (
                "s3://my.bucket-1/Chat/of_2026.1/",
                "my.bucket-1",
                "Chat/of_2026.1",
            ),
            (&*format!("s3://{long_name}"), &*long_name, ""),
            (&*format!("s3://abc/{long_prefix}"), "abc", &*long_prefix),
        ] {
            let bucket = checked(&settings(files)).unwrap();
            assert_eq!(
                (bucket.name.as_str(), bucket.prefix.as_str()),
                (name, prefix)
            );
            assert_eq!(
                (bucket.region.as_str(), bucket.endpoint),
                ("us-east-1", None)
            );
        }
        for wrong in [
            "s3://",
            "s3://ab",
            "s3://-abc",
            "s3://abc.",
            "s3://a..b",
            "s3://Abc",
            "s3://a_b",
            "s3://abc//a",
            "s3://abc/../a",
            "s3://abc/a b",
            "s3://abc/é",
            "gs://abc",
            "S3://abc",
            "https://abc.s3.amazonaws.com",
            "s3://porch:very/secret+indeed@abc",
            &*format!("s3://{long_name}b"),
            &*format!("s3://abc/{long_prefix}p"),
        ] {
            assert_names("files", checked(&settings(wrong)), wrong);
        }
    }

    #[test]
    fn http_is_for_this_machine_or_for_who_asks_for_it() {
        let at = |endpoint: &str, allows_http: Option<&str>| {
            with(|settings| {
                settings.files_endpoint = Some(endpoint.to_owned());
                settings.files_allow_http = allows_http.map(str::to_owned);
            })
        };
        for (given, kept) in [
            (
                "https://minio.internal:9000/",
                "https://minio.internal:9000",
            ),
            (
                "https://storage.example/v1/s3",
                "https://storage.example/v1/s3",
            ),
            ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
            ("http://[::1]:9000", "http://[::1]:9000"),
            ("http://localhost:9000", "http://localhost:9000"),
        ] {
            let bucket = at(given, None).unwrap();
            assert_eq!(bucket.endpoint.as_deref(), Some(kept));
        }
        let inside = "http://minio.internal:9000";
        assert!(at(inside, Some("true")).is_ok());
        for allows_http in [None, Some("false")] {
            let refused = at(inside, allows_http);
            assert!(refused.as_ref().unwrap_err().contains("files-allow-http"));
            assert_names("files-endpoint", refused, inside);
        }
        for near in [
            "http://127.0.0.1.example",
            "http://localhost.example",
            "http://128.0.0.1",
        ] {
            assert_names("files-endpoint", at(near, None), near);
        }
        for wrong in [
            "",
            "minio",
            "minio:9000",
            "ftp://minio",
            "https://",
            "https://me:very/secret+indeed@minio",
            "https://minio?a=b",
            "https://minio#a",
        ] {
            assert_names("files-endpoint", at(wrong, Some("true")), wrong);
        }
        for wrong in ["", "yes", "True", "1"] {
            assert_names("files-allow-http", at(inside, Some(wrong)), wrong);
        }
    }

    #[test]
    fn region_and_key_have_limits() {
        let region = |region: String| with(|settings| settings.files_region = Some(region));
        assert_eq!(
            region("a".repeat(LONGEST_REGION)).unwrap().region.len(),
            LONGEST_REGION
        );
        for wrong in [
            "a".repeat(LONGEST_REGION + 1),
            String::new(),
            "a/b".to_owned(),
            "a b".to_owned(),
        ] {
            assert_names("files-region", region(wrong.clone()), &wrong);
        }
        let id = |id: String| with(|settings| settings.files_access_key_id = Some(id));
        assert_eq!(
            id("a".repeat(LONGEST_KEY)).unwrap().access_key_id.len(),
            LONGEST_KEY
        );
        for wrong in [
            "a".repeat(LONGEST_KEY + 1),
            String::new(),
            SECRET.to_owned(),
            "a b".to_owned(),
            "a,b".to_owned(),
        ] {
            assert_names("files-access-key-id", id(wrong.clone()), &wrong);
        }
        let key = |key: String| with(|settings| settings.files_secret_access_key = Some(key));
        assert_eq!(
            key("a".repeat(LONGEST_KEY))
                .unwrap()
                .secret_access_key
                .reveal()
                .len(),
            LONGEST_KEY
        );
        for wrong in [
            "a".repeat(LONGEST_KEY + 1),
            String::new(),
            format!("{SECRET}\n"),
            format!("{SECRET} "),
        ] {
            assert_names("files-secret-access-key", key(wrong.clone()), &wrong);
        }
    }

    #[test]
    fn a_bucket_needs_a_key_and_a_folder_needs_none() {
        let without_id = with(|settings| settings.files_access_key_id = None);
        assert_names("files-access-key-id", without_id, "without");
        let without_secret = with(|settings| settings.files_secret_access_key = None);
        assert_names("files-secret-access-key", without_secret, "without");
        let one = Some("true".to_owned());
        let nothing = Settings::default;
        for (key, stray) in [
            (
                "files-endpoint",
                Settings {
                    files_endpoint: one.clone(),
                    ..nothing()
                },
            ),
            (
                "files-region",
                Settings {
                    files_region: one.clone(),
                    ..nothing()
                },
            ),
            (
                "files-access-key-id",
                Settings {
                    files_access_key_id: one.clone(),
                    ..nothing()
                },
            ),
            (
                "files-secret-access-key",
                Settings {
                    files_secret_access_key: one.clone(),
                    ..nothing()
                },
            ),
            (
                "files-allow-http",
                Settings {
                    files_allow_http: one.clone(),
                    ..nothing()
                },
            ),
        ] {
            for files in [None, Some("/srv/files".to_owned())] {
                let settings = Settings {
                    files,
                    ..stray.clone()
                };
                assert_names(key, checked(&settings), key);
            }
        }
    }

    #[test]
    fn the_secret_is_shown_nowhere() {
        let bucket = checked(&settings("s3://porch/chat")).unwrap();
        assert_eq!(bucket.secret_access_key.reveal(), SECRET);
        assert_eq!(bucket.to_string(), "s3://porch/chat in us-east-1");
        assert!(!format!("{bucket:?}").contains(SECRET));
        assert!(!format!("{:?}", settings("s3://porch")).contains(SECRET));
    }
}
