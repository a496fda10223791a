//! Where a request comes from.

use super::Edge;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The client's address: that of the connection, or what trusted proxies say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Client(pub(super) IpAddr);

impl Client {
    /// The address as far as one caller owns it: IPv4 whole, of IPv6 the first 64 bits.
    pub fn network(self) -> String {
        self.owned().to_string()
    }

    /// The part of the address that one caller owns.
    pub(super) fn owned(self) -> IpAddr {
        match self.0.to_canonical() {
            IpAddr::V6(address) => {
                let network = u128::from(address) >> 64 << 64;
                Ipv6Addr::from_bits(network).into()
            }
            address @ IpAddr::V4(_) => address,
        }
    }

    /// Where a request comes from.
    pub(super) fn of(edge: &Edge, extensions: &Extensions, headers: &HeaderMap) -> Self {
        let peer = Self(peer(extensions));
        if edge.trusts(peer) {
            return forwarded(headers, |address| edge.trusts(Self(address))).map_or(peer, Self);
        }
        peer
    }
}

/// The address at the other end of the connection.
pub(super) fn peer(extensions: &Extensions) -> IpAddr {
    let info = extensions.get::<ConnectInfo<SocketAddr>>();
    info.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip())
}

impl FromRequestParts<Edge> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, edge: &Edge) -> Result<Self, Infallible> {
        Ok(Self::of(edge, &parts.extensions, &parts.headers))
    }
}

/// The last address in `X-Forwarded-For` that no trusted proxy has: what stands before it anybody can write.
fn forwarded(headers: &HeaderMap, is_trusted: impl Fn(IpAddr) -> bool) -> Option<IpAddr> {
    let lines: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .map(|line| line.to_str().unwrap_or_default())
        .collect();
    let mut nearest = None;
    for entry in lines.join(",").rsplit(',') {
        let address = entry.trim().parse().ok()?;
        nearest = Some(address);
        if !is_trusted(address) {
            return nearest;
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded_of(lines: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let trusted: crate::config::Network = "10.0.0.0/8".parse().unwrap();
        forwarded(&headers, |address| trusted.contains(address)).map(|address| address.to_string())
    }

    #[test]
    fn what_stands_before_the_first_untrusted_address_is_not_believed() {
        assert_eq!(
            forwarded_of(&["1.2.3.4, 203.0.113.9, 10.0.0.2"]).as_deref(),
            Some("203.0.113.9")
        );
        assert_eq!(
            forwarded_of(&["1.2.3.4", "203.0.113.9", "10.0.0.2"]).as_deref(),
            Some("203.0.113.9")
        );
        assert_eq!(forwarded_of(&["10.0.0.3"]).as_deref(), Some("10.0.0.3"));
        assert_eq!(forwarded_of(&["nonsense"]), None);
        assert_eq!(forwarded_of(&[]), None);
    }

    #[test]
    fn neighbours_in_a_network_of_64_bits_count_as_one() {
        let client = |text: &str| Client(text.parse().unwrap()).network();
        assert_eq!(client("2001:db8::1"), client("2001:db8::2"));
        assert_ne!(client("2001:db8::1"), client("2001:db8:0:1::1"));
        assert_eq!(client("::ffff:10.0.0.1"), client("10.0.0.1"));
    }
}
