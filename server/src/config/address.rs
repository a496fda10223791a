//! Addresses to listen on and to be found at.

use super::{Error, not_allowed};
use axum::http::Uri;
use std::net::SocketAddr;

/// The address to listen on; 127.0.0.1:8080 if none is given.
pub(super) fn or_default(key: &'static str, given: Option<String>) -> Result<SocketAddr, Error> {
    Ok(optional(key, given)?.unwrap_or_else(|| ([127, 0, 0, 1], 8080).into()))
}

/// An address to listen on, if one is given.
pub(super) fn optional(
    key: &'static str,
    given: Option<String>,
) -> Result<Option<SocketAddr>, Error> {
    let Some(text) = given else {
        return Ok(None);
    };
    text.parse()
        .map(Some)
        .map_err(|_| not_allowed(key, text, "IP:PORT, like 127.0.0.1:8080 or [::]:8080"))
}

/// The address that browsers use, as an origin: scheme, host and port.
pub(super) fn public_url(given: &str) -> Result<String, Error> {
    const ALLOWED: &str =
        "http://HOST or https://HOST, with a port if it needs one, without a path";
    let refused = || not_allowed("public-url", given, ALLOWED);
    let uri: Uri = given.parse().map_err(|_| refused())?;
    let scheme = uri.scheme_str().ok_or_else(refused)?;
    let authority = uri.authority().ok_or_else(refused)?;
    let is_plain = uri.path_and_query().is_none_or(|path| path.as_str() == "/")
        && !authority.as_str().contains('@');
    if !is_plain || !matches!(scheme, "http" | "https") {
        return Err(refused());
    }
    let authority = authority.as_str().to_ascii_lowercase();
    // Browsers leave the default port out of an Origin.
    let shown = match scheme {
        "https" => authority.strip_suffix(":443"),
        _ => authority.strip_suffix(":80"),
    };
    Ok(format!("{scheme}://{}", shown.unwrap_or(&authority)))
}

#[cfg(test)]
mod tests {
    use super::public_url;

    #[test]
    fn a_public_address_is_kept_as_browsers_write_an_origin() {
        for (given, kept) in [
            ("https://Chat.Example/", "https://chat.example"),
            ("https://chat.example:443", "https://chat.example"),
            ("http://chat.example:8443", "http://chat.example:8443"),
        ] {
            assert_eq!(public_url(given).unwrap(), kept);
        }
    }

    #[test]
    fn a_public_address_is_an_origin_and_nothing_more() {
        for wrong in [
            "chat.example",
            "ftp://chat.example",
            "https://chat.example/path",
            "https://me@chat.example",
            "https://",
        ] {
            assert!(public_url(wrong).is_err(), "{wrong}");
        }
    }
}
