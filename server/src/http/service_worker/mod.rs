//! The script by which a browser shows what was pushed while no console is open (spec 8.8). Its name never changes, since browsers know
//! it by its address, and each looks for a new one by itself.

use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;

const SCRIPT: &str = include_str!("service-worker.js");
/// It fetches nothing; what notifications show, the browser does.
const POLICY: &str = "default-src 'none'; img-src 'self'; frame-ancestors 'none'";

/// `/service-worker.js`.
pub(super) async fn script() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
        (CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, SCRIPT)
}
