//! Bodies and tokens, decoded by type; what does not fit is refused without a word on why.

use super::{Edge, Rejection};
use crate::auth::visitor_token;
use crate::desk::TokenHash;
use axum::Form;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use domain::limit;
use domain::time::Timestamp;
use domain::wire::Refusal;
use serde::de::DeserializeOwned;

/// A JSON body.
pub(super) struct Sent<T>(pub(super) T);

/// A body of at most so many bytes, whatever they are.
pub(super) struct File<const MOST: usize>(pub(super) Vec<u8>);

impl<const MOST: usize, S: Sync> FromRequest<S> for File<MOST> {
    type Rejection = Rejection;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Rejection> {
        let body = whole(request.into_body(), MOST).await?;
        Ok(Self(body.into()))
    }
}

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Sent<T> {
    type Rejection = Rejection;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Rejection> {
        let body = whole(request.into_body(), limit::FRAME_BYTES).await?;
        let read = serde_json::from_slice(&body);
        read.map(Self).map_err(|_| Refusal::Malformed.into())
    }
}

/// A form that a page sent.
pub(crate) struct Filled<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Filled<T> {
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let form = Form::<T>::from_request(request, state).await;
        form.map(|Form(form)| Self(form))
            .map_err(|_| Refusal::Malformed.into())
    }
}

/// The visitor whose token stands in the `Authorization` header.
pub(super) struct Bearer(pub(super) visitor_token::Verified);

impl Bearer {
    /// What is kept of the token.
    pub(super) fn hash(&self) -> TokenHash {
        self.0.hash
    }

    /// When it was minted.
    pub(super) fn minted_at(&self) -> Timestamp {
        self.0.minted_at
    }
}

impl FromRequestParts<Edge> for Bearer {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, edge: &Edge) -> Result<Self, Rejection> {
        let header = parts.headers.get(AUTHORIZATION);
        header
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .and_then(|token| visitor_token::verify(&edge.desk().secret(), token))
            .map(Self)
            .ok_or_else(|| Refusal::Unauthorized.into())
    }
}

/// All of a body of at most `most` bytes.
pub(super) async fn whole(body: Body, most: usize) -> Result<Bytes, Refusal> {
    let body = axum::body::to_bytes(body, most).await;
    body.map_err(|error| {
        if is_too_long(&error) {
            Refusal::TooLong
        } else {
            Refusal::Malformed
        }
    })
}

fn is_too_long(error: &axum::Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        cause = error.source();
    }
    false
}
