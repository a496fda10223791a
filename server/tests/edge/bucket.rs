//! Files of conversations that lie in a bucket: as in a folder, and nothing but a sentence while it is not there (spec 16.6).

use crate::client::Answer;
use crate::files::last_file;
use crate::ground::{Ground, Operator, Visitor};
use crate::nats::new_database;
use crate::s3::{BUCKET, KEY_ID, REGION, SECRET, Server};
use domain::settings::TypedConversations;
use domain::time::DAY_MS;
use domain::user::Role;
use serde_json::{Value, json};
use server::config::Settings;
use uuid::Uuid;

const PDF: &[u8] = b"%PDF-1.7 an invoice";

fn in_bucket(server: &Server) -> impl FnOnce(&mut Settings) + use<> {
    let url = server.url();
    move |settings| {
        settings.files = Some(format!("s3://{BUCKET}/chat"));
        settings.files_endpoint = Some(url);
        settings.files_region = Some(REGION.to_owned());
        settings.files_access_key_id = Some(KEY_ID.to_owned());
        settings.files_secret_access_key = Some(SECRET.to_owned());
    }
}

/// A file under the same name each time, as of who tries again.
async fn sends(ground: &Ground, visitor: &Visitor, client_id: Uuid) -> Answer {
    let conversation = &visitor.conversation;
    let path =
        format!("/widget/files?conversation={conversation}&client_id={client_id}&name=invoice.pdf");
    let request = ground.post(&path).bearer(&visitor.token);
    request.bytes(PDF.to_vec()).send().await
}

async fn by_visitor(ground: &Ground, visitor: &Visitor, id: &str) -> Answer {
    let path = format!("/widget/files/{id}?conversation={}", visitor.conversation);
    ground.get(&path).bearer(&visitor.token).send().await
}

async fn by_operator(ground: &Ground, mara: &Operator, id: &str) -> Answer {
    let request = ground.get(&format!("/console/files/{id}"));
    request.header("Cookie", &mara.cookie).send().await
}

async fn id_of_last(ground: &Ground, visitor: &Visitor) -> String {
    let file = last_file(ground, visitor).await;
    file["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_file_lies_in_the_bucket_and_comes_from_there() {
    let server = Server::start().await;
    let ground = Ground::with(in_bucket(&server)).await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let sent = sends(&ground, &visitor, Uuid::now_v7()).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    let id = id_of_last(&ground, &visitor).await;
    assert_eq!(server.keys(), [format!("chat/{}", id.replace('-', ""))]);
    let beside = ground.database_file().with_file_name("files");
    assert!(!beside.exists(), "there is no folder besides");
    for answer in [
        by_visitor(&ground, &visitor, &id).await,
        by_operator(&ground, &mara, &id).await,
    ] {
        assert_eq!((answer.status, answer.body.as_bytes()), (200, PDF));
        let policy = answer.header("content-security-policy");
        assert_eq!(policy, Some("default-src 'none'; sandbox"));
    }
}

#[tokio::test]
async fn what_the_bucket_refuses_is_told_stored_nowhere_and_taken_when_it_comes_again() {
    let server = Server::start().await;
    let ground = Ground::with(in_bucket(&server)).await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let client_id = Uuid::now_v7();
    server.refuse(|_| Some((403, "AccessDenied")));
    let refused = sends(&ground, &visitor, client_id).await;
    assert_eq!(refused.refusal(), (503, "unavailable".to_owned()));
    assert!(refused.header("retry-after").is_some());
    assert_eq!(last_file(&ground, &visitor).await, Value::Null);
    assert_eq!(server.keys(), Vec::<String>::new());

    server.refuse(|_| None);
    assert_eq!(sends(&ground, &visitor, client_id).await.status, 200);
    let id = id_of_last(&ground, &visitor).await;
    assert_eq!(server.keys().len(), 1);

    server.refuse(|_| Some((403, "AccessDenied")));
    let visitors = by_visitor(&ground, &visitor, &id).await;
    assert_eq!(visitors.refusal(), (503, "unavailable".to_owned()));
    let operators = by_operator(&ground, &mara, &id).await;
    assert_eq!(operators.status, 503);
    assert_eq!(
        operators.body,
        "This file cannot be loaded right now. It is still there: try again in a moment."
    );
    server.refuse(|_| None);
    assert_eq!(by_visitor(&ground, &visitor, &id).await.status, 200);
}

#[tokio::test]
async fn while_nobody_answers_there_everything_else_goes_on() {
    let server = Server::start().await;
    let ground = Ground::with(in_bucket(&server)).await;
    ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    server.stop().await;
    let refused = sends(&ground, &visitor, Uuid::now_v7()).await;
    assert_eq!(refused.refusal(), (503, "unavailable".to_owned()));
    assert_eq!(ground.get("/readyz").send().await.status, 200);
    let said = ground.post("/widget/frame").bearer(&visitor.token);
    let said = said.json(&visitor.say("two")).send().await;
    assert_eq!(said.status, 200, "{}", said.body);
}

#[tokio::test]
async fn what_is_erased_goes_from_the_bucket_once_it_lets_it_go() {
    let server = Server::start().await;
    let ground = Ground::with(in_bucket(&server)).await;
    let (chief, _) = ground.user("Ada", Role::Administrator).await;
    ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    assert_eq!(sends(&ground, &visitor, Uuid::now_v7()).await.status, 200);
    let end = json!({ "conversation": visitor.conversation, "client_id": Uuid::now_v7() });
    let frame = ground.post("/widget/frame").bearer(&visitor.token);
    let ended = frame.json(&json!({ "end": end })).send().await;
    assert_eq!(ended.status, 200, "{}", ended.body);
    let typed = TypedConversations {
        kept_days: "1".to_owned(),
        ..TypedConversations::default()
    };
    let saved = ground.desk().save_conversation_settings(&chief, 0, &typed);
    saved.await.unwrap();

    server.refuse(|_| Some((404, "NoSuchBucket")));
    ground.clock.advance(DAY_MS);
    // What cannot be removed is tried again by the next job, which the server may be quicker with.
    drop(ground.desk().do_due_jobs().await);
    assert_eq!(server.keys().len(), 1);
    server.refuse(|_| None);
    ground.clock.advance(DAY_MS);
    ground.desk().do_due_jobs().await.unwrap();
    until_empty(&server).await;
}

/// The server looks by itself what is due, besides who asks it to.
async fn until_empty(server: &Server) {
    while !server.keys().is_empty() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn nodes_with_a_bucket_share_no_folder() {
    let Some(database) = new_database().await else {
        return;
    };
    let server = Server::start().await;
    let node = |settings: &mut Settings| {
        in_bucket(&server)(settings);
        settings.database_url = Some(database.clone());
    };
    let (first, second) = (Ground::with(node).await, Ground::with(node).await);
    first.operator("Mara").await;
    let visitor = first.visitor("one").await;
    assert_eq!(sends(&first, &visitor, Uuid::now_v7()).await.status, 200);
    let id = id_of_last(&first, &visitor).await;
    let there = by_visitor(&second, &visitor, &id).await;
    assert_eq!((there.status, there.body.as_bytes()), (200, PDF));
}
