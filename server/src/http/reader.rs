//! What a browser tells of where it is.

use crate::desk::Reader;
use axum::http::{HeaderMap, HeaderName, header};

impl Reader {
    /// What these headers tell: the console keeps the time zone in a cookie.
    pub fn of(headers: &HeaderMap) -> Self {
        let told = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let languages = told(header::ACCEPT_LANGUAGE).unwrap_or_default();
        let language = languages.split([',', ';']).next().unwrap_or_default();
        let cookies = told(header::COOKIE).unwrap_or_default().split(';');
        let mut zone = cookies.filter_map(|cookie| cookie.trim().strip_prefix("zone="));
        Self {
            zone: zone.next_back().unwrap_or_default().to_owned(),
            language: language.trim().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_tells_where_it_is() {
        let mut headers = HeaderMap::new();
        assert_eq!(Reader::of(&headers), Reader::default());
        for (name, value) in [
            (header::ACCEPT_LANGUAGE, "fr-CA,fr;q=0.9"),
            (header::COOKIE, "session=zone=1; zone=America/Toronto"),
        ] {
            headers.insert(name, axum::http::HeaderValue::from_static(value));
        }
        let expected = Reader {
            zone: "America/Toronto".to_owned(),
            language: "fr-CA".to_owned(),
        };
        assert_eq!(Reader::of(&headers), expected);
    }
}
