//! Nothing of the console is reached without a session, but signing in and what leads there.

use super::cookie::half_token;
use super::{SignedIn, session_token};
use crate::error::Error;
use crate::http::{Edge, Rejection, Trouble, encoded};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::wire::Refusal;

/// What is for people without a session.
const OUTSIDE: [&str; 4] = ["/sign-in", SECOND_STEP, "/setup", "/forgot"];
/// Where the second factor is given, by who has given his password a moment ago.
pub(super) const SECOND_STEP: &str = "/sign-in/code";
/// What links by e-mail lead to, whoever is signed in; below them stand the links themselves.
const LINKS: [&str; 2] = ["/invitation", "/reset"];

/// Lets a signed-in user through, and shows others the way.
pub(crate) async fn gate(State(edge): State<Edge>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_page = is_page(&request);
    match signed_in(&edge, request.headers()).await {
        Err(error) => refuse(error, is_page, request, next).await,
        Ok(Some(_)) if is_page && OUTSIDE.contains(&path) => Redirect::to("/inbox").into_response(),
        Ok(Some(signed_in)) => {
            request.extensions_mut().insert(signed_in);
            next.run(request).await
        }
        Ok(None) if is_page => match elsewhere(&edge, request.uri(), request.headers()).await {
            Ok(Some(place)) => Redirect::to(&place).into_response(),
            Ok(None) => next.run(request).await,
            Err(error) => refuse(error, is_page, request, next).await,
        },
        Ok(None) if is_open(path) => next.run(request).await,
        Ok(None) => Rejection::from(Refusal::Unauthorized).into_response(),
    }
}

/// A person gets a page that says so, a script the refusal.
async fn refuse(error: Error, is_page: bool, mut request: Request, next: Next) -> Response {
    let rejection = Rejection::from(error);
    if !is_page {
        return rejection.into_response();
    }
    request.extensions_mut().insert(Trouble);
    next.run(request).await
}

/// Who is signed in, if anybody.
pub(crate) async fn signed_in(edge: &Edge, headers: &HeaderMap) -> Result<Option<SignedIn>, Error> {
    let Some(token) = session_token(edge, headers) else {
        return Ok(None);
    };
    match edge.desk().session(token).await {
        Ok(signed_in) => Ok(Some(signed_in)),
        Err(Error::Refused(Refusal::Unauthorized) | Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Where somebody without a session has to go first; `None` if he is there already.
async fn elsewhere(edge: &Edge, uri: &Uri, headers: &HeaderMap) -> Result<Option<String>, Error> {
    let has_users = edge.has_users().await?;
    Ok(match uri.path() {
        "/setup" if has_users => Some("/sign-in".to_owned()),
        "/setup" => None,
        _ if !has_users => Some("/setup".to_owned()),
        SECOND_STEP => {
            let is_half_in = is_half_signed_in(edge, headers).await?;
            (!is_half_in).then(|| "/sign-in".to_owned())
        }
        path if is_open(path) => None,
        "/" => Some("/sign-in".to_owned()),
        _ => {
            let wanted = uri.path_and_query().map_or("/", |wanted| wanted.as_str());
            Some(format!("/sign-in?next={}", encoded(wanted)))
        }
    })
}

async fn is_half_signed_in(edge: &Edge, headers: &HeaderMap) -> Result<bool, Error> {
    match half_token(edge, headers) {
        Some(half) => edge.desk().is_half_signed_in(half).await,
        None => Ok(false),
    }
}

/// Whether it may be asked for without a session.
fn is_open(path: &str) -> bool {
    let is_link = |place: &&str| {
        let rest = path.strip_prefix(*place);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    OUTSIDE.contains(&path) || LINKS.iter().any(is_link)
}

/// Whether a person looks at the answer, and not a script.
fn is_page(request: &Request) -> bool {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let path = request.uri().path();
    let is_data = path.starts_with("/console/") || path.starts_with("/api/");
    let accept = request.headers().get(header::ACCEPT);
    let accept = accept.and_then(|accept| accept.to_str().ok());
    is_read && !is_data && accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The page to go to after signing in: a path of this site, or the inbox.
pub(super) fn local(next: Option<&str>) -> &str {
    let is_local = |next: &&str| {
        next.starts_with('/')
            && !next.starts_with("//")
            && next.chars().all(|c| c.is_ascii_graphic() && c != '\\')
    };
    next.filter(is_local).unwrap_or("/inbox")
}

#[cfg(test)]
mod tests {
    use super::{is_open, local};

    #[test]
    fn links_by_email_are_open_and_what_looks_like_them_is_not() {
        for path in [
            "/sign-in",
            "/sign-in/code",
            "/forgot",
            "/invitation",
            "/invitation/abc",
            "/reset/abc",
        ] {
            assert!(is_open(path), "{path}");
        }
        for path in [
            "/",
            "/inbox",
            "/invitations",
            "/resets/abc",
            "/forgot/abc",
            "/sign-in/codes",
            "/users",
        ] {
            assert!(!is_open(path), "{path}");
        }
    }

    #[test]
    fn after_signing_in_one_stays_on_this_site() {
        assert_eq!(local(Some("/inbox/1?a=b")), "/inbox/1?a=b");
        for foreign in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "javascript:alert(1)",
            "/\r\nSet-Cookie: a=b",
            "/ /evil.example",
            "",
        ] {
            assert_eq!(local(Some(foreign)), "/inbox", "{foreign}");
        }
        assert_eq!(local(None), "/inbox");
    }
}
