//! What a visitor's side hears while everything happens in his conversation that can (spec 6.10).

use crate::ground::{Ground, Visitor};
use crate::socket::Socket;
use domain::id::ConversationId;
use domain::user::{Preferences, Role};
use serde_json::{Value, json};
use uuid::Uuid;

/// Does what a console asks for, and returns the number of the message or line that it made, if it made one.
async fn does(console: &mut Socket, kind: &str, conversation: &str, more: &Value) -> Value {
    let mut request = json!({ "conversation": conversation, "client_id": Uuid::now_v7() });
    let fields = more.as_object().unwrap().clone();
    request.as_object_mut().unwrap().extend(fields);
    console.send(&json!({ kind: request })).await;
    console.hear_of("accepted").await["number"].clone()
}

/// Every way in which a widget reads: what came by the socket, a snapshot, a long poll, all that came since the beginning, older ones.
async fn all_that_is_told(ground: &Ground, visitor: &Visitor, mut widget: Socket) -> Vec<String> {
    let mut told = Vec::new();
    loop {
        let frame = widget.hear().await.to_string();
        let is_last = frame.contains("\"ended\"");
        told.push(frame);
        if is_last {
            break;
        }
    }
    for cursor in [&Value::Null, &visitor.cursor] {
        told.push(ground.widget(visitor, cursor).await.1.to_string());
        let poll = json!({ "conversation": visitor.conversation, "cursor": cursor });
        let request = ground.post("/widget/poll").bearer(&visitor.token);
        told.push(request.json(&poll).send().await.body);
    }
    let older = json!({ "conversation": visitor.conversation, "before": 100 });
    let request = ground.post("/widget/older").bearer(&visitor.token);
    told.push(request.json(&older).send().await.body);
    told
}

#[tokio::test]
async fn whatever_happens_a_visitor_hears_nothing_that_is_for_operators() {
    let ground = Ground::new().await;
    let (mara, cookie) = ground.user("Mara", Role::Administrator).await;
    let public = |name: &str| Preferences {
        chat_name: name.to_owned(),
        ..Preferences::default()
    };
    let desk = ground.desk();
    let saved = desk.save_preferences(&mara, "Mara Secretname", public("Mara"));
    let mara = saved.await.unwrap();
    let (jonas, _) = ground.user("Jonas", Role::Operator).await;
    let saved = desk.save_preferences(&jonas, "Jonas Secretname", public("Jonas"));
    let jonas = saved.await.unwrap();
    let (mut console, _) = ground.console(&cookie, &Value::Null).await;

    let visitor = ground.visitor("Hello").await;
    let (widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    let snapshot = desk.console_snapshot(&mara).await.unwrap();
    let id: ConversationId = snapshot.inbox.rows[0].conversation.id;
    let conversation = id.to_string();
    let conversation = conversation.as_str();

    let tag = desk.make_tag(&mara, "Troublemaker", None).await.unwrap().id;
    desk.tag(&mara, id, tag).await.unwrap();
    desk.untag(&mara, id, tag).await.unwrap();
    let note = desk.save_note(&mara, id, 0, "Wants a discount".to_owned());
    note.await.unwrap();

    let nothing = json!({});
    does(&mut console, "join", conversation, &nothing).await;
    for status in ["waiting_for_customer", "looking_for_help", "in_progress"] {
        let status = json!({ "status": status });
        does(&mut console, "set_status", conversation, &status).await;
    }
    let words = |text: &str| json!({ "text": text });
    let number = does(&mut console, "say", conversation, &words("Two weeks")).await;
    let edit = json!({ "number": number, "text": "Three weeks" });
    does(&mut console, "edit", conversation, &edit).await;
    let number = does(&mut console, "say", conversation, &words("Wrong window")).await;
    let delete = json!({ "number": number });
    does(&mut console, "delete", conversation, &delete).await;
    let invite = json!({ "user": jonas.id });
    does(&mut console, "invite", conversation, &invite).await;
    let typing = json!({ "conversation": conversation, "active": true });
    console.send(&json!({ "typing": typing })).await;
    let seen = json!({ "conversation": conversation, "number": 1 });
    console.send(&json!({ "seen": seen })).await;
    let mention = words("@Jonas Secretname can say more");
    does(&mut console, "say", conversation, &mention).await;
    does(&mut console, "leave", conversation, &nothing).await;
    does(&mut console, "end", conversation, &nothing).await;
    let outcome = json!({ "outcome": "no_answer" });
    does(&mut console, "correct_outcome", conversation, &outcome).await;

    let told = all_that_is_told(&ground, &visitor, widget).await;
    let all = told.join("\n");
    // It tells what it should, so the rest is looked for in the right place.
    for expected in [
        "Mara",
        "Jonas",
        "Three weeks",
        "deleted",
        "joined",
        "left",
        "ended",
    ] {
        assert!(all.contains(expected), "{expected}: {all}");
    }
    let ids = [mara.id.to_string(), jonas.id.to_string(), tag.to_string()];
    let ids = ids
        .iter()
        .map(String::as_str)
        .chain([conversation, "example.org"]);
    let words = [
        "Troublemaker",
        "discount",
        "waiting_for_customer",
        "looking_for_help",
        "in_progress",
        "no_answer",
        "corrected",
        "mentioned",
        "noted",
        "tagged",
    ];
    for secret in ids.chain(words) {
        for frame in &told {
            assert!(!frame.contains(secret), "{secret}: {frame}");
        }
    }
    // What an operator writes is for the visitor, so of his real name only this remains.
    assert_eq!(
        all.matches("Secretname").count(),
        all.matches("@Jonas Secretname can say more").count()
    );
}
