//! What surrounds every route: an id, a line in the log, patience, and a net for what falls.

use super::Rejection;
use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::wire::Refusal;
use std::any::Any;
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{
    MakeRequestUuid, PropagateRequestIdLayer, RequestId, SetRequestIdLayer,
};
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::{Level, Span};

/// How long an answer may take; a poll waits 25 s of it.
const ANSWER: Duration = Duration::from_secs(40);
/// How long a client may pause while it sends a body.
const BODY_PAUSE: Duration = Duration::from_secs(10);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Puts the frame around the routes.
pub(super) fn around(routes: Router) -> Router {
    let layers = ServiceBuilder::new()
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_request(())
                .on_response(DefaultOnResponse::new().level(Level::DEBUG)),
        )
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(CatchPanicLayer::custom(fallen))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            ANSWER,
        ))
        .layer(RequestBodyTimeoutLayer::new(BODY_PAUSE));
    routes.layer(layers)
}

/// The route and not the path: paths and queries hold ids, addresses and one-time tokens.
fn span(request: &Request) -> Span {
    let route = request.extensions().get::<MatchedPath>();
    let id = request.extensions().get::<RequestId>();
    tracing::info_span!(
        "request",
        method = %request.method(),
        route = route.map_or("-", MatchedPath::as_str),
        id = id.and_then(|id| id.header_value().to_str().ok()).unwrap_or("-"),
    )
}

fn fallen(_panic: Box<dyn Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    Rejection::from(Refusal::Unavailable).into_response()
}
