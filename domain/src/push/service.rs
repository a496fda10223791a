//! Push services, and the addresses at which they take what is for one browser.

use crate::limit;
use crate::problem::Fault;
use std::str::FromStr;

/// The hosts of those of browser makers: Chrome, Edge and others; Firefox; Edge on Windows; Safari.
const HOSTS: [&str; 3] = [
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
];
/// The ends of hosts of which they have many.
const ENDS: [&str; 3] = [
    ".push.services.mozilla.com",
    ".notify.windows.com",
    ".push.apple.com",
];

/// Scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    is_secure: bool,
    /// In small letters; of IPv6 without brackets.
    host: String,
    port: u16,
}

impl Origin {
    /// Whether it is reached by TLS.
    pub fn is_secure(&self) -> bool {
        self.is_secure
    }

    /// The host, of IPv6 without brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The host and, unless it is the usual one, the port, as the head of a request names them.
    pub fn authority(&self) -> String {
        let host = if self.host.contains(':') {
            format!("[{}]", self.host)
        } else {
            self.host.clone()
        };
        let usual = if self.is_secure { 443 } else { 80 };
        if self.port == usual {
            host
        } else {
            format!("{host}:{}", self.port)
        }
    }

    /// As browsers write it (RFC 6454, section 6.2).
    pub fn text(&self) -> String {
        let scheme = if self.is_secure { "https" } else { "http" };
        format!("{scheme}://{}", self.authority())
    }

    /// Whether it is this machine.
    fn is_local(&self) -> bool {
        let is_loopback = |address: std::net::IpAddr| address.is_loopback();
        self.host == "localhost" || self.host.parse().is_ok_and(is_loopback)
    }

    /// The origin that a text begins with, and the rest of it.
    fn split(text: &str) -> Option<(Self, &str)> {
        // What is not of these bytes some programs read otherwise than others.
        let is_plain = text.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
        let (scheme, rest) = text.split_once("://").filter(|_| is_plain)?;
        let is_secure = match scheme {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let (host, port) = host_and_port(authority)?;
        let port = match port {
            None if is_secure => 443,
            None => 80,
            Some(port) => port.parse().ok().filter(|port| *port > 0)?,
        };
        let host = host.to_ascii_lowercase();
        let origin = Self {
            is_secure,
            host,
            port,
        };
        Some((origin, path))
    }
}

fn host_and_port(authority: &str) -> Option<(&str, Option<&str>)> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (host, port) = rest.split_once(']')?;
        let is_address = host.parse::<std::net::Ipv6Addr>().is_ok();
        let port = match port {
            "" => None,
            port => Some(port.strip_prefix(':')?),
        };
        return is_address.then_some((host, port));
    }
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let is_host = !host.is_empty()
        && !host.starts_with(['.', '-'])
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
    is_host.then_some((host, port))
}

/// The address at which a push service takes what is for one browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    origin: Origin,
    path: String,
}

impl Endpoint {
    /// The address that a browser told.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if text.is_empty() {
            return Err(Fault::Missing);
        }
        if text.chars().count() > limit::PUSH_ENDPOINT_CHARACTERS {
            return Err(Fault::TooLong {
                limit: limit::PUSH_ENDPOINT_CHARACTERS,
            });
        }
        let (origin, path) = Origin::split(text).ok_or(Fault::NotAPushService)?;
        if !path.starts_with('/') || path.contains('#') {
            return Err(Fault::NotAPushService);
        }
        let path = path.to_owned();
        Ok(Self { origin, path })
    }

    /// Where it is.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Path and query.
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// How far a push service is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// It is one of a browser maker, on the Internet: it never has an address of this house.
    Public,
    /// Who runs this server has named it, wherever it is.
    Named,
}

/// The push services that are used: those of browser makers, and others by their origins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Services {
    named: Vec<Origin>,
}

/// Not the origin of a push service that may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAService;

impl Services {
    /// Whether what is at this address may be used, and how far it is trusted.
    pub fn trust(&self, origin: &Origin) -> Option<Trust> {
        if self.named.contains(origin) {
            return Some(Trust::Named);
        }
        let host = origin.host();
        let is_known = HOSTS.contains(&host) || ENDS.iter().any(|end| host.ends_with(end));
        (is_known && origin.is_secure && origin.port == 443).then_some(Trust::Public)
    }
}

impl FromStr for Services {
    type Err = NotAService;

    /// Origins separated by commas: of `https`, or of `http` on this machine.
    fn from_str(text: &str) -> Result<Self, NotAService> {
        let origins = text.split(',').map(str::trim);
        let named =
            origins
                .filter(|origin| !origin.is_empty())
                .map(|origin| match Origin::split(origin) {
                    Some((origin, "" | "/")) if origin.is_secure || origin.is_local() => Ok(origin),
                    _ => Err(NotAService),
                });
        Ok(Self {
            named: named.collect::<Result<_, _>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trust(services: &str, endpoint: &str) -> Option<Trust> {
        let services: Services = services.parse().unwrap();
        services.trust(Endpoint::parse(endpoint).unwrap().origin())
    }

    #[test]
    fn services_of_browser_makers_are_used_and_nothing_that_looks_like_them() {
        for known in [
            "https://fcm.googleapis.com/fcm/send/a:b",
            "https://FCM.googleapis.com:443/fcm/send/a",
            "https://updates.push.services.mozilla.com/wpush/v2/a",
            "https://autopush.push.services.mozilla.com/wpush/v2/a",
            "https://wns2-par02p.notify.windows.com/w/?token=a",
            "https://web.push.apple.com/a",
            "https://api.push.apple.com/a",
        ] {
            assert_eq!(trust("", known), Some(Trust::Public), "{known}");
        }
        for foreign in [
            "http://fcm.googleapis.com/a",
            "https://fcm.googleapis.com:8443/a",
            "https://fcm.googleapis.com.evil.example/a",
            "https://evil-fcm.googleapis.com/a",
            "https://notify.windows.com/a",
            "https://evilnotify.windows.com/a",
            "https://127.0.0.1/a",
            "https://[::1]/a",
        ] {
            assert_eq!(trust("", foreign), None, "{foreign}");
        }
    }

    #[test]
    fn what_some_read_otherwise_than_others_is_no_endpoint() {
        for wrong in [
            "fcm.googleapis.com/a",
            "ftp://fcm.googleapis.com/a",
            "https://fcm.googleapis.com",
            "https://fcm.googleapis.com?a",
            "https://fcm.googleapis.com/a#b",
            "https://evil.example\\@fcm.googleapis.com/a",
            "https://evil.example@fcm.googleapis.com/a",
            "https://fcm.googleapis.com:x/a",
            "https://fcm.googleapis.com:0/a",
            "https://fcm.googleapis.com /a",
            "https://fcm.googleapis.com/a\r\nb",
            "https://fcm.googleapis.com/é",
            "https:///a",
            "https://.push.apple.com/a",
            "https://[fcm.googleapis.com]/a",
            "https://[::1/a",
        ] {
            let fault = Endpoint::parse(wrong).unwrap_err();
            assert_eq!(fault, Fault::NotAPushService, "{wrong}");
        }
        assert_eq!(Endpoint::parse(""), Err(Fault::Missing));
    }

    #[test]
    fn an_endpoint_has_2000_characters_and_no_more() {
        let endpoint = |length: usize| {
            let start = "https://web.push.apple.com/";
            Endpoint::parse(&format!("{start}{}", "a".repeat(length - start.len())))
        };
        assert!(endpoint(limit::PUSH_ENDPOINT_CHARACTERS).is_ok());
        let limit = limit::PUSH_ENDPOINT_CHARACTERS;
        assert_eq!(endpoint(limit + 1), Err(Fault::TooLong { limit }));
    }

    #[test]
    fn who_runs_the_server_names_others_by_their_origins() {
        let services = "https://push.example:8443, http://127.0.0.1:9000,http://[::1]:9000/";
        for named in [
            "https://push.example:8443/a",
            "http://127.0.0.1:9000/a",
            "http://[::1]:9000/a?b",
        ] {
            assert_eq!(trust(services, named), Some(Trust::Named), "{named}");
        }
        for other in [
            "https://push.example/a",
            "http://push.example:8443/a",
            "http://127.0.0.1:9001/a",
            "https://127.0.0.1:9000/a",
        ] {
            assert_eq!(trust(services, other), None, "{other}");
        }
        for wrong in [
            "push.example",
            "https://push.example/path",
            "http://push.example",
            "http://10.0.0.1",
            "https://me@push.example",
        ] {
            assert_eq!(wrong.parse::<Services>(), Err(NotAService), "{wrong}");
        }
    }

    #[test]
    fn an_origin_is_written_as_browsers_do() {
        for (endpoint, origin) in [
            (
                "https://Web.Push.Apple.com:443/a",
                "https://web.push.apple.com",
            ),
            ("http://127.0.0.1:9000/a", "http://127.0.0.1:9000"),
            ("http://[::1]/a", "http://[::1]"),
        ] {
            assert_eq!(Endpoint::parse(endpoint).unwrap().origin().text(), origin);
        }
    }
}
