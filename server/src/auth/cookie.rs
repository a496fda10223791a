//! The cookie that carries a session.

use crate::desk::TokenHash;
use crate::http::Edge;
use axum::http::{HeaderMap, HeaderName, header};
use axum_extra::extract::CookieJar;

/// Longest life of a session in seconds, 90 days; the desk ends it earlier when it is not used.
const MAX_AGE_S: u32 = 90 * 24 * 60 * 60;

/// Makes and removes the cookie, as the public address asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cookies {
    is_secure: bool,
}

impl Cookies {
    /// Cookies for an address; over HTTPS they are bound to the host and never sent in the clear.
    pub(crate) fn of(edge: &Edge) -> Self {
        Self {
            is_secure: edge.is_https(),
        }
    }

    /// The header that sets a session's secret, which is base64url.
    pub(crate) fn session(self, secret: &str) -> [(HeaderName, String); 1] {
        self.header(secret, MAX_AGE_S)
    }

    /// The header that removes the cookie.
    pub(crate) fn removal(self) -> [(HeaderName, String); 1] {
        self.header("", 0)
    }

    fn name(self) -> &'static str {
        if self.is_secure {
            "__Host-session"
        } else {
            "session"
        }
    }

    fn header(self, value: &str, max_age: u32) -> [(HeaderName, String); 1] {
        let secure = if self.is_secure { "; Secure" } else { "" };
        let name = self.name();
        [(
            header::SET_COOKIE,
            format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}"),
        )]
    }
}

/// The hash of the session's secret that a request carries.
pub(crate) fn session_token(edge: &Edge, headers: &HeaderMap) -> Option<TokenHash> {
    let jar = CookieJar::from_headers(headers);
    let cookie = jar.get(Cookies::of(edge).name())?;
    Some(TokenHash::of(cookie.value()))
}

#[cfg(test)]
mod tests {
    use super::Cookies;

    #[test]
    fn over_https_the_cookie_is_bound_to_the_host() {
        let [(_, value)] = Cookies { is_secure: true }.session("abc");
        assert!(value.starts_with("__Host-session=abc; Path=/; HttpOnly; SameSite=Lax"));
        assert!(value.ends_with("; Secure"));
    }
}
