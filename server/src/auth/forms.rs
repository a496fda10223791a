//! The forms of set-up and sign-in, which work without a script: each answers with a redirect.

use super::cookie::half_token;
use super::gate::{SECOND_STEP, local};
use super::{Cookies, session_token};
use crate::desk::{NewUser, Progress, SecondStep, SignIn};
use crate::error::Error;
use crate::http::{Client, Edge, Filled, encoded};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
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

/// The form for the second factor.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SecondFactor {
    code: String,
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
        channels: Vec::new(),
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

/// Opens the session of who has given his password before, and gives his second factor now.
pub(crate) async fn finish_sign_in(
    State(edge): State<Edge>,
    headers: HeaderMap,
    Filled(form): Filled<SecondFactor>,
) -> Response {
    let place = local(form.next.as_deref());
    let Some(half) = half_token(&edge, &headers) else {
        return begin_again(&edge, place);
    };
    let step = SecondStep {
        half,
        code: form.code,
        user_agent: user_agent(&headers),
    };
    let cookies = Cookies::of(&edge);
    match edge.desk().finish_sign_in(step).await {
        Ok(secret) => {
            tracing::info!("somebody signed in with a second factor");
            let session = AppendHeaders(cookies.session(&secret));
            let half = AppendHeaders(cookies.half_removal());
            (session, half, Redirect::to(place)).into_response()
        }
        Err(Error::Refused(Refusal::Unauthorized)) => begin_again(&edge, place),
        Err(error) => {
            tracing::info!(reason = ?error.refusal(), "a second factor was refused");
            back(SECOND_STEP, &error, &[("next", place)])
        }
    }
}

/// The first step is too long ago, or was not taken in this browser.
fn begin_again(edge: &Edge, place: &str) -> Response {
    let form = format!("/sign-in?problem=expired&next={}", encoded(place));
    (Cookies::of(edge).half_removal(), Redirect::to(&form)).into_response()
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
    SignIn {
        email: email.to_owned(),
        password,
        user_agent: user_agent(headers),
        address: client.network(),
    }
}

fn user_agent(headers: &HeaderMap) -> String {
    let told = headers.get(header::USER_AGENT);
    let told = told.and_then(|value| value.to_str().ok());
    told.unwrap_or_default().to_owned()
}

/// Into the console, or on to the form for the second factor.
pub(super) async fn enter(edge: &Edge, sign_in: SignIn, place: &str) -> Result<Response, Error> {
    let cookies = Cookies::of(edge);
    Ok(match edge.desk().sign_in(sign_in).await? {
        Progress::In(secret) => {
            tracing::info!("somebody signed in");
            (cookies.session(&secret), Redirect::to(place)).into_response()
        }
        Progress::Half(secret) => {
            let form = format!("{SECOND_STEP}?next={}", encoded(place));
            (cookies.half_sign_in(&secret), Redirect::to(&form)).into_response()
        }
    })
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
        Fault::NotACode => "not_a_code",
        // No field of these forms has any other fault.
        _ => "wrong",
    };
    format!("{}:{fault}", problem.field)
}

fn refusal(refusal: Refusal) -> String {
    let name = serde_json::to_value(refusal).ok();
    let name = name.as_ref().and_then(|name| name.as_str());
    name.unwrap_or("unavailable").to_owned()
}
