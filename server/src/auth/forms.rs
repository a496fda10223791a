//! The forms of set-up and sign-in, which work without a script: each answers with a redirect.

use super::gate::local;
use super::{Cookies, session_token};
use crate::desk::{NewUser, SignIn};
use crate::error::Error;
use crate::http::{Client, Edge, Filled, encoded};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::problem::{Fault, Problem};
use domain::user::Role;
use domain::wire::Refusal;
use serde::Deserialize;

/// The form of the first set-up (spec 2.2).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetUp {
    token: String,
    name: String,
    email: String,
    password: String,
}

/// The form of sign-in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credentials {
    email: String,
    password: String,
    #[serde(default)]
    next: Option<String>,
}

/// Makes the first administrator and signs him in.
pub(crate) async fn set_up(
    State(edge): State<Edge>,
    client: Client,
    headers: HeaderMap,
    Filled(form): Filled<SetUp>,
) -> Response {
    let user = NewUser {
        name: form.name.clone(),
        email: form.email.clone(),
        password: form.password.clone(),
        role: Role::Administrator,
    };
    match edge
        .desk()
        .create_first_administrator(&form.token, user)
        .await
    {
        Ok(user) => {
            tracing::info!(user = %user.id, "the first administrator was made");
            let sign_in = attempt(&form.email, form.password, client, &headers);
            enter(&edge, sign_in, "/inbox")
                .await
                .unwrap_or_else(|_| Redirect::to("/sign-in").into_response())
        }
        Err(error) => {
            let SetUp {
                token, name, email, ..
            } = form;
            back(
                "/setup",
                &error,
                &[("token", &token), ("name", &name), ("email", &email)],
            )
        }
    }
}

/// Opens a session.
pub(crate) async fn sign_in(
    State(edge): State<Edge>,
    client: Client,
    headers: HeaderMap,
    Filled(form): Filled<Credentials>,
) -> Response {
    let place = local(form.next.as_deref());
    let sign_in = attempt(&form.email, form.password, client, &headers);
    enter(&edge, sign_in, place).await.unwrap_or_else(|error| {
        tracing::info!(reason = ?error.refusal(), "a sign-in was refused");
        back(
            "/sign-in",
            &error,
            &[("email", &form.email), ("next", place)],
        )
    })
}

/// Ends the caller's session.
pub(crate) async fn sign_out(State(edge): State<Edge>, headers: HeaderMap) -> Response {
    if let Some(token) = session_token(&edge, &headers)
        && let Err(error) = edge.desk().sign_out(token).await
    {
        return crate::http::Rejection::from(error).into_response();
    }
    (Cookies::of(&edge).removal(), Redirect::to("/sign-in")).into_response()
}

pub(super) fn attempt(
    email: &str,
    password: String,
    client: Client,
    headers: &HeaderMap,
) -> SignIn {
    let user_agent = headers.get(header::USER_AGENT);
    let user_agent = user_agent.and_then(|value| value.to_str().ok());
    SignIn {
        email: email.to_owned(),
        password,
        user_agent: user_agent.unwrap_or_default().to_owned(),
        address: client.network(),
    }
}

pub(super) async fn enter(edge: &Edge, sign_in: SignIn, place: &str) -> Result<Response, Error> {
    let secret = edge.desk().sign_in(sign_in).await?;
    tracing::info!("somebody signed in");
    Ok((Cookies::of(edge).session(&secret), Redirect::to(place)).into_response())
}

/// Back to the form with what is wrong; what was typed is kept, but no password.
pub(super) fn back(page: &str, error: &Error, kept: &[(&str, &str)]) -> Response {
    let problem = ("problem", problem(error));
    let kept = kept
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    let query: Vec<String> = std::iter::once(problem)
        .chain(kept)
        .map(|(name, value)| format!("{name}={}", encoded(&value)))
        .collect();
    Redirect::to(&format!("{page}?{}", query.join("&"))).into_response()
}

/// `email:not_an_email,password:too_short`, or the name of a refusal.
fn problem(error: &Error) -> String {
    match error {
        Error::Invalid(problems) => {
            let problems: Vec<String> = problems.iter().map(name).collect();
            problems.join(",")
        }
        other => refusal(crate::live::refusal(other)),
    }
}

fn name(problem: &Problem) -> String {
    let fault = match problem.fault {
        Fault::Missing => "missing",
        Fault::TooLong { .. } => "too_long",
        Fault::TooShort { .. } => "too_short",
        Fault::NotAnEmail => "not_an_email",
        Fault::Taken => "taken",
        Fault::Wrong => "wrong",
        Fault::TooMany { .. } => "too_many",
        Fault::OutOfRange { .. } => "out_of_range",
        Fault::NotAHost => "not_a_host",
        Fault::NotATimeZone => "not_a_time_zone",
        Fault::NotAllowed => "not_allowed",
        Fault::LastAdministrator => "last_administrator",
        Fault::Changed => "changed",
    };
    format!("{}:{fault}", problem.field)
}

fn refusal(refusal: Refusal) -> String {
    let name = serde_json::to_value(refusal).ok();
    let name = name.as_ref().and_then(|name| name.as_str());
    name.unwrap_or("unavailable").to_owned()
}
