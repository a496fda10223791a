//! The pages and server functions as routes of the server: what each page needs is read first, then it is rendered.

mod accounts;
mod reports;

use crate::api::Failure;
use crate::first::{First, Packed};
use crate::inbox::Origin;
use crate::page::{Content, Opened, Page, Session, Start};
use crate::shell::shell;
use any_spawner::Executor;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::channel::ChannelForm;
use domain::id::{ChannelId, ChatbotId, ConversationId};
use domain::team::App;
use domain::time::Timestamp;
use domain::user::{Language, Role, Theme, User};
use leptos::nonce::Nonce;
use leptos::prelude::{provide_context, use_context};
use server::desk::{Desk, Reader, SignedIn};
use server::error::Error;
use server::http::{Rejection, Trouble};
use std::time::{SystemTime, UNIX_EPOCH};

/// After how long a page that could not be made is asked for again by itself.
const TRY_AGAIN_SECONDS: u16 = 5;

/// What the pages are made from.
#[derive(Clone, Debug)]
struct Pages {
    desk: Desk,
    origin: String,
}

/// The pages of the console and its server functions; `origin` is where browsers reach them, without a slash at the end.
pub fn routes(desk: Desk, origin: String) -> Router {
    // Another set of routes in this process has done it already.
    let _ = Executor::init_tokio();
    let pages = Pages { desk, origin };
    Router::new()
        .route("/setup", get(accounts::setup))
        .route("/sign-in", get(accounts::sign_in))
        .route("/sign-in/code", get(accounts::second_step))
        .route("/invitation/{token}", get(accounts::invitation))
        .route("/reset/{token}", get(accounts::reset))
        .route("/forgot", get(accounts::forgot))
        .route("/inbox", get(console))
        .route("/inbox/{id}", get(console))
        .route("/channels", get(console))
        .route("/channels/{id}", get(console))
        .route("/channels/{id}/{tab}", get(console))
        .route("/sessions", get(console))
        .route("/sessions/looking-for-help", get(console))
        .route("/sessions/visitors", get(console))
        .route("/sessions/tickets", get(console))
        .route("/sessions/tickets/{number}", get(console))
        .route("/sessions/contacts", get(console))
        .route("/sessions/contacts/{id}", get(console))
        .route("/sessions/leads", get(console))
        .route("/sessions/leads/{number}", get(console))
        .route("/sessions/{id}", get(console))
        .route("/preferences", get(console))
        .route("/preferences/password", get(console))
        .route("/preferences/second-factor", get(console))
        .route("/preferences/sessions", get(console))
        .route("/configuration", get(configuration))
        .route("/configuration/expertise", get(console))
        .route("/configuration/tags", get(console))
        .route("/configuration/canned", get(console))
        .route("/configuration/chatbots", get(administration))
        .route("/configuration/chatbots/{id}", get(administration))
        .route("/users", get(administration))
        .route("/users/groups", get(administration))
        .route("/settings", get(administration))
        .route("/settings/conversations", get(administration))
        .route("/settings/helpdesk", get(administration))
        .route("/settings/crm", get(administration))
        .route("/settings/mail", get(administration))
        .route("/settings/countries", get(administration))
        .route("/reports", get(administration))
        .route("/reports/dashboard", get(administration))
        .route("/reports/operators", get(administration))
        .route("/reports/ratings", get(administration))
        .route("/api/{*function}", post(function))
        .fallback(nowhere)
        .layer(from_fn_with_state(pages.clone(), trouble))
        .with_state(pages)
}

async fn console(State(pages): State<Pages>, request: Request) -> Response {
    let Some(signed_in) = request.extensions().get::<SignedIn>().cloned() else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let reader = Reader::of(request.headers());
    match pages.start(&signed_in, request.uri(), &reader).await {
        Ok((start, status)) => {
            let response = pages.page(Content::Console(Box::new(start)), request).await;
            match status {
                Some(status) => with_status(response, status),
                None => response,
            }
        }
        Err(error) => pages.refused(error, request).await,
    }
}

/// A page for administrators alone; others are told so.
async fn administration(State(pages): State<Pages>, request: Request) -> Response {
    let signed_in = request.extensions().get::<SignedIn>();
    let may_not = signed_in.is_some_and(|signed_in| signed_in.user.role != Role::Administrator);
    let mut response = console(State(pages), request).await;
    if may_not && response.status().is_success() {
        *response.status_mut() = StatusCode::FORBIDDEN;
    }
    response
}

/// The first of its sections.
async fn configuration() -> Redirect {
    Redirect::to("/configuration/expertise")
}

/// The status of a page whose address names something that is not there or not for the caller.
fn status(opened: Option<&Opened>, first: Option<&First>) -> Option<StatusCode> {
    let is_missing = opened.is_some_and(|opened| opened.found.is_err());
    let form = match first {
        Some(First::Channel(_, form)) => form.as_ref().as_ref().err(),
        _ => None,
    };
    match (is_missing, form) {
        (true, _) | (_, Some(Failure::NotFound)) => Some(StatusCode::NOT_FOUND),
        (_, Some(_)) => Some(StatusCode::FORBIDDEN),
        _ => None,
    }
}

async fn nowhere(State(pages): State<Pages>, request: Request) -> Response {
    let content = match request.extensions().get::<SignedIn>().cloned() {
        None => Content::NotFound,
        Some(signed_in) => match pages
            .start(&signed_in, request.uri(), &Reader::of(request.headers()))
            .await
        {
            Ok((start, _)) => Content::Console(Box::new(start)),
            Err(error) => return pages.refused(error, request).await,
        },
    };
    with_status(pages.page(content, request).await, StatusCode::NOT_FOUND)
}

/// Nothing can be read right now, as the gate found out.
async fn trouble(State(pages): State<Pages>, request: Request, next: Next) -> Response {
    if request.extensions().get::<Trouble>().is_some() {
        return pages.unavailable(request).await;
    }
    next.run(request).await
}

async fn function(State(pages): State<Pages>, request: Request) -> Response {
    let context = move || {
        provide_context(pages.desk.clone());
        provide_context(Origin(pages.origin.clone()));
    };
    leptos_axum::handle_server_fns_with_context(context, request)
        .await
        .into_response()
}

impl Pages {
    /// What a console starts with, and with which status if not the usual one.
    async fn start(
        &self,
        signed_in: &SignedIn,
        uri: &Uri,
        reader: &Reader,
    ) -> Result<(Start, Option<StatusCode>), Error> {
        let SignedIn { user, session } = signed_in;
        let snapshot = self.desk.console_snapshot(user).await?;
        let opened = match uri.path().strip_prefix("/inbox/") {
            Some(id) => self.opened(signed_in, id).await?,
            None => None,
        };
        let languages = self.desk.site().await?.value.languages;
        let mut first = self.first(user, uri.path()).await?;
        if first.is_none() && user.role == Role::Administrator {
            first = self.first_of_administrator(user, uri.path()).await?;
        }
        let asked = reports::asked(uri);
        if let Some(Ok(question)) = &asked
            && user.role == Role::Administrator
        {
            first = Some(self.first_of_report(user, question, reader).await?);
        }
        if uri.path() == "/reports/dashboard" && user.role == Role::Administrator {
            let dashboard = self.desk.dashboard(user, reader).await?;
            first = Some(First::Dashboard(Box::new(dashboard)));
        }
        let is_malformed = asked.is_some_and(|asked| asked.is_err()) || reports::is_wrong_list(uri);
        let status = status(opened.as_ref(), first.as_ref())
            .or(is_malformed.then_some(StatusCode::BAD_REQUEST));
        let packed = first.as_ref().map(serde_json::to_string);
        let start = Start {
            user: user.clone(),
            session: *session,
            snapshot,
            first: Packed(packed.and_then(Result::ok)),
            opened,
            languages,
            apps: self.desk.apps_on(user).await?,
        };
        Ok((start, status))
    }

    /// What a page for everybody shows.
    async fn first(&self, user: &User, path: &str) -> Result<Option<First>, Error> {
        Ok(Some(match path {
            "/preferences/sessions" => {
                let sessions = self.desk.sessions(user).await?;
                First::Sessions(sessions.into_iter().map(Session::from).collect())
            }
            "/preferences/second-factor" => {
                First::SecondFactor(self.desk.second_factor(user).await?)
            }
            "/preferences" | "/configuration/expertise" => {
                First::Expertises(self.desk.expertises(user).await?)
            }
            "/configuration/tags" => First::Tags(self.desk.tags(user).await?),
            "/configuration/canned" => First::Canned(self.desk.canned_responses(user).await?),
            "/channels" => First::Channels(self.desk.channel_facts(user).await?),
            path => match channel_of(path) {
                Some(channel) => {
                    let form = self.channel_form(user, channel).await?;
                    First::Channel(channel, Box::new(form))
                }
                None => return Ok(None),
            },
        }))
    }

    async fn app(&self, user: &User, app: App) -> Result<First, Error> {
        Ok(First::App(app, self.desk.app_state(user, app).await?))
    }

    /// What a page for administrators shows.
    async fn first_of_administrator(
        &self,
        user: &User,
        path: &str,
    ) -> Result<Option<First>, Error> {
        Ok(Some(match path {
            "/users" | "/users/groups" => First::Members(self.desk.members(user).await?),
            "/settings" => First::Site(self.desk.site().await?),
            "/settings/conversations" => {
                First::Conversations(self.desk.conversation_settings(user).await?)
            }
            "/settings/mail" => First::Mail(
                self.desk.mail_server(user).await?,
                self.desk.unsent_mails(user).await?,
            ),
            "/settings/helpdesk" => self.app(user, App::Helpdesk).await?,
            "/settings/crm" => self.app(user, App::Crm).await?,
            "/settings/countries" => First::Countries(self.desk.country_tables(user).await?),
            "/configuration/chatbots" => First::Chatbots(self.desk.chatbots(user).await?),
            "/configuration/chatbots/new" => {
                First::Chatbot(Box::new(self.desk.chatbot_form(user, None).await?))
            }
            path => match chatbot_of(path) {
                None => return Ok(None),
                // Of one that is not there the page tells by itself.
                chatbot => match self.desk.chatbot_form(user, chatbot).await {
                    Err(Error::NotFound) => return Ok(None),
                    form => First::Chatbot(Box::new(form?)),
                },
            },
        }))
    }

    /// Read after the snapshot: what happens in between is in the messages already, and not missed.
    async fn opened(&self, signed_in: &SignedIn, id: &str) -> Result<Option<Opened>, Error> {
        let Ok(conversation) = id.parse::<ConversationId>() else {
            return Ok(None);
        };
        let found = match self
            .desk
            .whole_conversation(&signed_in.user, conversation)
            .await
        {
            Ok(found) => Ok(found),
            Err(error) => match Failure::from(error) {
                Failure::NotFound => Err(Failure::NotFound),
                _ => return Err(Error::Refused(domain::wire::Refusal::Unavailable)),
            },
        };
        Ok(Some(Opened {
            conversation,
            found,
        }))
    }

    async fn channel_form(
        &self,
        user: &User,
        channel: ChannelId,
    ) -> Result<Result<ChannelForm, Failure>, Error> {
        match self.desk.channel_form(user, channel).await {
            Ok(form) => Ok(Ok(form)),
            Err(Error::NotFound) => Ok(Err(Failure::NotFound)),
            Err(Error::Forbidden) => Ok(Err(Failure::Forbidden)),
            Err(error) => Err(error),
        }
    }

    async fn refused(self, error: Error, request: Request) -> Response {
        let rejection = Rejection::from(error).into_response();
        if rejection.status() == StatusCode::SERVICE_UNAVAILABLE {
            return self.unavailable(request).await;
        }
        rejection
    }

    async fn unavailable(self, request: Request) -> Response {
        let mut response = self.page(Content::Unavailable, request).await;
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        let again = HeaderValue::from(TRY_AGAIN_SECONDS);
        response.headers_mut().insert(header::REFRESH, again);
        response
    }

    async fn page(self, content: Content, request: Request) -> Response {
        let (language, theme) = match &content {
            Content::Console(start) => (
                start.user.preferences.language,
                start.user.preferences.theme,
            ),
            _ => (asked_language(request.headers()), Theme::System),
        };
        let page = Page {
            now: now(),
            origin: self.origin,
            icons: server::assets::path("icons.svg"),
            language,
            theme,
            content,
        };
        render(page, request).await
    }
}

async fn render(page: Page, request: Request<Body>) -> Response {
    let context = move || {
        provide_context(page.clone());
        let nonce = use_context::<Parts>()
            .and_then(|parts| parts.extensions.get::<server::http::Nonce>().cloned());
        if let Some(nonce) = nonce {
            provide_context(Nonce::from_value(nonce.as_str()));
        }
    };
    leptos_axum::render_app_async_with_context(context, shell)(request)
        .await
        .into_response()
}

/// The chatbot whose form stands at an address.
fn chatbot_of(path: &str) -> Option<ChatbotId> {
    let id = path.strip_prefix("/configuration/chatbots/")?;
    id.parse().ok()
}

/// The channel whose form stands at an address.
fn channel_of(path: &str) -> Option<ChannelId> {
    let rest = path.strip_prefix("/channels/")?;
    rest.split('/').next()?.parse().ok()
}

fn with_status(mut response: Response, status: StatusCode) -> Response {
    *response.status_mut() = status;
    response
}

/// The language somebody who is not signed in asks for first.
fn asked_language(headers: &HeaderMap) -> Language {
    let asked = headers.get(header::ACCEPT_LANGUAGE);
    let asked = asked.and_then(|asked| asked.to_str().ok());
    Language::of_tag(asked.unwrap_or_default().trim())
}

fn now() -> Timestamp {
    let passed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(passed.as_millis()).unwrap_or(i64::MAX))
}

impl From<server::desk::Session> for Session {
    fn from(session: server::desk::Session) -> Self {
        Self {
            id: session.id,
            user_agent: session.user_agent,
            created_at: session.created_at,
            used_at: session.used_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_asked_for_is_spoken() {
        let mut headers = HeaderMap::new();
        assert_eq!(asked_language(&headers), Language::English);
        headers.insert(header::ACCEPT_LANGUAGE, "fr-CH, en;q=0.8".parse().unwrap());
        assert_eq!(asked_language(&headers), Language::French);
    }
}
