//! Where NATS is.

use async_nats::ServerAddr;
use std::fmt;

/// One or more servers of one NATS.
#[derive(Clone)]
pub struct Addresses(Vec<ServerAddr>);

impl Addresses {
    /// Reads `nats://HOST` or `tls://HOST`, several separated by commas.
    pub fn read(text: &str) -> Option<Self> {
        let mut servers = Vec::new();
        for address in text.split(',').map(str::trim) {
            if !address.starts_with("nats://") && !address.starts_with("tls://") {
                return None;
            }
            let server: ServerAddr = address.parse().ok()?;
            if server.host().is_empty() {
                return None;
            }
            servers.push(server);
        }
        Some(Self(servers))
    }

    pub(super) fn servers(&self) -> Vec<ServerAddr> {
        self.0.clone()
    }
}

/// Without the passwords that addresses may hold.
impl fmt::Debug for Addresses {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hosts = self.0.iter().map(|server| (server.host(), server.port()));
        formatter.debug_list().entries(hosts).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Addresses;

    #[test]
    fn one_or_several_servers_are_read() {
        for text in ["nats://a", "nats://me:secret@a:4222, tls://b"] {
            let addresses = Addresses::read(text);
            assert!(addresses.is_some(), "{text}");
            assert!(!format!("{addresses:?}").contains("secret"));
        }
        for text in [
            "",
            "a:4222",
            "http://a",
            "nats://a,",
            "nats://",
            "nats://a:b",
        ] {
            assert!(Addresses::read(text).is_none(), "{text}");
        }
    }
}
