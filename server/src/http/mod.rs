//! The sitemap: every route, grouped by who calls it.

mod body;
mod chat_page;
mod client;
mod console;
mod countries;
mod edge;
mod error;
mod exports;
mod files;
mod frame;
mod health;
mod letters;
mod manifest;
mod origin;
mod pictures;
mod places;
mod query;
mod rating_pages;
mod ratings;
mod reader;
mod reception;
mod security;
mod seen;
mod service_worker;
mod sockets;
mod transcripts;
mod widget;

pub(crate) use body::Filled;
pub use client::Client;
pub use edge::Edge;
pub use error::{Rejection, Trouble};
pub(crate) use query::encoded;
pub use security::Nonce;
pub(crate) use security::socket_origin;

use crate::auth;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, post, put};
use domain::limit;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;
use tower_http::limit::RequestBodyLimitLayer;

/// What is shorter, in bytes, gets hardly smaller by packing.
const WORTH_PACKING: u64 = 256;
/// As much as a server function reads: the largest script, in fields of a form, where a character may be three.
const FUNCTION_BYTES: usize = 4 * limit::CHATBOT_FILE_BYTES;

/// Packs answers that are made for one request; files are packed when they are built. None of them may hold a secret beside words
/// that somebody else can choose: the packed size would tell how alike they are (BREACH).
fn packing() -> CompressionLayer<SizeAbove> {
    CompressionLayer::new().compress_when(SizeAbove::new(WORTH_PACKING))
}

/// Everything that is served, with the console's pages and server functions behind the gate.
pub(crate) fn router(edge: &Edge, application: Router) -> Router {
    let routes = Router::new()
        .merge(machines())
        .merge(assets(edge))
        .merge(browsers())
        .merge(widget(edge))
        .merge(chat(edge))
        .merge(public_ratings(edge))
        .merge(letters(edge))
        .merge(linked_files(edge))
        .merge(spreadsheets())
        .merge(console(edge, application))
        .with_state(edge.clone());
    frame::around(routes)
}

/// What is served while the database does not answer for the first time.
pub(crate) fn waiting() -> Router {
    Router::new()
        .route("/healthz", get(health::is_alive))
        .merge(waiting_widgets())
        .fallback(health::is_waiting)
        .layer(from_fn(security::data))
}

/// Pages of other origins may read that they must wait, or they would take the server for one that forbids them.
fn waiting_widgets() -> Router {
    Router::new()
        .route("/widget/{name}", any(health::is_waiting))
        .layer(from_fn(origin::cors))
}

/// What is served on the metrics address.
pub(crate) fn metrics() -> Router {
    Router::new().route("/metrics", get(health::metrics))
}

/// Load balancers and monitoring.
fn machines() -> Router<Edge> {
    Router::new()
        .route("/healthz", get(health::is_alive))
        .route("/readyz", get(health::is_ready))
        .route("/metrics", get(health::metrics_on_this_machine))
        .layer(from_fn(security::data))
}

/// Browsers, for files that are the same for everybody, and pictures that pages of any origin show.
fn assets(edge: &Edge) -> Router<Edge> {
    Router::new()
        .route("/widget.js", get(crate::assets::loader))
        .route("/frame.js", get(crate::assets::frame))
        .route("/assets/{name}", get(crate::assets::file))
        .route("/pictures/{id}", get(pictures::picture))
        .layer(from_fn_with_state(edge.clone(), security::asset))
}

/// Browsers of operators, on their own: they look for a new one without anybody's session.
fn browsers() -> Router<Edge> {
    Router::new()
        .route("/manifest.webmanifest", get(manifest::manifest))
        .route("/service-worker.js", get(service_worker::script))
        .layer(from_fn(security::data))
}

/// Widgets on pages of any origin that the channel allows.
fn widget(edge: &Edge) -> Router<Edge> {
    Router::new()
        .route("/widget/config", get(reception::config))
        .route("/widget/token", post(widget::token))
        .route("/widget/start", post(widget::start))
        .route("/widget/message", post(widget::leave_message))
        .route("/widget/frame", post(widget::frame))
        .route("/widget/poll", post(widget::poll))
        .route("/widget/older", post(widget::older))
        .route("/widget/resume", post(letters::resume))
        .route("/widget/rate", post(ratings::rate))
        .route("/widget/rating", post(ratings::rating))
        .route("/widget/files", post(files::by_visitor))
        .route("/widget/files/{id}", get(files::of_visitor))
        .route("/widget/copy", post(transcripts::copy))
        .route("/widget/transcript", post(transcripts::of_visitor))
        .route("/widget/socket", get(sockets::visitor))
        .layer(packing())
        .layer(from_fn_with_state(edge.clone(), places::paced))
        .layer(from_fn(origin::cors))
        .layer(from_fn(security::data))
}

/// Visitors who come to the chat itself.
fn chat(edge: &Edge) -> Router<Edge> {
    Router::new()
        .route("/chat/{key}", get(chat_page::full))
        .route("/chat/{key}/resume", get(letters::resume_page))
        .route("/embed/{key}", get(chat_page::embedded))
        .layer(from_fn_with_state(edge.clone(), security::chat_page))
}

/// Everybody: what visitors said, where it is published.
fn public_ratings(edge: &Edge) -> Router<Edge> {
    Router::new()
        .route("/livechat", get(rating_pages::list))
        .route("/livechat/{key}", get(rating_pages::channel))
        .route("/livechat/{key}/embed", get(rating_pages::embedded))
        .layer(from_fn_with_state(edge.clone(), security::public_page))
}

/// Readers of letters who want no more of them, and their mail programs.
fn letters(edge: &Edge) -> Router<Edge> {
    Router::new()
        .route(
            "/letters/{secret}",
            get(letters::decline_page).post(letters::decline),
        )
        .layer(from_fn_with_state(edge.clone(), security::public_page))
}

/// Readers of transcripts, for the files that stand there.
fn linked_files(edge: &Edge) -> Router<Edge> {
    Router::new()
        .route("/files/{sealed}", get(files::by_link))
        .layer(from_fn_with_state(edge.clone(), places::paced))
        .layer(from_fn(security::data))
}

/// Spreadsheet programs, which have no session but a secret.
fn spreadsheets() -> Router<Edge> {
    Router::new()
        .route("/exports/{name}", get(exports::live))
        .layer(from_fn(security::data))
}

/// Operators: nothing without a session, but signing in and what leads there.
fn console(edge: &Edge, application: Router) -> Router<Edge> {
    Router::new()
        .route("/", get(console::start))
        .route("/setup", post(auth::set_up))
        .route("/sign-in", post(auth::sign_in))
        .route("/sign-in/code", post(auth::finish_sign_in))
        .route("/sign-out", post(auth::sign_out))
        .route("/invitation", post(auth::take_up))
        .route("/forgot", post(auth::forgot))
        .route("/reset", post(auth::reset))
        .route("/console/socket", get(sockets::console))
        .route("/console/frame", post(console::frame))
        .route("/console/poll", post(console::poll))
        .route("/console/inbox", get(console::inbox))
        .route("/console/countries", post(countries::hand_in))
        .route("/console/livechat", post(rating_pages::entitle))
        .route("/console/livechat/{key}", post(rating_pages::publish))
        .route("/console/reports/{name}", get(exports::report))
        .route("/console/sessions.csv", get(exports::sessions))
        .route("/console/sessions.xlsx", get(exports::workbook))
        .route(
            "/console/conversations/{id}/messages",
            get(console::messages),
        )
        .route(
            "/console/conversations/{id}/files",
            post(files::by_operator),
        )
        .route("/console/files/{id}", get(files::of_operator))
        .route(
            "/console/conversations/{id}/transcript.txt",
            get(transcripts::text),
        )
        .route(
            "/console/conversations/{id}/transcript.html",
            get(transcripts::html),
        )
        .route(
            "/console/picture",
            put(pictures::set).delete(pictures::remove),
        )
        .route(
            "/console/channels/{id}/picture",
            put(pictures::set_of_channel).delete(pictures::remove_of_channel),
        )
        .route(
            "/console/chatbots/{id}/picture",
            put(pictures::set_of_chatbot).delete(pictures::remove_of_chatbot),
        )
        .merge(
            application
                .with_state(())
                .layer(RequestBodyLimitLayer::new(FUNCTION_BYTES))
                .layer(packing()),
        )
        .layer(from_fn_with_state(edge.clone(), auth::gate))
        .layer(origin::csrf(edge))
        .layer(from_fn_with_state(edge.clone(), security::console))
}
