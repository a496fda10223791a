//! The forms behind links by e-mail: an invitation, a forgotten password. They work without a script, as sign-in does.

use super::forms::{attempt, back, enter};
use crate::desk::Purpose;
use crate::error::Error;
use crate::http::{Client, Edge, Filled};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// The form of an invitation and of a forgotten password.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    token: String,
    password: String,
}

/// The form in which somebody says that he forgot his password.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forgotten {
    email: String,
}

/// Takes up an invitation and signs in.
pub(crate) async fn take_up(
    State(edge): State<Edge>,
    client: Client,
    headers: HeaderMap,
    Filled(choice): Filled<Choice>,
) -> Response {
    choose(&edge, (client, &headers), Purpose::Invitation, choice).await
}

/// Chooses another password and signs in.
pub(crate) async fn reset(
    State(edge): State<Edge>,
    client: Client,
    headers: HeaderMap,
    Filled(choice): Filled<Choice>,
) -> Response {
    choose(&edge, (client, &headers), Purpose::Reset, choice).await
}

/// Asks for a letter. The answer is the same for every address.
pub(crate) async fn forgot(
    State(edge): State<Edge>,
    client: Client,
    Filled(form): Filled<Forgotten>,
) -> Response {
    let network = client.network();
    match edge.desk().forgot_password(&form.email, &network).await {
        Ok(()) => Redirect::to("/forgot?asked=true").into_response(),
        Err(error) => back("/forgot", &error, &[("email", &form.email)]),
    }
}

async fn choose(
    edge: &Edge,
    (client, headers): (Client, &HeaderMap),
    purpose: Purpose,
    choice: Choice,
) -> Response {
    let Choice { token, password } = choice;
    let chosen = edge.desk().choose_password(purpose, &token, &password);
    match chosen.await {
        Ok(user) => {
            tracing::info!(user = %user.id, ?purpose, "a password was chosen by a link");
            let sign_in = attempt(&user.email, password, client, headers);
            enter(edge, sign_in, "/inbox")
                .await
                .unwrap_or_else(|_| Redirect::to("/sign-in").into_response())
        }
        Err(error) => back(&page(purpose, &token, &error), &error, &[]),
    }
}

/// Where the form stands. A token that is not good goes nowhere: it may be any text.
fn page(purpose: Purpose, token: &str, error: &Error) -> String {
    let place = match purpose {
        Purpose::Invitation => "invitation",
        Purpose::Reset => "reset",
    };
    let token = match error {
        Error::NotFound => "none",
        _ => token,
    };
    format!("/{place}/{}", crate::http::encoded(token))
}
