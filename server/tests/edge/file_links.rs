//! Links to files in transcripts, over HTTP: whoever has one gets that one file, as long as a message has it (spec 11.4).

use crate::client::Answer;
use crate::files::{last_file, sends};
use crate::ground::{Ground, Visitor};
use crate::letters::mail_server;
use crate::smtp::Mood;
use domain::id::PublicConversationId;
use domain::settings::TypedConversations;
use domain::time::DAY_MS;
use domain::user::{Role, User};
use serde_json::json;
use server::desk::TokenHash;
use uuid::Uuid;

const PDF: &[u8] = b"%PDF-1.7 an invoice";

async fn ends(ground: &Ground, visitor: &Visitor) {
    let end = json!({ "conversation": visitor.conversation, "client_id": Uuid::now_v7() });
    let frame = ground.post("/widget/frame").bearer(&visitor.token);
    let answer = frame.json(&json!({ "end": end })).send().await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// What the visitor takes along of a conversation that is over.
async fn taken_along(ground: &Ground, visitor: &Visitor) -> String {
    let asked = json!({ "conversation": visitor.conversation });
    let taken = ground.post("/widget/transcript").bearer(&visitor.token);
    let taken = taken.json(&asked).send().await;
    assert_eq!(taken.status, 200, "{}", taken.body);
    taken.json()["html"].as_str().unwrap().to_owned()
}

/// The path of the only sealed link in a page.
fn link(ground: &Ground, html: &str) -> String {
    let begin = format!("href=\"{}/files/", ground.running.public_url());
    let parts: Vec<&str> = html.split(&begin).collect();
    assert_eq!(parts.len(), 2, "{html}");
    let sealed = parts[1].split('"').next().unwrap();
    format!("/files/{sealed}")
}

/// A visitor who has sent a file and ended his conversation, and the link to the file.
async fn linked(ground: &Ground) -> (Visitor, String) {
    let visitor = ground.visitor("one").await;
    let sent = sends(ground, &visitor, "my%20invoice.pdf", PDF).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    ends(ground, &visitor).await;
    let html = taken_along(ground, &visitor).await;
    let link = link(ground, &html);
    (visitor, link)
}

fn assert_is_the_file(answer: &Answer) {
    assert_eq!(answer.status, 200, "{}", answer.body);
    for (header, expected) in [
        ("content-type", "application/pdf"),
        (
            "content-disposition",
            "attachment; filename*=UTF-8''my%20invoice.pdf",
        ),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(answer.header(header), Some(expected), "{header}");
    }
    assert_eq!(answer.body.as_bytes(), PDF);
}

/// One answer for all that lead nowhere, so that none tells anything.
async fn assert_leads_nowhere(ground: &Ground, path: &str) {
    let answer = ground.get(path).send().await;
    assert_eq!(answer.status, 404, "{path}");
    let sentence = "This link leads to no file. Either it was taken back or erased, or a part of the link got lost.";
    assert_eq!(answer.body, sentence, "{path}");
    let kind = answer.header("content-type");
    assert_eq!(kind, Some("text/plain; charset=utf-8"), "{path}");
}

#[tokio::test]
async fn a_visitors_transcript_links_to_a_file_for_who_has_no_cookie() {
    let ground = Ground::new().await;
    ground.operator("Mara").await;
    let (_, link) = linked(&ground).await;
    assert_is_the_file(&ground.get(&link).send().await);
    // To load it uses nothing up.
    assert_is_the_file(&ground.get(&link).send().await);
}

#[tokio::test]
async fn a_link_in_a_letter_is_the_same_as_text_and_as_a_page() {
    let ground = Ground::new().await;
    let (ada, _) = ground.user("Ada", Role::Administrator).await;
    let server = mail_server(&ground, &ada, Mood::Takes).await;
    ground.operator("Mara").await;
    let (visitor, _) = linked(&ground).await;
    let copy = json!({ "conversation": visitor.conversation, "email": "eve@example.org" });
    let asked = ground.post("/widget/copy").bearer(&visitor.token);
    assert_eq!(asked.json(&copy).send().await.status, 204);
    let letter = server.letters_when(1).await.remove(0);
    let link = letter.link("/files/");
    let path = link.strip_prefix(ground.running.public_url()).unwrap();
    assert_is_the_file(&ground.get(path).send().await);
    assert_eq!(
        letter.content.matches(&link).count(),
        2,
        "{}",
        letter.content
    );
}

#[tokio::test]
async fn an_operators_transcript_leads_into_the_console() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    sends(&ground, &visitor, "my%20invoice.pdf", PDF).await;
    let file = last_file(&ground, &visitor).await;
    let path = format!("/console/files/{}", file["id"].as_str().unwrap());
    let url = format!("{}{path}", ground.running.public_url());
    let snapshot = ground.desk().console_snapshot(&mara.user).await.unwrap();
    let conversation = snapshot.inbox.rows[0].conversation.id;
    for (kind, expected) in [
        ("html", format!("<a href=\"{url}\"")),
        ("txt", format!("  my invoice.pdf\n{url}\n")),
    ] {
        let transcript = format!("/console/conversations/{conversation}/transcript.{kind}");
        let transcript = ground.get(&transcript).header("Cookie", &mara.cookie);
        let body = transcript.send().await.body;
        assert!(body.contains(&expected), "{body}");
        assert_eq!(body.matches("/files/").count(), 1, "{body}");
    }
    let stranger = ground.get(&path).send().await;
    assert_eq!(stranger.refusal(), (401, "unauthorized".to_owned()));
    let hers = ground
        .get(&path)
        .header("Cookie", &mara.cookie)
        .send()
        .await;
    assert_eq!((hers.status, hers.body.as_bytes()), (200, PDF));
}

#[tokio::test]
async fn a_link_that_was_changed_cut_or_made_elsewhere_leads_nowhere() {
    let (ground, elsewhere) = (Ground::new().await, Ground::new().await);
    ground.operator("Mara").await;
    elsewhere.operator("Mara").await;
    let (_, link) = linked(&ground).await;
    let (_, foreign) = linked(&elsewhere).await;
    assert_leads_nowhere(&ground, &foreign).await;
    let sealed = link.strip_prefix("/files/").unwrap();
    for at in [0, 31, 32, 40, 54, sealed.len() - 1] {
        let other = if sealed[at..].starts_with('A') {
            'B'
        } else {
            'A'
        };
        let changed = format!("/files/{}{other}{}", &sealed[..at], &sealed[at + 1..]);
        assert_leads_nowhere(&ground, &changed).await;
    }
    for length in [1, 31, 32, 40, sealed.len() - 1] {
        let cut = format!("/files/{}", &sealed[..length]);
        assert_leads_nowhere(&ground, &cut).await;
    }
    // What operators ask by is no link.
    let visitor = ground.visitor("other").await;
    sends(&ground, &visitor, "my%20invoice.pdf", PDF).await;
    let id = last_file(&ground, &visitor).await;
    let id = id["id"].as_str().unwrap().to_owned();
    for wrong in [id.as_str(), "none", "%FF", "%00", "..%2fporchlight.db"] {
        assert_leads_nowhere(&ground, &format!("/files/{wrong}")).await;
    }
    assert_leads_nowhere(&ground, &format!("{link}A")).await;
    assert_is_the_file(&ground.get(&link).send().await);
}

/// The link in what an operator sends of a conversation that goes on, which its visitor cannot take along yet.
async fn sent_by_mail(ground: &Ground, chief: &User, visitor: &Visitor) -> String {
    let server = mail_server(ground, chief, Mood::Takes).await;
    let token = TokenHash::of(&visitor.token);
    let conversation = visitor.conversation.parse().map(PublicConversationId);
    let id = ground
        .desk()
        .visitor_conversation(token, conversation.unwrap());
    let id = id.await.unwrap();
    let sent = ground.desk().send_transcript(chief, id, "eve@example.org");
    sent.await.unwrap();
    let letter = server.letters_when(1).await.remove(0);
    let link = letter.link("/files/");
    let path = link.strip_prefix(ground.running.public_url()).unwrap();
    path.to_owned()
}

#[tokio::test]
async fn a_link_ends_with_what_it_leads_to() {
    let ground = Ground::new().await;
    let (chief, _) = ground.user("Ada", Role::Administrator).await;
    ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let sent = sends(&ground, &visitor, "my%20invoice.pdf", PDF).await;
    let number = sent.json()["number"].clone();
    let erased = linked(&ground).await.1;
    let taken_back = sent_by_mail(&ground, &chief, &visitor).await;
    assert_is_the_file(&ground.get(&taken_back).send().await);
    let delete = json!({ "conversation": visitor.conversation, "client_id": Uuid::now_v7(), "number": number });
    let frame = ground.post("/widget/frame").bearer(&visitor.token);
    let deleted = frame.json(&json!({ "delete": delete })).send().await;
    assert_eq!(deleted.status, 200, "{}", deleted.body);
    assert_leads_nowhere(&ground, &taken_back).await;

    assert_is_the_file(&ground.get(&erased).send().await);
    let typed = TypedConversations {
        kept_days: "1".to_owned(),
        ..TypedConversations::default()
    };
    let saved = ground.desk().save_conversation_settings(&chief, 0, &typed);
    saved.await.unwrap();
    ground.clock.advance(DAY_MS);
    ground.desk().do_due_jobs().await.unwrap();
    assert_leads_nowhere(&ground, &erased).await;
}
