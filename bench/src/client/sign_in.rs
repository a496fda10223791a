//! Signing in as an operator.

use super::http::Http;
use crate::failure::Outcome;
use crate::server_process::PASSWORD;
use hyper::header::SET_COOKIE;
use std::net::SocketAddr;

/// Signs in and returns the session cookie as `NAME=VALUE`.
pub(crate) async fn sign_in(address: SocketAddr, email: &str) -> Outcome<String> {
    let fields = format!(
        "email={}&password={}",
        email.replace('@', "%40"),
        PASSWORD.replace(' ', "+")
    );
    let answer = Http::connect(address)
        .await?
        .post_form("/sign-in", fields)
        .await?;
    let cookie = answer
        .headers
        .get(SET_COOKIE)
        .and_then(|header| header.to_str().ok()?.split(';').next());
    match (answer.status, cookie) {
        (303, Some(cookie)) => Ok(cookie.to_owned()),
        (status, _) => Err(format!("signing in answered {status} without a cookie").into()),
    }
}
