//! The one way in which a refusal becomes an answer.

use crate::error::Error;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::ClientId;
use domain::wire::{Refusal, Refused};
use serde::Serialize;

/// After how long a request that may succeed later is worth another try.
const RETRY_AFTER_SECONDS: u16 = 2;

/// In the extensions of a request for a page that cannot be made because the server cannot read what it needs.
#[derive(Clone, Copy, Debug)]
pub struct Trouble;

/// A refused request: a status and a fixed code, nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Rejection(Refused);

#[derive(Serialize)]
struct Body {
    refused: Refused,
}

impl Rejection {
    /// The refusal of a request that bears an id.
    pub(crate) fn of(client_id: Option<ClientId>, error: &Error) -> Self {
        Self(Refused {
            client_id,
            refusal: crate::live::refusal(error),
        })
    }
}

impl From<Refusal> for Rejection {
    fn from(refusal: Refusal) -> Self {
        crate::metrics::refused(refusal);
        Self(Refused {
            client_id: None,
            refusal,
        })
    }
}

impl From<Error> for Rejection {
    fn from(error: Error) -> Self {
        Self::of(None, &error)
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.refusal.http_status());
        let status = status.unwrap_or(StatusCode::BAD_REQUEST);
        let mut response = (status, Json(Body { refused: self.0 })).into_response();
        if self.0.refusal.is_passing() {
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER_SECONDS));
        }
        response.extensions_mut().insert(self.0.refusal);
        response
    }
}
