//! What widgets ask for over HTTP.

use super::body::{Bearer, Sent};
use super::origin::Origin;
use super::places::Caller;
use super::{Client, Edge, Rejection};
use crate::auth::visitor_token;
use crate::error::Error;
use crate::live::{Peer, Scope, VisitorPeer, timed};
use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::channel::Channel;
use domain::id::PublicConversationId;
use domain::time::DAY_MS;
use domain::wire::Refusal;
use domain::wire::visitor::{self, FromVisitor, ToVisitor};
use serde::{Deserialize, Serialize};

/// How long a token may stay unused.
const UNUSED_TOKEN_MS: i64 = DAY_MS;

/// An empty object.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// What the visitor's browser carries of what he was asked.
#[derive(Deserialize)]
pub(super) struct Carried {
    invitation: Option<String>,
}

/// A new token.
#[derive(Serialize)]
pub(super) struct Token {
    token: String,
}

/// A new token; nothing is stored.
pub(super) async fn token(
    State(edge): State<Edge>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Json<Token> {
    let token = visitor_token::mint(&edge.desk().secret(), edge.desk().now());
    Json(Token { token })
}

/// The first message.
pub(super) async fn start(
    State(edge): State<Edge>,
    origin: Origin,
    client: Client,
    bearer: Bearer,
    Query(Carried { invitation }): Query<Carried>,
    Sent(start): Sent<visitor::Start>,
) -> Result<Json<ToVisitor>, Rejection> {
    let client_id = Some(start.client_id);
    let refused = |error: Error| Rejection::of(client_id, &error);
    let refused_by = |refusal: Refusal| Rejection::of(client_id, &Error::Refused(refusal));
    let channel = edge
        .desk()
        .channel_by_key(&start.channel)
        .await
        .map_err(refused)?;
    origin.may_use(&channel).map_err(refused_by)?;
    edge.places().start(client).map_err(refused_by)?;
    fresh(&edge, &bearer, &channel).await.map_err(refused)?;
    let snapshot = edge
        .desk()
        .start_invited(
            bearer.hash(),
            start,
            edge.country(client),
            invitation.as_deref(),
        )
        .await;
    snapshot
        .map(|snapshot| Json(ToVisitor::Snapshot(snapshot)))
        .map_err(refused)
}

/// A message for when somebody is there again.
pub(super) async fn leave_message(
    State(edge): State<Edge>,
    origin: Origin,
    client: Client,
    bearer: Bearer,
    Sent(message): Sent<visitor::LeftMessage>,
) -> Result<StatusCode, Rejection> {
    let desk = edge.desk();
    let channel = desk.channel_by_key(&message.channel).await?;
    origin.may_use(&channel)?;
    edge.places().start(client)?;
    fresh(&edge, &bearer, &channel).await?;
    let country = edge.country(client);
    desk.leave_message(bearer.hash(), message, country).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A token that was not used within a day is forgotten; one that was lives by the desk's rules.
async fn fresh(edge: &Edge, bearer: &Bearer, channel: &Channel) -> Result<(), Error> {
    let desk = edge.desk();
    let is_old = desk.now().since(bearer.minted_at()) > UNUSED_TOKEN_MS;
    if is_old && !desk.has_visitor(bearer.hash(), channel).await? {
        return Err(Error::Refused(Refusal::Unauthorized));
    }
    Ok(())
}

/// One frame, answered by one frame or by nothing.
pub(super) async fn frame(
    State(edge): State<Edge>,
    origin: Origin,
    bearer: Bearer,
    Sent(frame): Sent<FromVisitor>,
) -> Result<Response, Rejection> {
    let client_id = VisitorPeer::client_id(&frame);
    let refused = |error: Error| Rejection::of(client_id, &error);
    let conversation = conversation_of(&frame).ok_or(Refusal::Malformed)?;
    allowed(&edge, &origin, &bearer, conversation)
        .await
        .map_err(refused)?;
    let accepted = timed(edge.desk().visitor_frame(bearer.hash(), frame))
        .await
        .map_err(refused)?;
    Ok(match accepted {
        Some(accepted) => Json(ToVisitor::Accepted(accepted)).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}

/// News, as soon as there are any.
pub(super) async fn poll(
    State(edge): State<Edge>,
    origin: Origin,
    client: Client,
    bearer: Bearer,
    Sent(poll): Sent<visitor::Poll>,
) -> Result<Response, Rejection> {
    let most = edge.limits().sockets_per_address;
    let _place = edge.places().take(Caller::Address(client.owned()), most)?;
    allowed(&edge, &origin, &bearer, poll.conversation).await?;
    let (desk, token) = (edge.desk().clone(), bearer.hash());
    let conversation = desk.visitor_conversation(token, poll.conversation).await?;
    let subscription = edge.hub().subscribe(Scope::Conversation(conversation));
    let peer = VisitorPeer::new(desk, token, poll.conversation, poll.cursor);
    let frames = crate::live::poll(peer, subscription, edge.stopping()).await?;
    Ok(super::console::array(&frames))
}

/// Older messages than the widget has.
pub(super) async fn older(
    State(edge): State<Edge>,
    origin: Origin,
    bearer: Bearer,
    Sent(older): Sent<visitor::Older>,
) -> Result<Json<visitor::OlderAnswer>, Rejection> {
    allowed(&edge, &origin, &bearer, older.conversation).await?;
    Ok(Json(edge.desk().visitor_older(bearer.hash(), older).await?))
}

/// Whether the page may talk to the conversation's channel.
pub(super) async fn allowed(
    edge: &Edge,
    origin: &Origin,
    bearer: &Bearer,
    conversation: PublicConversationId,
) -> Result<(), Error> {
    let channel = edge
        .desk()
        .visitor_channel(bearer.hash(), conversation)
        .await?;
    origin.may_use(&channel).map_err(Error::Refused)
}

fn conversation_of(frame: &FromVisitor) -> Option<PublicConversationId> {
    match frame {
        FromVisitor::Hello(_) => None,
        FromVisitor::Say(say) => Some(say.conversation),
        FromVisitor::Edit(edit) => Some(edit.conversation),
        FromVisitor::Delete(delete) => Some(delete.conversation),
        FromVisitor::Typing(typing) => Some(typing.conversation),
        FromVisitor::Seen(seen) => Some(seen.conversation),
        FromVisitor::Restart(restart) => Some(restart.conversation),
        FromVisitor::End(end) => Some(end.conversation),
        FromVisitor::Pages(pages) => Some(pages.conversation),
    }
}
