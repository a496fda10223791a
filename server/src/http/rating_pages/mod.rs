//! Public pages of ratings (spec 12.5): `/livechat` and `/livechat/CHANNEL`, and the same in a frame of another page.

mod html;
mod texts;

use super::body::Filled;
use super::chat_page::{ancestors, language};
use super::security::Nonce;
use super::{Edge, Rejection};
use crate::auth::{SignedIn, signed_in};
use crate::error::Error;
use axum::Extension;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::permission::{Caller, Deed, may};
use domain::user::User;
use domain::wire::Refusal;
use html::{Form, Look};
use serde::Deserialize;

/// `/livechat`: the channels whose ratings are published.
pub(super) async fn list(
    State(edge): State<Edge>,
    Extension(nonce): Extension<Nonce>,
    headers: HeaderMap,
) -> Result<Response, Rejection> {
    let asker = asker(&edge, &headers).await?;
    let form = match &asker {
        Some(user) if may_change(user) => Some(form(&edge).await?),
        _ => None,
    };
    listed(&edge, asker.as_ref(), &look(&headers, &nonce), form).await
}

/// `/livechat/CHANNEL`: what visitors said of a channel.
pub(super) async fn channel(
    State(edge): State<Edge>,
    Extension(nonce): Extension<Nonce>,
    headers: HeaderMap,
    key: Result<Path<String>, PathRejection>,
) -> Result<Response, Rejection> {
    let asker = asker(&edge, &headers).await?;
    let look = look(&headers, &nonce);
    let Path(key) = key.map_err(|_| Refusal::NotFound)?;
    let ratings = match edge.desk().rating_page(asker.as_ref(), &key).await {
        Err(Error::NotFound) => return Ok(missing(&look)),
        ratings => ratings?,
    };
    let titles = edge.desk().rating_page_titles().await?.value;
    let frame = asker
        .as_ref()
        .filter(|user| may_change(user))
        .map(|_| format!("{}/livechat/{key}/embed", edge.public_url()));
    Ok(Html(html::channel(&look, &titles, &ratings, frame.as_deref())).into_response())
}

/// `/livechat/CHANNEL/embed`: the same for a frame on the owner's site; it has nothing that could be pressed.
pub(super) async fn embedded(
    State(edge): State<Edge>,
    Extension(nonce): Extension<Nonce>,
    headers: HeaderMap,
    key: Result<Path<String>, PathRejection>,
) -> Result<Response, Rejection> {
    let look = look(&headers, &nonce);
    let Path(key) = key.map_err(|_| Refusal::NotFound)?;
    let ratings = match edge.desk().rating_page(None, &key).await {
        Err(Error::NotFound) => return Ok(missing(&look)),
        ratings => ratings?,
    };
    let channel = edge.desk().channel_by_key(&key).await?;
    let mut response = Html(html::embedded(&look, &ratings)).into_response();
    response.extensions_mut().insert(ancestors(&channel));
    Ok(response)
}

/// What the slider says.
#[derive(Deserialize)]
pub(super) struct Published {
    is_published: bool,
}

/// An administrator publishes the page of a channel, or withdraws it.
pub(super) async fn publish(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    key: Result<Path<String>, PathRejection>,
    Filled(Published { is_published }): Filled<Published>,
) -> Result<Redirect, Rejection> {
    let Path(key) = key.map_err(|_| Refusal::NotFound)?;
    let published = edge
        .desk()
        .publish_ratings(&signed_in.user, &key, is_published);
    published.await?;
    Ok(Redirect::to(&format!("/livechat/{key}")))
}

/// What the form for the titles says.
#[derive(Deserialize)]
pub(super) struct Titles {
    version: u32,
    title: String,
    menu: String,
}

/// An administrator calls the pages otherwise; what is wrong is said where it was typed.
pub(super) async fn entitle(
    State(edge): State<Edge>,
    Extension(nonce): Extension<Nonce>,
    headers: HeaderMap,
    signed_in: SignedIn,
    Filled(Titles {
        version,
        title,
        menu,
    }): Filled<Titles>,
) -> Result<Response, Rejection> {
    let user = &signed_in.user;
    let saved = edge
        .desk()
        .save_rating_page_titles(user, version, &title, &menu)
        .await;
    match saved {
        Ok(_) => Ok(Redirect::to("/livechat").into_response()),
        Err(Error::Invalid(problems)) => {
            let form = Form {
                version,
                title,
                menu,
                problems,
            };
            let page = listed(&edge, Some(user), &look(&headers, &nonce), Some(form)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn listed(
    edge: &Edge,
    asker: Option<&User>,
    look: &Look<'_>,
    form: Option<Form>,
) -> Result<Response, Rejection> {
    let channels = edge.desk().rating_pages(asker).await?;
    let titles = edge.desk().rating_page_titles().await?.value;
    Ok(Html(html::list(look, &titles, &channels, form.as_ref())).into_response())
}

async fn form(edge: &Edge) -> Result<Form, Error> {
    let titles = edge.desk().rating_page_titles().await?;
    Ok(Form {
        version: titles.version,
        title: titles.value.title,
        menu: titles.value.menu,
        problems: Vec::new(),
    })
}

async fn asker(edge: &Edge, headers: &HeaderMap) -> Result<Option<User>, Error> {
    let signed_in = signed_in(edge, headers).await?;
    Ok(signed_in.map(|signed_in| signed_in.user))
}

fn may_change(user: &User) -> bool {
    may(Caller::User(user.role), Deed::ManageChannels)
}

fn look<'n>(headers: &HeaderMap, nonce: &'n Nonce) -> Look<'n> {
    Look {
        language: language(headers),
        nonce: nonce.as_str(),
    }
}

fn missing(look: &Look<'_>) -> Response {
    (StatusCode::NOT_FOUND, Html(html::missing(look))).into_response()
}
