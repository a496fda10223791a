//! A small fictional shop on an origin of its own, with the script tag in its pages as a customer would paste it.

use crate::assets::content_type;
use crate::http::socket_origin;
use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use std::sync::Arc;

#[derive(RustEmbed)]
#[folder = "../demo-site"]
struct Pages;

/// What stands in the pages for the address of the chat.
const ORIGIN: &str = "{{origin}}";

/// The shop's pages, for a chat that is served at `public_url`.
pub(super) fn routes(public_url: &str) -> Router {
    let origin: Arc<str> = public_url.into();
    Router::new().fallback(move |uri: Uri| {
        let response = page(uri.path(), &origin);
        async move { response }
    })
}

fn page(path: &str, origin: &str) -> Response {
    let name = match path.trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    let (name, status) = match Pages::get(name) {
        Some(_) => (name, StatusCode::OK),
        None => ("missing.html", StatusCode::NOT_FOUND),
    };
    let content = Pages::get(name).map(|file| file.data.into_owned());
    let content = content.unwrap_or_default();
    let content = if content_type(name).starts_with("text/html") {
        let text = String::from_utf8_lossy(&content);
        text.replace(ORIGIN, origin).into_bytes()
    } else {
        content
    };
    let mut response = (status, content).into_response();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, content_type(name));
    set(header::CACHE_CONTROL, "no-cache");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if let Some(policy) = policy(name, origin) {
        set(header::CONTENT_SECURITY_POLICY, &policy);
    }
    response
}

/// What the pages allow that test the chat under a policy.
fn policy(name: &str, origin: &str) -> Option<String> {
    let socket = socket_origin(origin);
    let own = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'";
    match name {
        "strict-csp.html" => Some(format!(
            "{own}; script-src {origin} 'wasm-unsafe-eval'; connect-src {origin} {socket}; img-src 'self' {origin}"
        )),
        "no-wasm.html" => Some(format!(
            "{own}; script-src {origin}; connect-src {origin} {socket}; img-src 'self' {origin}; frame-src {origin}"
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn text(path: &str) -> (StatusCode, String) {
        let response = page(path, "http://chat.example:8080");
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
        (status, String::from_utf8_lossy(&body.unwrap()).into_owned())
    }

    #[tokio::test]
    async fn every_page_carries_the_tag_as_a_customer_pastes_it() {
        let tag = "<script async src=\"http://chat.example:8080/widget.js\" data-channel=\"website\"></script>";
        for name in Pages::iter().filter(|name| content_type(name).starts_with("text/html")) {
            let (_, text) = text(&format!("/{name}")).await;
            let head = text.split_once("</head>").unwrap().0;
            assert!(head.contains(tag), "{name}");
        }
    }

    #[tokio::test]
    async fn a_page_that_is_not_there_says_so() {
        let (status, text) = text("/../Cargo.toml").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(text.contains("There is no such page"));
    }
}
