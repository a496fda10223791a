//! What a browser needs in order to install the console. On iPhones and iPads nobody can be notified before that (spec 8.8).

use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use serde_json::json;

/// `/manifest.webmanifest`.
pub(super) async fn manifest() -> impl IntoResponse {
    let told = json!({
        "id": "/",
        "name": "Porchlight",
        "start_url": "/inbox",
        "scope": "/",
        "display": "standalone",
        "background_color": "#26221d",
        "theme_color": "#26221d",
        "icons": [{
            "src": crate::assets::path("icon.png"),
            "type": "image/png",
            "sizes": "512x512",
            "purpose": "any maskable"
        }]
    });
    let headers = [
        (CONTENT_TYPE, "application/manifest+json"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, Bytes::from(told.to_string()))
}
