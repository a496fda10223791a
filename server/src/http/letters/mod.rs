//! Where links in letters to visitors lead (spec 14.3): back into their conversation, and to where they get no more of them.

mod html;
mod texts;

use super::body::Sent;
use super::chat_page::language;
use super::origin::Origin;
use super::security::Nonce;
use super::{Edge, Rejection};
use crate::auth::visitor_token;
use crate::desk::TokenHash;
use crate::error::Error;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::{Extension, Json};
use domain::id::PublicConversationId;
use html::Look;
use serde::{Deserialize, Serialize};

/// What the page of a link sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    channel: String,
    link: String,
}

/// What the conversation is reached by from then on.
#[derive(Serialize)]
pub(super) struct Resumed {
    token: String,
    conversation: PublicConversationId,
}

/// `/chat/KEY/resume#SECRET`: the page that takes the secret out of the address bar and trades it for a token. No server sees the
/// secret in an address, and what looks at letters before their readers uses nothing up.
pub(super) async fn resume_page(
    State(edge): State<Edge>,
    Extension(nonce): Extension<Nonce>,
    headers: HeaderMap,
    key: Result<Path<String>, PathRejection>,
) -> Result<Response, Rejection> {
    let look = look(&headers, &nonce);
    let channel = match key {
        Ok(Path(key)) => edge.desk().channel_by_key(&key).await,
        Err(_) => Err(Error::NotFound),
    };
    match channel {
        Ok(channel) => Ok(Html(html::resume(&look, &channel.key)).into_response()),
        Err(Error::NotFound) => Ok(missing(&look)),
        Err(error) => Err(error.into()),
    }
}

/// Trades the secret of a link for a token that reaches its conversation alone.
pub(super) async fn resume(
    State(edge): State<Edge>,
    origin: Origin,
    Sent(link): Sent<Link>,
) -> Result<Json<Resumed>, Rejection> {
    let desk = edge.desk();
    let channel = desk.channel_by_key(&link.channel).await?;
    origin.may_use(&channel)?;
    let token = visitor_token::mint(&desk.secret(), desk.now());
    let lent = TokenHash::of(&token);
    let conversation = desk.resume(&channel.key, &link.link, lent).await?;
    Ok(Json(Resumed {
        token,
        conversation,
    }))
}

/// `/letters/SECRET`: asks whether there shall be no more letters. To look at it changes nothing: programs follow links, too.
pub(super) async fn decline_page(
    State(edge): State<Edge>,
    Extension(nonce): Extension<Nonce>,
    headers: HeaderMap,
    secret: Result<Path<String>, PathRejection>,
) -> Result<Response, Rejection> {
    let look = look(&headers, &nonce);
    let secret = secret.map(|Path(secret)| secret).unwrap_or_default();
    answer(
        &look,
        edge.desk().can_decline_letters(&secret).await,
        || html::decline(&look),
    )
}

/// There shall be no more: pressed on the page, or in a mail program (RFC 8058), which knows no redirection.
pub(super) async fn decline(
    State(edge): State<Edge>,
    Extension(nonce): Extension<Nonce>,
    headers: HeaderMap,
    secret: Result<Path<String>, PathRejection>,
) -> Result<Response, Rejection> {
    let look = look(&headers, &nonce);
    let secret = secret.map(|Path(secret)| secret).unwrap_or_default();
    answer(&look, edge.desk().decline_letters(&secret).await, || {
        html::declined(&look)
    })
}

fn answer(
    look: &Look<'_>,
    outcome: Result<(), Error>,
    page: impl FnOnce() -> String,
) -> Result<Response, Rejection> {
    match outcome {
        Ok(()) => Ok(Html(page()).into_response()),
        Err(Error::NotFound) => Ok(missing(look)),
        Err(error) => Err(error.into()),
    }
}

fn missing(look: &Look<'_>) -> Response {
    (StatusCode::NOT_FOUND, Html(html::missing(look))).into_response()
}

fn look<'n>(headers: &HeaderMap, nonce: &'n Nonce) -> Look<'n> {
    Look {
        language: language(headers),
        nonce: nonce.as_str(),
    }
}
