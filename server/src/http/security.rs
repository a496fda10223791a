//! Headers that tell browsers what a page may do (spec 16.2).

use super::Edge;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::sync::Arc;

/// What scripts and styles of one answer carry to be let in by its policy: in the request's extensions.
#[derive(Clone, Debug)]
pub struct Nonce(Arc<str>);

impl Nonce {
    fn new() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 16]>()).into())
    }

    /// The text of the `nonce` attribute.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const REFERRER_POLICY: HeaderName = header::REFERRER_POLICY;
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// Nothing of the kind is used, so nothing of it is allowed.
const NO_PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// Pages and data of the console: nobody may frame them, only its own scripts run.
pub(super) async fn console(
    State(edge): State<Edge>,
    mut request: Request,
    next: Next,
) -> Response {
    let nonce = Nonce::new();
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;
    let socket = socket_origin(edge.public_url());
    let nonce = nonce.as_str();
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; connect-src 'self' {socket}; img-src 'self' data: blob:; \
         font-src 'self'; media-src 'self' data:; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    );
    let headers = response.headers_mut();
    // A file that somebody sent has a stricter one.
    set_default(headers, header::CONTENT_SECURITY_POLICY, &policy);
    set(headers, header::X_FRAME_OPTIONS, "DENY");
    set(headers, REFERRER_POLICY, "same-origin");
    set(headers, OPENER_POLICY, "same-origin");
    set(headers, RESOURCE_POLICY, "same-origin");
    set(headers, PERMISSIONS_POLICY, NO_PERMISSIONS);
    set_default(headers, header::CACHE_CONTROL, "no-store");
    always(&edge, headers);
    response
}

/// The full-page chat and the embedded one: the handler says in its answer who may frame it.
pub(super) async fn chat_page(
    State(edge): State<Edge>,
    mut request: Request,
    next: Next,
) -> Response {
    let nonce = Nonce::new();
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;
    let ancestors = response.extensions_mut().remove::<Ancestors>();
    let ancestors = ancestors.map_or_else(|| "'none'".to_owned(), |ancestors| ancestors.0);
    let socket = socket_origin(edge.public_url());
    let nonce = nonce.as_str();
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; connect-src 'self' {socket}; img-src 'self' data:; media-src 'self' data:; \
         form-action 'none'; frame-ancestors {ancestors}; base-uri 'none'; object-src 'none'"
    );
    let headers = response.headers_mut();
    set(headers, header::CONTENT_SECURITY_POLICY, &policy);
    set(headers, REFERRER_POLICY, "no-referrer");
    set(headers, PERMISSIONS_POLICY, NO_PERMISSIONS);
    set_default(headers, header::CACHE_CONTROL, "no-store");
    always(&edge, headers);
    response
}

/// Pages that everybody may read and that run no script; the handler says in its answer who may frame them.
pub(super) async fn public_page(
    State(edge): State<Edge>,
    mut request: Request,
    next: Next,
) -> Response {
    let nonce = Nonce::new();
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;
    let ancestors = response.extensions_mut().remove::<Ancestors>();
    let ancestors = ancestors.map_or_else(|| "'none'".to_owned(), |ancestors| ancestors.0);
    let nonce = nonce.as_str();
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; img-src 'self'; form-action 'self'; \
         frame-ancestors {ancestors}; base-uri 'none'"
    );
    let headers = response.headers_mut();
    set(headers, header::CONTENT_SECURITY_POLICY, &policy);
    set(headers, REFERRER_POLICY, "same-origin");
    set(headers, PERMISSIONS_POLICY, NO_PERMISSIONS);
    set_default(headers, header::CACHE_CONTROL, "no-store");
    always(&edge, headers);
    response
}

/// Who may frame a chat page: a list of sources as in a policy.
#[derive(Clone, Debug)]
pub(super) struct Ancestors(pub(super) String);

/// Files that pages of any origin load.
pub(super) async fn asset(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    set(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(headers, RESOURCE_POLICY, "cross-origin");
    set(headers, REFERRER_POLICY, "no-referrer");
    always(&edge, headers);
    response
}

/// Answers for programs: never a page, never kept.
pub(super) async fn data(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // A file that somebody sent has a stricter one.
    set_default(
        headers,
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'",
    );
    set(headers, REFERRER_POLICY, "no-referrer");
    set(headers, RESOURCE_POLICY, "cross-origin");
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set_default(headers, header::CACHE_CONTROL, "no-store");
    response
}

fn always(edge: &Edge, headers: &mut HeaderMap) {
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if edge.is_https() {
        set(
            headers,
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=31536000",
        );
    }
}

/// Older browsers do not count sockets to the page's own host as `'self'`.
pub(crate) fn socket_origin(public_url: &str) -> String {
    public_url.replacen("http", "ws", 1)
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn set_default(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if !headers.contains_key(&name) {
        set(headers, name, value);
    }
}
