//! How Porchlight is set up: by flags, by environment and by a file, in this order of weight (spec 15.1).

mod address;
mod limits;
mod network;
mod seal_key;
mod settings;
mod storage;

pub use limits::Limits;
pub use network::Network;
pub use seal_key::SealKey;
pub use settings::Settings;
pub use storage::{Bucket, Secret, Storage};

use crate::bus::Addresses;
use domain::push::{NotAService, Services};
use std::fmt::Display;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

/// Everything that can be configured, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where console and widget are served.
    pub address: SocketAddr,
    /// The address that browsers use, without a slash at its end; `None` means `http://ADDRESS`.
    pub public_url: Option<String>,
    /// `sqlite://PATH` or `postgres://…`.
    pub database_url: String,
    /// Through what the nodes of one database tell each other news; `None` for a single node.
    pub nats: Option<Addresses>,
    /// Where the demo site is served, if it is.
    pub demo_address: Option<SocketAddr>,
    /// Where the metrics are served; `None` means with everything else, to this machine alone.
    pub metrics_address: Option<SocketAddr>,
    /// Proxies whose word about the client's address is believed.
    pub trusted_proxies: Vec<Network>,
    /// The file with the countries of addresses; `None` means the table that is built in.
    pub geoip: Option<PathBuf>,
    /// Where what is attached to messages lies.
    pub files: Storage,
    /// For how long the server goes on when it is asked to stop, while it says that it is not ready.
    pub drain: Duration,
    /// How log lines look.
    pub log: LogFormat,
    /// What is logged: a level, or directives as of `tracing`.
    pub log_level: String,
    /// What secrets are sealed with besides the secret in the database.
    pub seal_key: Option<SealKey>,
    /// Push services besides those of browser makers.
    pub push_services: Services,
    /// How much one caller may ask for.
    pub limits: Limits,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// A key whose value cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The value of a key is not allowed.
    #[error("{key}: \"{value}\" is not allowed. Allowed: {allowed}")]
    NotAllowed {
        /// The key as in the file and, after two dashes, on the command line.
        key: &'static str,
        /// What was given.
        value: String,
        /// What may be given instead.
        allowed: &'static str,
    },
    /// Two keys do not go together.
    #[error("{key}: {reason}")]
    Contradiction {
        /// The key that does not go with another.
        key: &'static str,
        /// Why not, and what to do.
        reason: &'static str,
    },
    /// The file cannot be read.
    #[error("config: {path} cannot be read: {source}")]
    Unreadable {
        /// Which file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The file with the key cannot be read.
    #[error("seal-key-file: {path} cannot be read: {source}")]
    UnreadableKey {
        /// Which file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not understood.
    #[error("config: {path}: {reason}")]
    NotUnderstood {
        /// Which file.
        path: String,
        /// What is wrong and what is allowed.
        reason: String,
    },
}

impl Config {
    /// Reads the file, if there is one, and checks everything.
    pub fn load(given: Settings, file: Option<&Path>) -> Result<Self, Error> {
        let settings = match file {
            Some(path) => given.or(settings::read(path)?),
            None => given,
        };
        Self::check(settings)
    }

    /// The address that browsers use: the configured one, or that of the listener.
    pub fn public_url(&self, listening: SocketAddr) -> String {
        self.public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", reachable(listening)))
    }

    fn check(settings: Settings) -> Result<Self, Error> {
        let limits = Limits::check(&settings)?;
        let database_url = database_url(settings.database_url.clone())?;
        let files = Storage::check(&settings, &database_url)?;
        let nats = settings.nats_url.as_deref().map(nats).transpose()?;
        if nats.is_some() && database_url.starts_with("sqlite:") {
            return Err(Error::Contradiction {
                key: "nats-url",
                reason: "several nodes cannot share an SQLite file. Set database-url to postgres://USER@HOST/DATABASE, or leave nats-url out.",
            });
        }
        Ok(Self {
            address: address::or_default("address", settings.address)?,
            public_url: settings
                .public_url
                .as_deref()
                .map(address::public_url)
                .transpose()?,
            files,
            database_url,
            nats,
            demo_address: address::optional("demo-address", settings.demo_address)?,
            metrics_address: address::optional("metrics-address", settings.metrics_address)?,
            trusted_proxies: network::list(settings.trusted_proxies.as_deref())?,
            geoip: settings.geoip.as_deref().map(geoip).transpose()?,
            drain: drain(settings.drain_seconds.as_deref())?,
            seal_key: settings
                .seal_key_file
                .as_deref()
                .map(SealKey::read)
                .transpose()?,
            push_services: push_services(settings.push_services.as_deref())?,
            log: log_format(settings.log.as_deref())?,
            log_level: log_level(settings.log_level)?,
            limits,
        })
    }
}

/// The address to visit for somebody on this machine: a listener on every interface is reached by the local one.
pub fn reachable(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => ([127, 0, 0, 1], address.port()).into(),
        IpAddr::V6(ip) if ip.is_unspecified() => {
            (std::net::Ipv6Addr::LOCALHOST, address.port()).into()
        }
        _ => address,
    }
}

fn database_url(given: Option<String>) -> Result<String, Error> {
    let url = given.unwrap_or_else(|| "sqlite://porchlight.db".to_owned());
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if known.iter().any(|start| url.starts_with(start)) {
        return Ok(url);
    }
    Err(Error::NotAllowed {
        key: "database-url",
        // It may hold a password.
        value: url.split(':').next().unwrap_or_default().to_owned() + ":…",
        allowed: "sqlite://PATH or postgres://USER@HOST/DATABASE",
    })
}

fn nats(given: &str) -> Result<Addresses, Error> {
    Addresses::read(given).ok_or_else(|| {
        // It may hold a password.
        let scheme = given.split(':').next().unwrap_or_default();
        not_allowed(
            "nats-url",
            format!("{scheme}:…"),
            "nats://HOST:PORT or tls://HOST:PORT, several separated by commas",
        )
    })
}

fn geoip(given: &str) -> Result<PathBuf, Error> {
    if given.is_empty() {
        return Err(not_allowed("geoip", given, "the path of an .mmdb file"));
    }
    Ok(given.into())
}

/// The file of a database, if it is one.
pub(crate) fn database_file(database_url: &str) -> Option<PathBuf> {
    let path = database_url.strip_prefix("sqlite:")?;
    Some(path.strip_prefix("//").unwrap_or(path).into())
}

fn push_services(given: Option<&str>) -> Result<Services, Error> {
    let given = given.unwrap_or_default();
    given.parse().map_err(|NotAService| {
        not_allowed(
            "push-services",
            given,
            "https://HOST, with a port if it needs one, without a path, several separated by commas; http:// on this machine alone",
        )
    })
}

/// The longest a stop may be put off, in seconds.
const LONGEST_DRAIN: u64 = 300;

fn drain(given: Option<&str>) -> Result<Duration, Error> {
    let seconds = given.map_or(Ok(0), str::parse);
    match seconds {
        Ok(seconds @ 0..=LONGEST_DRAIN) => Ok(Duration::from_secs(seconds)),
        _ => Err(not_allowed(
            "drain-seconds",
            given.unwrap_or_default(),
            "a whole number from 0 to 300",
        )),
    }
}

fn log_format(given: Option<&str>) -> Result<LogFormat, Error> {
    match given {
        None | Some("text") => Ok(LogFormat::Text),
        Some("json") => Ok(LogFormat::Json),
        Some(other) => Err(Error::NotAllowed {
            key: "log",
            value: other.to_owned(),
            allowed: "text or json",
        }),
    }
}

fn log_level(given: Option<String>) -> Result<String, Error> {
    let level = given.unwrap_or_else(|| "info".to_owned());
    if tracing_subscriber::filter::LevelFilter::from_str(&level).is_ok() {
        return Ok(level);
    }
    let is_directive =
        level.contains('=') && tracing_subscriber::EnvFilter::try_new(&level).is_ok();
    if is_directive {
        return Ok(level);
    }
    Err(Error::NotAllowed {
        key: "log-level",
        value: level,
        allowed: "error, warn, info, debug, trace, or directives like server=debug,info",
    })
}

fn not_allowed(key: &'static str, value: impl Display, allowed: &'static str) -> Error {
    Error::NotAllowed {
        key,
        value: value.to_string(),
        allowed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_of(settings: Settings) -> String {
        Config::check(settings).unwrap_err().to_string()
    }

    #[test]
    fn nothing_given_is_a_whole_configuration() {
        let config = Config::check(Settings::default()).unwrap();
        assert_eq!(config.address.to_string(), "127.0.0.1:8080");
        assert_eq!(config.database_url, "sqlite://porchlight.db");
        assert_eq!(config.public_url(config.address), "http://127.0.0.1:8080");
    }

    #[test]
    fn a_value_that_is_not_allowed_is_named_with_what_is() {
        let wrong = |change: fn(&mut Settings)| {
            let mut settings = Settings::default();
            change(&mut settings);
            error_of(settings)
        };
        assert_eq!(
            wrong(|settings| settings.log = Some("xml".to_owned())),
            "log: \"xml\" is not allowed. Allowed: text or json"
        );
        assert!(
            wrong(|settings| settings.address = Some("8080".to_owned())).starts_with("address: ")
        );
        assert!(
            wrong(|settings| settings.public_url = Some("chat.example".to_owned()))
                .starts_with("public-url: ")
        );
        assert!(
            wrong(|settings| settings.trusted_proxies = Some("10.0.0.0/33".to_owned()))
                .starts_with("trusted-proxies: ")
        );
        assert!(wrong(|settings| settings.geoip = Some(String::new())).starts_with("geoip: "));
        assert!(wrong(|settings| settings.files = Some(String::new())).starts_with("files: "));
        assert!(
            wrong(|settings| settings.push_services = Some("http://10.0.0.1".to_owned()))
                .starts_with("push-services: ")
        );
        assert!(
            wrong(|settings| settings.frames_burst = Some("0".to_owned()))
                .starts_with("frames-burst: ")
        );
        assert!(
            wrong(|settings| settings.log_level = Some("loud".to_owned()))
                .starts_with("log-level: ")
        );
    }

    #[test]
    fn a_refused_database_address_does_not_show_its_password() {
        let message = error_of(Settings {
            database_url: Some("mysql://me:secret@host/db".to_owned()),
            ..Settings::default()
        });
        assert!(message.starts_with("database-url: "), "{message}");
        assert!(!message.contains("secret"), "{message}");
    }

    #[test]
    fn a_stop_can_be_put_off_for_five_minutes_and_no_longer() {
        let settings = |seconds: &str| Settings {
            drain_seconds: Some(seconds.to_owned()),
            ..Settings::default()
        };
        for (seconds, expected) in [("0", 0), ("300", 300)] {
            let config = Config::check(settings(seconds)).unwrap();
            assert_eq!(config.drain, Duration::from_secs(expected));
        }
        for seconds in ["301", "-1", "1.5", "soon", ""] {
            let message = error_of(settings(seconds));
            assert!(message.starts_with("drain-seconds: "), "{message}");
        }
    }

    #[test]
    fn nats_needs_a_database_that_several_nodes_can_share() {
        let settings = |database_url: Option<&str>, nats_url: &str| Settings {
            database_url: database_url.map(str::to_owned),
            nats_url: Some(nats_url.to_owned()),
            ..Settings::default()
        };
        for database_url in [None, Some("sqlite://a.db")] {
            let message = error_of(settings(database_url, "nats://host"));
            assert!(message.starts_with("nats-url: several nodes cannot share an SQLite file."));
        }
        let shared = Some("postgres://me@host/db");
        let message = error_of(settings(shared, "http://me:secret@host"));
        assert!(
            message.starts_with("nats-url: ") && !message.contains("secret"),
            "{message}"
        );
        let config = Config::check(settings(shared, "nats://a:4222,tls://b")).unwrap();
        assert!(config.nats.is_some());
    }

    #[test]
    fn an_address_of_every_interface_is_visited_locally() {
        assert_eq!(
            reachable("0.0.0.0:80".parse().unwrap()).to_string(),
            "127.0.0.1:80"
        );
        assert_eq!(
            reachable("[::]:80".parse().unwrap()).to_string(),
            "[::1]:80"
        );
    }
}
