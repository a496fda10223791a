//! What load balancers and monitoring ask.

use super::Edge;
use super::client::peer;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::response::{IntoResponse, Response};

/// The program runs.
pub(super) async fn is_alive() -> &'static str {
    "alive\n"
}

/// The program takes requests: its database answers, and it is not about to stop.
pub(super) async fn is_ready(State(edge): State<Edge>) -> (StatusCode, &'static str) {
    if !edge.is_open() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    match edge.desk().check().await {
        Ok(()) if edge.bus().is_some_and(|bus| !bus.is_up()) => (
            StatusCode::OK,
            "ready, but NATS (nats-url) does not answer: news of other nodes come up to a second later\n",
        ),
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            crate::live::refusal(&error);
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer\n",
            )
        }
    }
}

/// The program waits for its database, which has not answered since it started.
pub(super) async fn is_waiting() -> impl IntoResponse {
    (
        StatusCode::SERVICE_UNAVAILABLE,
        [(RETRY_AFTER, "2")],
        "starting: the database (database-url) does not answer yet\n",
    )
}

/// Figures in the format of Prometheus.
pub(super) async fn metrics() -> Response {
    let content_type = [(CONTENT_TYPE, "text/plain; version=0.0.4")];
    (content_type, crate::metrics::rendered()).into_response()
}

/// Figures for callers on this machine; a request that a proxy on this machine passes on is not one of them.
pub(super) async fn metrics_on_this_machine(request: Request) -> Response {
    let is_forwarded = ["x-forwarded-for", "forwarded", "via", "x-real-ip"]
        .iter()
        .any(|header| request.headers().contains_key(*header));
    if peer(request.extensions()).to_canonical().is_loopback() && !is_forwarded {
        return metrics().await;
    }
    (StatusCode::NOT_FOUND, "There is no such page.\n").into_response()
}
