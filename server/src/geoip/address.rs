//! Which addresses can be somebody's on the open network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address can be somebody's on the open network (IANA's registries of special-purpose addresses).
pub(super) fn is_public(address: IpAddr) -> bool {
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
