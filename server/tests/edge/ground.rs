//! A server of its own for each test, with people at both ends.

use crate::client::Request;
use crate::socket::Socket;
use axum::Router;
use axum::routing::get;
use domain::time::Timestamp;
use domain::user::{Role, User};
use serde_json::{Value, json};
use server::clock::Clock;
use server::config::{Config, Settings};
use server::desk::{Desk, NewUser, SignIn};
use server::serve::{Running, start};
use std::net::SocketAddr;
use std::path::PathBuf;
use tempfile::TempDir;
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "correct horse battery";

/// A running server with nobody in it.
pub(crate) struct Ground {
    pub(crate) running: Running,
    pub(crate) clock: Clock,
    folder: TempDir,
}

/// A visitor with a conversation.
#[derive(Clone)]
pub(crate) struct Visitor {
    pub(crate) token: String,
    pub(crate) conversation: String,
    pub(crate) cursor: Value,
}

/// An operator who is signed in and has a console open.
pub(crate) struct Operator {
    pub(crate) user: User,
    pub(crate) cookie: String,
    pub(crate) console: Socket,
}

impl Ground {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let clock = Clock::standing_at(Timestamp(1_800_000_000_000));
        Self::with_clock(clock, change).await
    }

    pub(crate) async fn with_clock(clock: Clock, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("porchlight.db");
        let mut settings = Settings {
            address: Some("127.0.0.1:0".to_owned()),
            database_url: Some(format!("sqlite://{}", file.display())),
            ..Settings::default()
        };
        change(&mut settings);
        let config = Config::load(settings, None).unwrap();
        let running = start(&config, clock.clone(), application).await.unwrap();
        Self {
            running,
            clock,
            folder,
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.running.address
    }

    pub(crate) fn desk(&self) -> &Desk {
        self.running.desk()
    }

    pub(crate) fn get(&self, path: &str) -> Request {
        Request::new(self.address(), "GET", path)
    }

    pub(crate) fn post(&self, path: &str) -> Request {
        Request::new(self.address(), "POST", path)
    }

    pub(crate) fn database_file(&self) -> PathBuf {
        self.folder.path().join("porchlight.db")
    }

    pub(crate) fn put(&self, path: &str) -> Request {
        Request::new(self.address(), "PUT", path)
    }

    /// The channel's pages may be of these origins alone; empty means any.
    pub(crate) async fn allow(&self, origins: &[&str]) {
        let database = sqlx::SqlitePool::connect(self.database_file().to_str().unwrap())
            .await
            .unwrap();
        sqlx::query("update channels set allowed_origins = $1")
            .bind(json!(origins).to_string())
            .execute(&database)
            .await
            .unwrap();
        database.close().await;
    }

    pub(crate) async fn user(&self, name: &str, role: Role) -> (User, String) {
        let email = format!("{}@example.org", name.to_lowercase());
        let user = NewUser {
            channels: vec!["website".to_owned()],
            name: name.to_owned(),
            email: email.clone(),
            password: PASSWORD.to_owned(),
            role,
        };
        let user = self.desk().create_user(user).await.unwrap();
        (user, self.cookie(&email).await)
    }

    /// The cookie of a new session.
    pub(crate) async fn cookie(&self, email: &str) -> String {
        let sign_in = SignIn {
            email: email.to_owned(),
            password: PASSWORD.to_owned(),
            user_agent: "a test".to_owned(),
            address: "127.0.0.1".to_owned(),
        };
        format!(
            "session={}",
            self.desk()
                .sign_in(sign_in)
                .await
                .unwrap()
                .session()
                .unwrap()
        )
    }

    /// An operator who is signed in and whose console is up to date.
    pub(crate) async fn operator(&self, name: &str) -> Operator {
        let (user, cookie) = self.user(name, Role::Operator).await;
        let (console, _) = self.console(&cookie, &Value::Null).await;
        Operator {
            user,
            cookie,
            console,
        }
    }

    /// A console that has read up to a cursor, and its first frame.
    pub(crate) async fn console(&self, cookie: &str, cursor: &Value) -> (Socket, Value) {
        let origin = format!("http://{}", self.address());
        let headers = [("cookie", cookie), ("origin", origin.as_str())];
        let socket = Socket::open(self.address(), "/console/socket", &headers).await;
        let mut socket = socket.ok().unwrap();
        let hello = json!({ "hello": { "console": Uuid::new_v4(), "cursor": cursor } });
        socket.send(&hello).await;
        let first = socket.hear().await;
        (socket, first)
    }

    /// A token that stands for nobody yet.
    pub(crate) async fn token(&self) -> String {
        let answer = self.post("/widget/token").json(&json!({})).send().await;
        answer.json()["token"].as_str().unwrap().to_owned()
    }

    /// A visitor who has said this.
    pub(crate) async fn visitor(&self, text: &str) -> Visitor {
        let token = self.token().await;
        let request = self.post("/widget/start").bearer(&token);
        let answer = request.json(&start_frame(text)).send().await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let snapshot = &answer.json()["snapshot"];
        Visitor {
            token,
            conversation: snapshot["chat"]["conversation"]
                .as_str()
                .unwrap()
                .to_owned(),
            cursor: snapshot["cursor"].clone(),
        }
    }

    /// The visitor's socket from a cursor on, and its first frame.
    pub(crate) async fn widget(&self, visitor: &Visitor, cursor: &Value) -> (Socket, Value) {
        let mut socket = self.bare_widget().await;
        socket.send(&visitor.hello(cursor)).await;
        let first = socket.hear().await;
        (socket, first)
    }

    /// A widget's socket that has said nothing yet.
    pub(crate) async fn bare_widget(&self) -> Socket {
        let headers = [("origin", "https://shop.example")];
        let socket = Socket::open(self.address(), "/widget/socket", &headers).await;
        socket.ok().unwrap()
    }
}

impl Visitor {
    pub(crate) fn hello(&self, cursor: &Value) -> Value {
        json!({ "hello": {
            "channel": "website", "token": self.token,
            "conversation": self.conversation, "cursor": cursor,
        } })
    }

    pub(crate) fn say(&self, text: &str) -> Value {
        say(&self.conversation, text)
    }
}

/// A message with a new id.
pub(crate) fn say(conversation: &str, text: &str) -> Value {
    json!({ "say": { "conversation": conversation, "client_id": Uuid::now_v7(), "text": text } })
}

pub(crate) fn start_frame(text: &str) -> Value {
    json!({
        "channel": "website", "client_id": Uuid::now_v7(), "text": text,
        "shown_operator": null, "page": "/", "language": "en",
    })
}

/// The words of every message in a list of events, as a widget or a console hears them.
pub(crate) fn said(events: &Value) -> Vec<String> {
    events
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event.get("conversation").unwrap_or(event))
        .filter_map(|event| event["happening"]["said"]["body"]["text"].as_str())
        .map(str::to_owned)
        .collect()
}

/// Stands in for the console's pages.
fn application(desk: Desk, _origin: String) -> Router {
    let page = || async { axum::response::Html("<!DOCTYPE html><title>Page</title>") };
    let function = || async { "done" };
    Router::new()
        .route("/inbox", get(page))
        .route("/inbox/{id}", get(page))
        .route("/sign-in", get(page))
        .route("/sign-in/code", get(page))
        .route("/setup", get(page))
        .route("/invitation/{token}", get(page))
        .route("/reset/{token}", get(page))
        .route("/forgot", get(page))
        .route("/preferences", get(page))
        .route("/configuration", get(page))
        .route("/configuration/expertise", get(page))
        .route("/panic", get(panic))
        .route("/api/save", axum::routing::post(function))
        .merge(crate::functions::routes(desk))
}

async fn panic() -> &'static str {
    assert!(std::env::args().count() == 0, "a test wants this");
    "no panic"
}
