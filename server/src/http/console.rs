//! What consoles ask for over HTTP, besides their pages.

use super::body::Sent;
use super::{Edge, Rejection};
use crate::auth::{SignedIn, session_token};
use crate::live::{ConsolePeer, Peer, Scope, carry_out};
use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::chat::OlderMessages;
use domain::id::{ConsoleId, ConversationId, LineId};
use domain::inbox::{InboxRow, Place};
use domain::message::MessageNumber;
use domain::time::Timestamp;
use domain::wire::Refusal;
use domain::wire::console::{self, FromConsole};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// From which console.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct From {
    #[serde(default)]
    console: Option<ConsoleId>,
}

/// Before which message.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Before {
    before: MessageNumber,
}

/// After which row of the inbox.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct After {
    active_at: Timestamp,
    id: ConversationId,
}

/// A page of the inbox.
#[derive(Serialize)]
pub(super) struct InboxPage {
    rows: Vec<InboxRow>,
    older_than: Option<Place>,
}

/// The console begins with the inbox.
pub(super) async fn start() -> Redirect {
    Redirect::to("/inbox")
}

/// One frame, answered by one frame or by nothing. `used` needs to know of which console it tells.
pub(super) async fn frame(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    from: Result<Query<From>, QueryRejection>,
    Sent(frame): Sent<FromConsole>,
) -> Result<Response, Rejection> {
    let Query(from) = from.map_err(|_| Refusal::Malformed)?;
    let client_id = ConsolePeer::client_id(&frame);
    let answer = carry_out(edge.desk(), &signed_in.user, from.console, frame).await;
    let answer = answer.map_err(|error| Rejection::of(client_id, &error))?;
    Ok(match answer {
        Some(frame) => json(frame),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}

/// News, as soon as there are any. Asking is a sign of life of the console.
pub(super) async fn poll(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    headers: HeaderMap,
    Sent(poll): Sent<console::Poll>,
) -> Result<Response, Rejection> {
    let session = session_token(&edge, &headers).ok_or(Refusal::Unauthorized)?;
    let desk = edge.desk().clone();
    let (user, line) = (&signed_in.user, LineId(Uuid::now_v7()));
    match poll.cursor {
        None => desk.console_opened(user, poll.console, line).await?,
        Some(_) => desk.console_beat(user, poll.console, line).await?,
    }
    let subscription = edge.hub().subscribe(Scope::Console(signed_in.session));
    // Looked at again after the place is taken: a revocation in between would be heard by nobody.
    desk.session(session).await?;
    let console = (poll.console, line);
    let peer = ConsolePeer::new(desk, session, Arc::new(signed_in), console, poll.cursor);
    let frames = crate::live::poll(peer, subscription, edge.stopping()).await?;
    Ok(array(&frames))
}

/// The next page of the inbox.
pub(super) async fn inbox(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    after: Result<Query<After>, QueryRejection>,
) -> Result<Json<InboxPage>, Rejection> {
    let Query(after) = after.map_err(|_| Refusal::Malformed)?;
    let before = (after.active_at, after.id);
    let (rows, older_than) = edge.desk().inbox_older(&signed_in.user, before).await?;
    Ok(Json(InboxPage { rows, older_than }))
}

/// Older messages of a conversation.
pub(super) async fn messages(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    conversation: Result<Path<ConversationId>, PathRejection>,
    before: Result<Query<Before>, QueryRejection>,
) -> Result<Json<OlderMessages>, Rejection> {
    let Path(conversation) = conversation.map_err(|_| Refusal::NotFound)?;
    let Query(before) = before.map_err(|_| Refusal::Malformed)?;
    let older = edge
        .desk()
        .thread_older(&signed_in.user, conversation, before.before);
    Ok(Json(older.await?))
}

/// Frames as one JSON array.
pub(super) fn array(frames: &[String]) -> Response {
    json(format!("[{}]", frames.join(",")))
}

fn json(body: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}
