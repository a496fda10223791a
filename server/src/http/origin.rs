//! Which pages may talk to the server (spec 16.5).

use super::{Edge, Rejection};
use axum::body::Body;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::channel::Channel;
use domain::wire::Refusal;
use std::convert::Infallible;
use tower_http::csrf::{CsrfLayer, ProtectionError};

/// Where the page is from that makes the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// This server's own pages: the full-page chat, the embedded one, the console.
    Own,
    /// A page of this origin.
    Page(String),
    /// No browser, or one that does not say.
    Unknown,
}

impl Origin {
    /// Whether a page of this origin may use the channel. Who does not say is let in where anybody is.
    pub(super) fn may_use(&self, channel: &Channel) -> Result<(), Refusal> {
        let is_allowed = match self {
            Self::Own => true,
            Self::Page(origin) => channel.allows(origin),
            Self::Unknown => channel.allowed_origins.is_empty(),
        };
        is_allowed.then_some(()).ok_or(Refusal::ForeignOrigin)
    }

    fn of(edge: &Edge, headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).map(HeaderValue::to_str);
        match text(header::ORIGIN) {
            Some(Ok(origin)) if is_own(edge, headers, origin) => Self::Own,
            Some(Ok(origin)) => Self::Page(origin.to_owned()),
            Some(Err(_)) => Self::Page(String::new()),
            // Browsers leave the header out of a page's requests for its own server's data.
            None if matches!(text(SEC_FETCH_SITE), Some(Ok("same-origin"))) => Self::Own,
            None => Self::Unknown,
        }
    }
}

const SEC_FETCH_SITE: header::HeaderName = header::HeaderName::from_static("sec-fetch-site");

impl FromRequestParts<Edge> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, edge: &Edge) -> Result<Self, Infallible> {
        Ok(Self::of(edge, &parts.headers))
    }
}

fn is_own(edge: &Edge, headers: &HeaderMap, origin: &str) -> bool {
    if origin.eq_ignore_ascii_case(edge.public_url()) {
        return true;
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    matches!((host, authority), (Some(host), Some(authority)) if host.eq_ignore_ascii_case(authority))
}

/// Lets pages of other origins read answers, but for those that refuse their origin.
pub(super) async fn cors(request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let is_preflight = request.method() == Method::OPTIONS;
    let mut response = if is_preflight {
        // A preflight names neither channel nor token: it lets the question through, the answer is decided there.
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let is_foreign = response.extensions().get() == Some(&Refusal::ForeignOrigin);
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin.filter(|_| !is_foreign) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    if is_preflight {
        for (name, value) in [
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
            (
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                "authorization, content-type",
            ),
            (header::ACCESS_CONTROL_MAX_AGE, "7200"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    response
}

/// Refuses what a page of another origin makes a signed-in browser send.
pub(super) fn csrf(
    edge: &Edge,
) -> CsrfLayer<impl FnMut(ProtectionError) -> Response<Body> + Clone + Send + Sync + 'static> {
    let layer = CsrfLayer::new();
    // Behind a proxy the host of a request may be another than the one that browsers use.
    let layer = layer
        .add_trusted_origin(edge.public_url())
        .unwrap_or_default();
    layer.with_rejection_response(|_| Rejection::from(Refusal::ForeignOrigin).into_response())
}
