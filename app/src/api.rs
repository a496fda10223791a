//! How server functions fail and whom they serve.

use domain::problem::Problem;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a server function did nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// No such thing.
    NotFound,
    /// Not allowed.
    Forbidden,
    /// Nobody is signed in, or no longer.
    SignedOut,
    /// Somebody else was quicker, or something else stands against it.
    Conflict,
    /// Fields are wrong.
    Invalid(Vec<Problem>),
    /// The server or the way to it failed; the same request may succeed later.
    Unavailable,
}

impl FromServerFnError for Failure {
    type Encoder = JsonEncoding;

    #[cfg(feature = "ssr")]
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::malformed(),
            _ => Self::Unavailable,
        }
    }

    #[cfg(not(feature = "ssr"))]
    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::Unavailable
    }
}

#[cfg(feature = "ssr")]
mod serving {
    use super::Failure;
    use crate::inbox::Origin;
    use axum::http::StatusCode;
    use axum::http::request::Parts;
    use domain::country::Country;
    use domain::wire::Refusal;
    use leptos::prelude::use_context;
    use leptos_axum::ResponseOptions;
    use server::desk::{Desk, Page, SignedIn};
    use server::error::Error;

    impl From<Error> for Failure {
        fn from(error: Error) -> Self {
            let failure = match error {
                Error::NotFound | Error::Refused(Refusal::NotFound) => Self::NotFound,
                Error::Forbidden | Error::Refused(Refusal::Forbidden) => Self::Forbidden,
                Error::Refused(Refusal::Unauthorized) => Self::SignedOut,
                Error::Invalid(problems) => Self::Invalid(problems),
                Error::Conflict => Self::Conflict,
                Error::Refused(_) | Error::Failed(_) => Self::Unavailable,
            };
            failure.answered()
        }
    }

    impl Failure {
        /// What was sent is none of what the function takes: to send it again changes nothing.
        pub(super) fn malformed() -> Self {
            if let Some(answer) = use_context::<ResponseOptions>() {
                answer.set_status(StatusCode::BAD_REQUEST);
            }
            Self::Invalid(Vec::new())
        }

        /// Gives the answer the status of this failure, if there is an answer in the making.
        fn answered(self) -> Self {
            if let Some(answer) = use_context::<ResponseOptions>() {
                answer.set_status(match self {
                    Self::NotFound => StatusCode::NOT_FOUND,
                    Self::Forbidden => StatusCode::FORBIDDEN,
                    Self::SignedOut => StatusCode::UNAUTHORIZED,
                    Self::Conflict => StatusCode::CONFLICT,
                    Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                    Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
                });
            }
            self
        }
    }

    /// A page as rules are asked about it.
    pub(crate) fn page(address: &str, country: Option<Country>) -> Page<'_> {
        Page {
            address,
            country,
            ..Page::default()
        }
    }

    /// The address that browsers use, without a slash at its end.
    pub(crate) fn origin() -> Result<String, Failure> {
        let origin = use_context::<Origin>().ok_or_else(|| Failure::Unavailable.answered())?;
        Ok(origin.0)
    }

    /// The desk, and who asks.
    pub(crate) fn asked() -> Result<(Desk, SignedIn), Failure> {
        let desk = use_context::<Desk>().ok_or_else(|| Failure::Unavailable.answered())?;
        let signed_in = use_context::<Parts>()
            .and_then(|parts| parts.extensions.get::<SignedIn>().cloned())
            .ok_or_else(|| Failure::SignedOut.answered())?;
        Ok((desk, signed_in))
    }
}

#[cfg(feature = "ssr")]
pub(crate) use serving::{asked, origin, page};
