//! What was said in a conversation, to be taken along by operators (spec 8.5) and by its visitor (spec 6.9).

use super::body::{Bearer, Sent};
use super::origin::Origin;
use super::widget::allowed;
use super::{Client, Edge, Rejection};
use crate::assets::content_type;
use crate::desk::{Reader, SignedIn, Transcript};
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::ConversationId;
use domain::wire::Refusal;
use domain::wire::copy::{SendCopy, TakeAlong, TakenAlong};

type Conversation = Result<Path<ConversationId>, PathRejection>;

/// As plain text.
pub(super) async fn text(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    headers: HeaderMap,
    conversation: Conversation,
) -> Result<Response, Rejection> {
    let transcript = read(&edge, &signed_in, conversation, &headers).await?;
    Ok(download("conversation.txt", transcript.text))
}

/// As a page.
pub(super) async fn html(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    headers: HeaderMap,
    conversation: Conversation,
) -> Result<Response, Rejection> {
    let transcript = read(&edge, &signed_in, conversation, &headers).await?;
    Ok(download("conversation.html", transcript.html))
}

/// As a page, for its visitor.
pub(super) async fn of_visitor(
    State(edge): State<Edge>,
    origin: Origin,
    bearer: Bearer,
    Sent(wanted): Sent<TakeAlong>,
) -> Result<Json<TakenAlong>, Rejection> {
    allowed(&edge, &origin, &bearer, wanted.conversation).await?;
    let transcript = edge
        .desk()
        .visitor_transcript(bearer.hash(), wanted.conversation);
    let html = transcript.await?.html;
    Ok(Json(TakenAlong { html }))
}

/// By e-mail, for its visitor.
pub(super) async fn copy(
    State(edge): State<Edge>,
    origin: Origin,
    client: Client,
    bearer: Bearer,
    Sent(copy): Sent<SendCopy>,
) -> Result<StatusCode, Rejection> {
    allowed(&edge, &origin, &bearer, copy.conversation).await?;
    let sent = edge.desk().send_copy(bearer.hash(), copy, client.network());
    sent.await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn read(
    edge: &Edge,
    signed_in: &SignedIn,
    conversation: Conversation,
    headers: &HeaderMap,
) -> Result<Transcript, Rejection> {
    let Path(conversation) = conversation.map_err(|_| Refusal::NotFound)?;
    Ok(edge
        .desk()
        .transcript(&signed_in.user, conversation, &Reader::of(headers))
        .await?)
}

/// Never shown in the console's own origin: strangers wrote it.
fn download(name: &str, content: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, content_type(name).to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox".to_owned(),
        ),
    ];
    (headers, content).into_response()
}
