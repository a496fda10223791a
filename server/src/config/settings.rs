//! What a person gives, unchecked: on the command line, in the environment or in the file.

use super::Error;
use clap::Args;
use serde::Deserialize;
use std::fmt;
use std::path::Path;

macro_rules! settings {
    ($($(#[$attribute:meta])* $name:ident,)+) => {
        /// What a person gives, unchecked; every key may be missing.
        #[derive(Args, Clone, Default, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        #[command(next_help_heading = "Configuration (flag, environment, or key of the --config file)")]
        pub struct Settings {$(
            $(#[$attribute])*
            #[serde(default, deserialize_with = "text")]
            pub $name: Option<String>,
        )+}

        impl Settings {
            /// These settings, and where one is missing the other's.
            #[must_use]
            pub fn or(self, other: Self) -> Self {
                Self {$($name: self.$name.or(other.$name),)+}
            }

            /// Which are given.
            fn given(&self) -> impl Iterator<Item = &'static str> {
                [$((stringify!($name), self.$name.is_some()),)+]
                    .into_iter()
                    .filter_map(|(name, is_given)| is_given.then_some(name))
            }
        }
    };
}

settings! {
    /// Address to listen on [default: 127.0.0.1:8080]
    #[arg(long, global = true, env = "PORCHLIGHT_ADDRESS", value_name = "IP:PORT")]
    address,
    /// Address that browsers use, like `https://chat.example` [default: `http://ADDRESS`]
    #[arg(long, global = true, env = "PORCHLIGHT_PUBLIC_URL", value_name = "URL")]
    public_url,
    /// Database: `sqlite://PATH` (made if it does not exist) or `postgres://USER@HOST/DATABASE` [default: `sqlite://porchlight.db`]
    #[arg(long, global = true, env = "PORCHLIGHT_DATABASE_URL", hide_env_values = true, value_name = "URL")]
    database_url,
    /// NATS, through which several nodes on one PostgreSQL tell each other news: `nats://HOST` or `tls://HOST`, several separated by commas [default: none, for one node]
    #[arg(long, global = true, env = "PORCHLIGHT_NATS_URL", hide_env_values = true, value_name = "URL")]
    nats_url,
    /// Address to serve the demo site on [default: not served]
    #[arg(long, global = true, env = "PORCHLIGHT_DEMO_ADDRESS", value_name = "IP:PORT")]
    demo_address,
    /// Address to serve /metrics on [default: on ADDRESS, to this machine alone]
    #[arg(long, global = true, env = "PORCHLIGHT_METRICS_ADDRESS", value_name = "IP:PORT")]
    metrics_address,
    /// Proxies whose X-Forwarded-For is believed: addresses or ranges separated by commas [default: none]
    #[arg(long, global = true, env = "PORCHLIGHT_TRUSTED_PROXIES", value_name = "CIDR,…")]
    trusted_proxies,
    /// File with the countries of addresses (.mmdb) [default: a table that is built in]
    #[arg(long, global = true, env = "PORCHLIGHT_GEOIP", value_name = "FILE")]
    geoip,
    /// Folder for the files that visitors and operators send each other, which all nodes have to share, or a bucket: `s3://BUCKET/PREFIX` [default: files, beside the database if it is a file]
    #[arg(long, global = true, env = "PORCHLIGHT_FILES", value_name = "PATH|URL")]
    files,
    /// Where the bucket is spoken to as S3 is, like `https://minio.example:9000` [default: Amazon's own of the region]
    #[arg(long, global = true, env = "PORCHLIGHT_FILES_ENDPOINT", value_name = "URL")]
    files_endpoint,
    /// Region of the bucket, as its provider calls it [default: us-east-1]
    #[arg(long, global = true, env = "PORCHLIGHT_FILES_REGION", value_name = "NAME")]
    files_region,
    /// Id of the key with which the bucket is written, read and deleted from
    #[arg(long, global = true, env = "PORCHLIGHT_FILES_ACCESS_KEY_ID", hide_env_values = true, value_name = "ID")]
    files_access_key_id,
    /// Secret of that key; everybody on the machine can see flags, so give it by the variable or in the file
    #[arg(long, global = true, env = "PORCHLIGHT_FILES_SECRET_ACCESS_KEY", hide_env_values = true, value_name = "SECRET")]
    files_secret_access_key,
    /// Whether the bucket may be spoken to without encryption on other machines: true or false [default: false]
    #[arg(long, global = true, env = "PORCHLIGHT_FILES_ALLOW_HTTP", value_name = "BOOLEAN")]
    files_allow_http,
    /// Seconds for which a node that is asked to stop goes on serving while /readyz says 503, so that load balancers can turn away: 0 to 300 [default: 0]
    #[arg(long, global = true, env = "PORCHLIGHT_DRAIN_SECONDS", value_name = "SECONDS")]
    drain_seconds,
    /// File with at least 32 random bytes with which passwords for other servers are sealed, so that a copy of the database alone does not tell them; the same on all nodes [default: none, the database's own secret alone]
    #[arg(long, global = true, env = "PORCHLIGHT_SEAL_KEY_FILE", value_name = "PATH")]
    seal_key_file,
    /// Push services besides those of the makers of Chrome, Edge, Firefox and Safari, through which operators are notified who have no console open: `https://HOST`, or `http://` on this machine, several separated by commas [default: none]
    #[arg(long, global = true, env = "PORCHLIGHT_PUSH_SERVICES", value_name = "URL,…")]
    push_services,
    /// How log lines look: text or json [default: text]
    #[arg(long, global = true, env = "PORCHLIGHT_LOG", value_name = "FORMAT")]
    log,
    /// What is logged: error, warn, info, debug or trace, or directives like server=debug,info [default: info]
    #[arg(long, global = true, env = "PORCHLIGHT_LOG_LEVEL", value_name = "LEVEL")]
    log_level,
    /// Open sockets of one client address [default: 200]
    #[arg(long, global = true, hide = true, env = "PORCHLIGHT_SOCKETS_PER_ADDRESS")]
    sockets_per_address,
    /// Open sockets of one visitor or console session [default: 20]
    #[arg(long, global = true, hide = true, env = "PORCHLIGHT_SOCKETS_PER_TOKEN")]
    sockets_per_token,
    /// Frames a second of one connection, over time [default: 10]
    #[arg(long, global = true, hide = true, env = "PORCHLIGHT_FRAMES_PER_SECOND")]
    frames_per_second,
    /// Frames of one connection at once [default: 30]
    #[arg(long, global = true, hide = true, env = "PORCHLIGHT_FRAMES_BURST")]
    frames_burst,
    /// HTTP requests to the widget's routes a second of one client address, over time [default: 50]
    #[arg(long, global = true, hide = true, env = "PORCHLIGHT_REQUESTS_PER_SECOND")]
    requests_per_second,
    /// New conversations a minute of one client address, over time [default: 30]
    #[arg(long, global = true, hide = true, env = "PORCHLIGHT_STARTS_PER_MINUTE")]
    starts_per_minute,
    /// Files a minute that visitors of one client address send, over time [default: 60]
    #[arg(long, global = true, hide = true, env = "PORCHLIGHT_FILES_PER_MINUTE")]
    files_per_minute,
}

/// Some of the values are secrets.
impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.given()).finish()
    }
}

/// Reads the settings of a TOML file.
pub(super) fn read(path: &Path) -> Result<Settings, Error> {
    let name = || path.display().to_string();
    let content = std::fs::read_to_string(path).map_err(|source| Error::Unreadable {
        path: name(),
        source,
    })?;
    toml::from_str(&content).map_err(|error| Error::NotUnderstood {
        path: name(),
        reason: reason(&content, &error),
    })
}

/// What is wrong and in which line, which is not shown: a secret may stand there.
fn reason(content: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| content.get(..span.start));
    match before {
        Some(before) => format!(
            "line {}: {}",
            before.matches('\n').count() + 1,
            error.message()
        ),
        None => error.message().to_owned(),
    }
}

/// A file may write a number as a number and a list as a list.
fn text<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Value {
        Text(String),
        Number(u64),
        Truth(bool),
        List(Vec<String>),
    }
    Value::deserialize(input)
        .map(|value| match value {
            Value::Text(text) => text,
            Value::Number(number) => number.to_string(),
            Value::Truth(truth) => truth.to_string(),
            Value::List(list) => list.join(","),
        })
        .map(Some)
        .map_err(|_| {
            serde::de::Error::custom(
                "a text, a whole number, true, false or a list of texts is allowed here",
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_hold_texts_numbers_and_lists() {
        let settings: Settings = toml::from_str(
            "address = \"[::]:80\"\nframes-burst = 50\nfiles-allow-http = true\ntrusted-proxies = [\"10.0.0.0/8\", \"::1\"]",
        )
        .unwrap();
        assert_eq!(settings.address.as_deref(), Some("[::]:80"));
        assert_eq!(settings.frames_burst.as_deref(), Some("50"));
        assert_eq!(settings.files_allow_http.as_deref(), Some("true"));
        assert_eq!(settings.trusted_proxies.as_deref(), Some("10.0.0.0/8,::1"));
    }

    #[test]
    fn what_is_wrong_with_a_file_is_told_by_its_line_without_showing_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("porchlight.toml");
        for (line, expected) in [
            ("files-secret-access-key = hush", "line 2: "),
            ("files-secret-access-key = [1, \"hush\"]", "line 2: "),
            ("files-secret-acces-key = \"hush\"", "line 2: unknown field"),
        ] {
            std::fs::write(&path, format!("log = \"text\"\n{line}\n")).unwrap();
            let message = read(&path).unwrap_err().to_string();
            assert!(message.contains(expected), "{message}");
            assert!(!message.contains("hush"), "{message}");
        }
    }

    #[test]
    fn an_unknown_key_of_the_file_is_named_with_the_allowed_ones() {
        let error = toml::from_str::<Settings>("adress = \"[::]:80\"").unwrap_err();
        let message = error.to_string();
        assert!(message.contains("adress") && message.contains("database-url"));
    }

    #[test]
    fn what_is_given_outweighs_the_file() {
        let given = Settings {
            log: Some("json".to_owned()),
            ..Settings::default()
        };
        let file = Settings {
            log: Some("text".to_owned()),
            address: Some("[::]:80".to_owned()),
            ..Settings::default()
        };
        let both = given.or(file);
        assert_eq!(both.log.as_deref(), Some("json"));
        assert_eq!(both.address.as_deref(), Some("[::]:80"));
    }
}
