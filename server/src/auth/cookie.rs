//! The cookies that carry a session, and a sign-in that lacks its second factor.

use crate::desk::TokenHash;
use crate::http::Edge;
use axum::http::{HeaderMap, HeaderName, header};
use axum_extra::extract::CookieJar;
use domain::second_factor::HALF_SIGN_IN_MS;
use domain::time::SECOND_MS;

/// Longest life of a session in seconds, 90 days; the desk ends it earlier when it is not used.
const MAX_AGE_S: i64 = 90 * 24 * 60 * 60;

/// Makes and removes the cookies, as the public address asks for.
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
        self.header(Carried::Session, secret, MAX_AGE_S)
    }

    /// The header that removes a session's secret.
    pub(crate) fn removal(self) -> [(HeaderName, String); 1] {
        self.header(Carried::Session, "", 0)
    }

    /// The header that sets the secret of a sign-in that lacks its second factor.
    pub(crate) fn half_sign_in(self, secret: &str) -> [(HeaderName, String); 1] {
        self.header(Carried::HalfSignIn, secret, HALF_SIGN_IN_MS / SECOND_MS)
    }

    /// The header that removes the secret of a sign-in that lacked its second factor.
    pub(crate) fn half_removal(self) -> [(HeaderName, String); 1] {
        self.header(Carried::HalfSignIn, "", 0)
    }

    fn name(self, carried: Carried) -> &'static str {
        match (carried, self.is_secure) {
            (Carried::Session, true) => "__Host-session",
            (Carried::Session, false) => "session",
            (Carried::HalfSignIn, true) => "__Host-half-sign-in",
            (Carried::HalfSignIn, false) => "half-sign-in",
        }
    }

    fn header(self, carried: Carried, value: &str, max_age: i64) -> [(HeaderName, String); 1] {
        let secure = if self.is_secure { "; Secure" } else { "" };
        let name = self.name(carried);
        [(
            header::SET_COOKIE,
            format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}"),
        )]
    }
}

/// What a cookie carries.
#[derive(Clone, Copy, Debug)]
enum Carried {
    Session,
    HalfSignIn,
}

/// The hash of the session's secret that a request carries.
pub(crate) fn session_token(edge: &Edge, headers: &HeaderMap) -> Option<TokenHash> {
    token(edge, headers, Carried::Session)
}

/// The hash of the secret that a request carries of a sign-in that lacks its second factor.
pub(super) fn half_token(edge: &Edge, headers: &HeaderMap) -> Option<TokenHash> {
    token(edge, headers, Carried::HalfSignIn)
}

fn token(edge: &Edge, headers: &HeaderMap, carried: Carried) -> Option<TokenHash> {
    let jar = CookieJar::from_headers(headers);
    let cookie = jar.get(Cookies::of(edge).name(carried))?;
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
