//! What was said in a conversation, to be taken along (spec 8.5).

use super::edge::Edge;
use super::error::Rejection;
use crate::assets::content_type;
use crate::desk::{SignedIn, Transcript};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::id::ConversationId;
use domain::wire::Refusal;

type Conversation = Result<Path<ConversationId>, PathRejection>;

/// As plain text.
pub(super) async fn text(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    conversation: Conversation,
) -> Result<Response, Rejection> {
    let transcript = read(&edge, &signed_in, conversation).await?;
    Ok(download("conversation.txt", transcript.text))
}

/// As a page.
pub(super) async fn html(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    conversation: Conversation,
) -> Result<Response, Rejection> {
    let transcript = read(&edge, &signed_in, conversation).await?;
    Ok(download("conversation.html", transcript.html))
}

async fn read(
    edge: &Edge,
    signed_in: &SignedIn,
    conversation: Conversation,
) -> Result<Transcript, Rejection> {
    let Path(conversation) = conversation.map_err(|_| Refusal::NotFound)?;
    Ok(edge
        .desk()
        .transcript(&signed_in.user, conversation)
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
