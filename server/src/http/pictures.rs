//! Pictures: sent by consoles, seen by everybody who knows what they are called.

use super::body::File;
use super::{Edge, Rejection};
use crate::auth::SignedIn;
use crate::picture::media_type;
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::{ChannelId, ChatbotId, PictureId};
use domain::limit;
use domain::wire::Refusal;
use serde::Serialize;

/// A picture never changes: its name does.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Opened by itself it is a picture and nothing else.
const NOTHING_ELSE: &str = "default-src 'none'; sandbox";

/// A file that may be as large as a picture.
type Picture = File<{ limit::PICTURE_BYTES }>;

/// What a new picture is called.
#[derive(Serialize)]
pub(super) struct Kept {
    picture: PictureId,
}

/// `/pictures/ID`.
pub(super) async fn picture(
    State(edge): State<Edge>,
    picture: Result<Path<PictureId>, PathRejection>,
) -> Result<Response, Rejection> {
    let Path(picture) = picture.map_err(|_| Refusal::NotFound)?;
    let bytes = edge.desk().picture(picture).await?;
    let headers = [
        (header::CONTENT_TYPE, media_type(&bytes)),
        (header::CACHE_CONTROL, FOR_EVER),
        (header::CONTENT_SECURITY_POLICY, NOTHING_ELSE),
    ];
    Ok((headers, bytes).into_response())
}

/// The caller looks like this from now on.
pub(super) async fn set(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    File(sent): Picture,
) -> Result<Json<Kept>, Rejection> {
    let picture = edge.desk().set_picture(&signed_in.user, sent).await?;
    Ok(Json(Kept { picture }))
}

/// The caller has no picture any more.
pub(super) async fn remove(
    State(edge): State<Edge>,
    signed_in: SignedIn,
) -> Result<StatusCode, Rejection> {
    edge.desk().remove_picture(&signed_in.user).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A channel looks like this from now on.
pub(super) async fn set_of_channel(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    channel: Result<Path<ChannelId>, PathRejection>,
    File(sent): Picture,
) -> Result<Json<Kept>, Rejection> {
    let Path(channel) = channel.map_err(|_| Refusal::NotFound)?;
    let desk = edge.desk();
    let picture = desk.set_channel_picture(&signed_in.user, channel, sent);
    Ok(Json(Kept {
        picture: picture.await?,
    }))
}

/// A channel has no picture any more.
pub(super) async fn remove_of_channel(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    channel: Result<Path<ChannelId>, PathRejection>,
) -> Result<StatusCode, Rejection> {
    let Path(channel) = channel.map_err(|_| Refusal::NotFound)?;
    let desk = edge.desk();
    desk.remove_channel_picture(&signed_in.user, channel)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A chatbot looks like this from now on.
pub(super) async fn set_of_chatbot(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    chatbot: Result<Path<ChatbotId>, PathRejection>,
    File(sent): Picture,
) -> Result<Json<Kept>, Rejection> {
    let Path(chatbot) = chatbot.map_err(|_| Refusal::NotFound)?;
    let desk = edge.desk();
    let picture = desk.set_chatbot_picture(&signed_in.user, chatbot, sent);
    Ok(Json(Kept {
        picture: picture.await?,
    }))
}

/// A chatbot has no picture any more.
pub(super) async fn remove_of_chatbot(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    chatbot: Result<Path<ChatbotId>, PathRejection>,
) -> Result<StatusCode, Rejection> {
    let Path(chatbot) = chatbot.map_err(|_| Refusal::NotFound)?;
    let desk = edge.desk();
    desk.remove_chatbot_picture(&signed_in.user, chatbot)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
