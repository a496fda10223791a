//! Files of conversations over HTTP: who may send and see one, what is taken, and how it is served (spec 16.6).

use crate::client::Answer;
use crate::ground::{Ground, Visitor};
use domain::id::ConversationId;
use domain::limit;
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::Value;
use std::io::Cursor;
use uuid::Uuid;

const PDF: &[u8] = b"%PDF-1.7 an invoice";

fn picture() -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(40, 30, Rgb([1, 2, 3]));
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

/// The path under which a visitor sends a file of this name, which stands in a query.
fn path(visitor: &Visitor, name: &str) -> String {
    let (conversation, client_id) = (&visitor.conversation, Uuid::now_v7());
    format!("/widget/files?conversation={conversation}&client_id={client_id}&name={name}")
}

pub(crate) async fn sends(
    ground: &Ground,
    visitor: &Visitor,
    name: &str,
    content: &[u8],
) -> Answer {
    let request = ground.post(&path(visitor, name)).bearer(&visitor.token);
    request.bytes(content.to_vec()).send().await
}

/// What the visitor's chat says of its last message.
pub(crate) async fn last_file(ground: &Ground, visitor: &Visitor) -> Value {
    let (_, first) = ground.widget(visitor, &Value::Null).await;
    let messages = first["snapshot"]["chat"]["chat"]["messages"].clone();
    messages.as_array().unwrap().last().unwrap()["body"]["file"].clone()
}

async fn conversation(ground: &Ground, user: &domain::user::User) -> ConversationId {
    let snapshot = ground.desk().console_snapshot(user).await.unwrap();
    snapshot.inbox.rows[0].conversation.id
}

/// How a file comes: nothing runs in it, and no browser takes it for anything else.
fn assert_harmless(answer: &Answer, name: &str) {
    assert_eq!(answer.status, 200, "{}", answer.body);
    for (header, expected) in [
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "private, max-age=86400, immutable"),
    ] {
        assert_eq!(answer.header(header), Some(expected), "{header}");
    }
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    assert_eq!(
        answer.header("content-disposition"),
        Some(disposition.as_str())
    );
}

#[tokio::test]
async fn a_file_of_a_visitor_is_a_download_for_him_and_for_operators() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let sent = sends(&ground, &visitor, "..%2Fmy%20invoice.pdf", PDF).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    let file = last_file(&ground, &visitor).await;
    assert_eq!(file["name"], "my invoice.pdf");
    let id = file["id"].as_str().unwrap();
    let his = format!("/widget/files/{id}?conversation={}", visitor.conversation);
    let his = ground.get(&his).bearer(&visitor.token).send().await;
    assert_harmless(&his, "my%20invoice.pdf");
    assert_eq!(his.header("content-type"), Some("application/pdf"));
    let hers = ground.get(&format!("/console/files/{id}"));
    let hers = hers.header("Cookie", &mara.cookie).send().await;
    assert_harmless(&hers, "my%20invoice.pdf");
    assert_eq!(hers.body, his.body);
}

#[tokio::test]
async fn a_file_is_its_conversations_alone() {
    let ground = Ground::new().await;
    ground.operator("Mara").await;
    let (one, other) = (ground.visitor("one").await, ground.visitor("other").await);
    sends(&ground, &one, "a.pdf", PDF).await;
    let id = last_file(&ground, &one).await;
    let id = id["id"].as_str().unwrap();
    for (token, conversation) in [
        (&other.token, &other.conversation),
        (&other.token, &one.conversation),
        (&one.token, &other.conversation),
    ] {
        let path = format!("/widget/files/{id}?conversation={conversation}");
        let answer = ground.get(&path).bearer(token).send().await;
        assert_eq!(answer.refusal(), (404, "not_found".to_owned()));
    }
    let theirs = ground.post(&path(&one, "b.pdf")).bearer(&other.token);
    let theirs = theirs.bytes(PDF.to_vec()).send().await;
    assert_eq!(theirs.refusal(), (404, "not_found".to_owned()));
    for id in ["1", "..%2f..%2fporchlight.db", "%00"] {
        let path = format!("/widget/files/{id}?conversation={}", one.conversation);
        let answer = ground.get(&path).bearer(&one.token).send().await;
        assert_eq!(answer.refusal(), (404, "not_found".to_owned()), "{id}");
    }
}

#[tokio::test]
async fn an_operators_picture_reaches_the_visitor_with_its_size() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let conversation = conversation(&ground, &mara.user).await;
    let path = format!(
        "/console/conversations/{conversation}/files?client_id={}&name=map.png",
        Uuid::now_v7()
    );
    let request = ground.post(&path).header("Cookie", &mara.cookie);
    let sent = request.bytes(picture()).send().await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    let file = last_file(&ground, &visitor).await;
    assert_eq!(file["size"], serde_json::json!([40, 30]));
    let from_elsewhere = ground.post(&path).header("Cookie", &mara.cookie);
    let from_elsewhere = from_elsewhere.header("Origin", "https://evil.example");
    let refused = from_elsewhere.bytes(picture()).send().await.refusal();
    assert_eq!(refused, (403, "foreign_origin".to_owned()));
}

#[tokio::test]
async fn a_file_may_have_as_many_bytes_as_the_limit_and_no_more() {
    let ground = Ground::new().await;
    ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let mut file = PDF.to_vec();
    file.resize(limit::FILE_BYTES, b' ');
    assert_eq!(sends(&ground, &visitor, "a.pdf", &file).await.status, 200);
    file.push(b' ');
    let refused = sends(&ground, &visitor, "a.pdf", &file).await.refusal();
    assert_eq!(refused, (413, "too_long".to_owned()));
}

#[tokio::test]
async fn what_lies_about_itself_is_not_taken() {
    let ground = Ground::new().await;
    ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    for (name, content) in [
        ("a.svg", &b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"[..]),
        ("a.html", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("a.png", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("a.png", b"\x89PNG\r\n\x1a\n<script>alert(1)</script>"),
        ("a.pdf", b"MZ\x90\0"),
        ("a.pdf.exe", PDF),
        ("a%E2%80%AEfdp.exe", PDF),
        ("", PDF),
    ] {
        let refused = sends(&ground, &visitor, name, content).await.refusal();
        assert_eq!(refused, (415, "wrong_type".to_owned()), "{name}");
    }
    let empty = sends(&ground, &visitor, "a.pdf", b"").await.refusal();
    assert_eq!(empty, (400, "empty".to_owned()));
    assert_eq!(last_file(&ground, &visitor).await, Value::Null);
}

#[tokio::test]
async fn a_request_that_does_not_say_what_it_is_about_is_malformed() {
    let ground = Ground::new().await;
    ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let conversation = &visitor.conversation;
    for query in [
        String::new(),
        format!("conversation={conversation}&name=a.pdf"),
        format!("conversation={conversation}&client_id=1&name=a.pdf"),
        format!(
            "conversation={conversation}&client_id={}&name=a.pdf&more=1",
            Uuid::now_v7()
        ),
    ] {
        let request = ground.post(&format!("/widget/files?{query}"));
        let request = request.bearer(&visitor.token).bytes(PDF.to_vec());
        let refused = request.send().await.refusal();
        assert_eq!(refused, (400, "malformed".to_owned()), "{query}");
    }
}

#[tokio::test]
async fn one_address_does_not_send_more_files_than_it_may() {
    let few = |settings: &mut server::config::Settings| {
        settings.files_per_minute = Some("2".to_owned());
    };
    let ground = Ground::with(few).await;
    ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    for expected in [200, 200, 429] {
        let answer = sends(&ground, &visitor, "a.txt", b"words").await;
        assert_eq!(answer.status, expected);
    }
}
