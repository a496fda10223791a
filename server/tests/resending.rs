//! Requests that arrive twice at the same time, as they do when a connection is cut while one is on its way.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::id::{ClientId, ConsoleId, LineId};
use domain::user::{Role, User};
use domain::wire::console::{FromConsole, Say};
use domain::wire::visitor::Start;
use server::clock::Clock;
use server::desk::{Desk, NewUser, TokenHash};
use server::store::{Options, Store};
use tempfile::TempDir;
use uuid::Uuid;

async fn desk() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    let store = Store::open(&Options::at(&url)).await.unwrap();
    (
        Desk::open(store, Clock::of_the_machine()).await.unwrap(),
        folder,
    )
}

async fn operator(desk: &Desk, name: &str) -> User {
    let user = NewUser {
        channels: vec!["website".to_owned()],
        name: name.to_owned(),
        email: format!("{name}@example.org"),
        password: "a long enough password".to_owned(),
        role: Role::Operator,
    };
    desk.create_user(user).await.unwrap()
}

#[tokio::test]
async fn the_first_words_of_an_operator_sent_twice_at_once_stand_there_once() {
    let (desk, _folder) = desk().await;
    let first = operator(&desk, "first").await;
    let second = operator(&desk, "second").await;
    let (console, line) = (ConsoleId(Uuid::new_v4()), LineId(Uuid::new_v4()));
    desk.console_opened(&first, console, line).await.unwrap();
    let start = Start {
        channel: "website".to_owned(),
        client_id: ClientId(Uuid::now_v7()),
        text: "Hello".to_owned(),
        shown_operator: None,
        page: None,
        language: None,
        time_zone: None,
        chatbot: None,
        choice: None,
    };
    desk.start(TokenHash::of("token"), start, None)
        .await
        .unwrap();
    let snapshot = desk.console_snapshot(&second).await.unwrap();
    let conversation = snapshot.inbox.rows[0].conversation.id;

    let say = FromConsole::Say(Say {
        conversation,
        client_id: ClientId(Uuid::now_v7()),
        text: "Good morning".to_owned(),
    });
    let (once, again) = tokio::join!(
        desk.console_frame(&second, say.clone()),
        desk.console_frame(&second, say)
    );

    assert_eq!(once.unwrap(), again.unwrap());
    let thread = desk.thread(&second, conversation).await.unwrap();
    let said: Vec<&str> = thread
        .messages
        .iter()
        .filter_map(|message| message.body.text())
        .collect();
    assert_eq!(said, ["Hello", "Good morning"]);
}
