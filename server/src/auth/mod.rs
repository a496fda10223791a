//! Who asks: sessions of operators, tokens of visitors.

mod cookie;
mod forms;
mod gate;
mod links;
pub(crate) mod visitor_token;

pub use crate::desk::SignedIn;
pub(crate) use cookie::{Cookies, session_token};
pub(crate) use forms::{finish_sign_in, set_up, sign_in, sign_out};
pub(crate) use gate::{gate, signed_in};
pub(crate) use links::{forgot, reset, take_up};

use crate::http::Rejection;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::wire::Refusal;

/// The gate puts it there; without it nobody is signed in.
impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Rejection> {
        let signed_in = parts.extensions.get::<Self>().cloned();
        signed_in.ok_or_else(|| Rejection::from(Refusal::Unauthorized))
    }
}
