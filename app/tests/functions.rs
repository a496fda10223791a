//! Every server function for every kind of caller: one that the table does not name, or that lets somebody in whom the table
//! keeps out, fails here (spec 2.5, 16.1).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::{Extension, Router};
use domain::channel::Draft;
use domain::id::{ChannelId, ConversationId, SessionId};
use domain::message::MessageNumber;
use domain::rule::RuleDraft;
use domain::user::{Role, User};
use leptos::server_fn::axum::server_fn_paths;
use serde_json::{Value, json};
use server::clock::Clock;
use server::desk::{Desk, NewUser, SignedIn};
use server::store::{Options, Store};
use std::collections::BTreeSet;
use tower::ServiceExt;
use uuid::Uuid;

/// Who may call a function.
#[derive(Clone, Copy, Debug, PartialEq)]
enum For {
    /// Everybody who is signed in.
    Everybody,
    /// Administrators.
    Administrators,
}

/// How a function is called.
enum Called {
    /// As a form.
    Form(String),
    /// As JSON.
    Json(Value),
}

use For::{Administrators, Everybody};

type Row = (&'static str, Called, For);

fn form(values: &[(&str, &str)]) -> Called {
    let values = values.iter().map(|(name, value)| format!("{name}={value}"));
    Called::Form(values.collect::<Vec<_>>().join("&"))
}

fn of_channels(channel: ChannelId) -> Vec<Row> {
    let id = channel.to_string();
    let of_channel = || form(&[("channel", &id)]);
    let nobody = Uuid::now_v7().to_string();
    let draft = RuleDraft::default();
    vec![
        ("channels/join", of_channel(), Everybody),
        ("channels/leave", of_channel(), Everybody),
        ("channels/return", form(&[]), Everybody),
        ("channels/facts", form(&[]), Everybody),
        ("channels/form", of_channel(), Administrators),
        ("channels/create", form(&[("name", "")]), Administrators),
        ("channels/duplicate", of_channel(), Administrators),
        (
            "channels/save",
            Called::Json(json!({ "channel": channel, "version": -1, "draft": Draft::default() })),
            Administrators,
        ),
        (
            "channels/archive",
            form(&[("channel", &id), ("is_archived", "false")]),
            Administrators,
        ),
        (
            "channels/remove",
            form(&[("channel", &nobody)]),
            Administrators,
        ),
        (
            "channels/operators/add",
            Called::Json(json!({ "channel": channel, "operators": [] })),
            Administrators,
        ),
        (
            "channels/operators/remove",
            form(&[("channel", &id), ("operator", &nobody)]),
            Administrators,
        ),
        (
            "channels/rules/save",
            Called::Json(json!({ "channel": channel, "rule": null, "draft": draft })),
            Administrators,
        ),
        (
            "channels/rules/check",
            Called::Json(json!({ "draft": draft })),
            Administrators,
        ),
        (
            "channels/rules/remove",
            form(&[("channel", &id), ("rule", &nobody)]),
            Administrators,
        ),
        (
            "channels/rules/order",
            Called::Json(json!({ "channel": channel, "order": [] })),
            Administrators,
        ),
        (
            "channels/rules/test",
            Called::Json(json!({ "channel": channel, "url": "/", "country": null })),
            Administrators,
        ),
    ]
}

fn of_conversations() -> Vec<Row> {
    let conversation = ConversationId(Uuid::now_v7());
    let of_conversation = || Called::Json(json!({ "conversation": conversation }));
    let before = MessageNumber(9);
    vec![
        ("conversation", of_conversation(), Everybody),
        (
            "conversation/older",
            Called::Json(json!({ "conversation": conversation, "before": before })),
            Everybody,
        ),
        ("conversation/reasons", of_conversation(), Everybody),
        (
            "inbox/older",
            Called::Json(json!({ "active_at": 9, "conversation": conversation })),
            Everybody,
        ),
    ]
}

fn of_lists_and_preferences() -> Vec<Row> {
    let id = Uuid::now_v7().to_string();
    vec![
        ("expertise", form(&[]), Everybody),
        ("expertise/add", form(&[("name", "")]), Administrators),
        (
            "expertise/rename",
            form(&[("id", &id), ("was", "a"), ("new_name", "b")]),
            Administrators,
        ),
        ("expertise/delete", form(&[("id", &id)]), Administrators),
        (
            "preferences/save",
            form(&[
                ("name", "Ada"),
                ("chat_name", ""),
                ("theme", "dark"),
                ("language", "french"),
            ]),
            Everybody,
        ),
        (
            "preferences/password",
            form(&[("present", "wrong"), ("new", "short")]),
            Everybody,
        ),
        ("preferences/sessions", form(&[]), Everybody),
        (
            "preferences/sessions/revoke",
            form(&[("session", &id)]),
            Everybody,
        ),
        ("preferences/sessions/revoke-others", form(&[]), Everybody),
    ]
}

async fn status(routes: &Router, asker: Option<&User>, (path, called, _): &Row) -> StatusCode {
    let request = Request::post(format!("/api/{path}"));
    let request = match called {
        Called::Form(body) => request
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(Body::from(body.clone())),
        Called::Json(body) => request
            .header("Content-Type", "application/json")
            .body(Body::from(body.to_string())),
    };
    let routes = match asker {
        None => routes.clone(),
        Some(user) => routes.clone().layer(Extension(SignedIn {
            user: user.clone(),
            session: SessionId(Uuid::nil()),
        })),
    };
    routes.oneshot(request.unwrap()).await.unwrap().status()
}

async fn user(desk: &Desk, name: &str, role: Role) -> User {
    let user = NewUser {
        name: name.to_owned(),
        email: format!("{name}@example.org"),
        password: "a long enough password".to_owned(),
        role,
        channels: Vec::new(),
    };
    desk.create_user(user).await.unwrap()
}

#[tokio::test]
async fn every_server_function_answers_each_caller_as_the_table_says() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("porchlight.db");
    let store = Store::open(&Options::at(&file.to_string_lossy()))
        .await
        .unwrap();
    let desk = Desk::open(store, Clock::of_the_machine()).await.unwrap();
    let operator = user(&desk, "ada", Role::Operator).await;
    let administrator = user(&desk, "mara", Role::Administrator).await;
    let channel = desk.channel_by_key("website").await.unwrap().id;
    let routes = app::console::routes(desk, "http://localhost".to_owned());
    let table: Vec<Row> = [
        of_channels(channel),
        of_conversations(),
        of_lists_and_preferences(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let named: BTreeSet<String> = table
        .iter()
        .map(|(path, ..)| format!("/api/{path}"))
        .collect();
    let there: BTreeSet<String> = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    assert_eq!(named, there, "the table names every function");
    for row in &table {
        let (path, _, is_for) = row;
        let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
        assert_eq!(
            status(&routes, None, row).await,
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
        let of_operator = status(&routes, Some(&operator), row).await;
        match is_for {
            Everybody => assert!(!refused.contains(&of_operator), "{path}: {of_operator}"),
            Administrators => assert_eq!(of_operator, StatusCode::FORBIDDEN, "{path}"),
        }
        let of_administrator = status(&routes, Some(&administrator), row).await;
        assert!(
            !refused.contains(&of_administrator),
            "{path}: {of_administrator}"
        );
        assert_ne!(
            of_administrator,
            StatusCode::BAD_REQUEST,
            "{path} is called as it is meant"
        );
    }
}
