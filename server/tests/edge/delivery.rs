//! Messages arrive: once, in order, whichever way the client listens.

use crate::ground::{Ground, said, say};
use domain::wire::visitor::FromVisitor;
use futures::future::join_all;
use serde_json::{Value, json};
use server::desk::TokenHash;

#[tokio::test]
async fn a_message_travels_both_ways() {
    let ground = Ground::new().await;
    let mut mara = ground.operator("Mara").await;
    let visitor = ground.visitor("Is it open?").await;
    let (mut widget, first) = ground.widget(&visitor, &visitor.cursor).await;
    assert_eq!(first["events"]["events"], json!([]));

    let heard = mara.console.hear_of("events").await;
    let conversation = heard["events"][0]["conversation"]["conversation"]
        .as_str()
        .unwrap()
        .to_owned();
    mara.console.send(&say(&conversation, "Until six.")).await;
    mara.console.hear_of("accepted").await;
    let events = widget.hear_of("events").await;
    assert_eq!(said(&events["events"]), ["Until six."]);

    let thanks = visitor.say("Thanks!");
    widget.send(&thanks).await;
    let accepted = widget.hear_of("accepted").await;
    assert_eq!(accepted["client_id"], thanks["say"]["client_id"]);
    let heard = loop {
        let heard = mara.console.hear_of("events").await;
        if said(&heard["events"]).contains(&"Thanks!".to_owned()) {
            break heard;
        }
    };
    assert_eq!(heard["cursor"]["epoch"], visitor.cursor["epoch"]);
}

#[tokio::test]
async fn a_visitor_learns_no_ids_and_no_real_names() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("Hello").await;
    let (_widget, snapshot) = ground.widget(&visitor, &Value::Null).await;
    let text = snapshot.to_string();
    assert!(text.contains("Mara"));
    assert!(!text.contains(&mara.user.id.to_string()));
    assert!(!text.contains("example.org"));
}

#[tokio::test]
async fn a_widget_that_comes_back_gets_what_it_missed_once() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    widget.send(&visitor.say("two")).await;
    let cursor = widget.hear_of("events").await["cursor"].clone();
    drop(widget);

    for text in ["three", "four"] {
        let request = ground.post("/widget/frame").bearer(&visitor.token);
        let answer = request.json(&visitor.say(text)).send().await;
        assert_eq!(answer.status, 200);
    }
    let (mut widget, missed) = ground.widget(&visitor, &cursor).await;
    assert_eq!(said(&missed["events"]["events"]), ["three", "four"]);
    widget.send(&visitor.say("five")).await;
    assert_eq!(said(&widget.hear_of("events").await["events"]), ["five"]);
}

#[tokio::test]
async fn a_message_sent_twice_is_stored_once_with_the_same_answer() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    let two = visitor.say("two");
    widget.send(&two).await;
    let first = widget.hear_of("accepted").await;
    widget.send(&two).await;
    assert_eq!(widget.hear_of("accepted").await, first);
    let (_widget, snapshot) = ground.widget(&visitor, &Value::Null).await;
    let messages = snapshot["snapshot"]["chat"]["chat"]["messages"].to_string();
    assert_eq!(messages.matches("\"two\"").count(), 1);
}

#[tokio::test]
async fn a_cursor_of_another_journal_gets_a_snapshot() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let foreign = json!({ "epoch": 1, "position": 1 });
    let (_widget, first) = ground.widget(&visitor, &foreign).await;
    assert!(first["snapshot"].is_object(), "{first}");
    let (_console, first) = ground.console(&mara.cookie, &foreign).await;
    assert!(first["snapshot"].is_object(), "{first}");
}

#[tokio::test]
async fn a_console_that_does_not_read_gets_everything_once_it_does() {
    const MESSAGES: usize = 1_500;
    let ground = Ground::new().await;
    let mut mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    // More than the socket's buffers and the mailbox take, so that the console falls behind.
    let long = "x".repeat(3_900);
    let token = TokenHash::of(&visitor.token);
    let says = (0..MESSAGES).map(|number| {
        let frame: FromVisitor =
            serde_json::from_value(visitor.say(&format!("{number} {long}"))).unwrap();
        ground.desk().visitor_frame(token, frame)
    });
    for said in join_all(says).await {
        said.unwrap();
    }
    let mut numbers: Vec<u64> = Vec::new();
    while numbers.last() != Some(&(MESSAGES as u64 + 2)) {
        let heard = mara.console.hear_of("events").await;
        let events = heard["events"].as_array().unwrap().clone();
        let heard = events
            .iter()
            .map(|event| &event["conversation"]["happening"]);
        let heard = heard.flat_map(|happening| happening.as_object().unwrap().values());
        numbers.extend(heard.filter_map(|what| what["number"].as_u64()));
    }
    let expected: Vec<u64> = (1..=MESSAGES as u64 + 2).collect();
    assert_eq!(numbers, expected, "nothing lost, doubled or out of order");
}

#[tokio::test]
async fn a_poll_waits_for_news_and_misses_none() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let poll = |cursor: &Value| {
        let body = json!({ "conversation": visitor.conversation, "cursor": cursor });
        ground
            .post("/widget/poll")
            .bearer(&visitor.token)
            .json(&body)
            .send()
    };
    let snapshot = poll(&Value::Null).await.json();
    assert_eq!(snapshot[0]["snapshot"]["cursor"], visitor.cursor);

    let frame = ground.post("/widget/frame").bearer(&visitor.token);
    let (news, answer) = tokio::join!(
        poll(&visitor.cursor),
        frame.json(&visitor.say("two")).send()
    );
    assert_eq!(answer.json()["accepted"]["number"], 3);
    let events = news.json()[0]["events"].clone();
    assert_eq!(said(&events["events"]), ["two"]);

    let frame = ground.post("/widget/frame").bearer(&visitor.token);
    frame.json(&visitor.say("three")).send().await;
    let at_once = poll(&events["cursor"]).await.json();
    assert_eq!(said(&at_once[0]["events"]["events"]), ["three"]);
}

#[tokio::test]
async fn a_console_can_poll_and_answer_without_a_socket() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let console = uuid::Uuid::new_v4();
    let poll = |cursor: &Value| {
        let body = json!({ "console": console, "cursor": cursor });
        ground
            .post("/console/poll")
            .header("Cookie", &mara.cookie)
            .json(&body)
            .send()
    };
    let snapshot = poll(&Value::Null).await.json()[0]["snapshot"].clone();
    let row = &snapshot["inbox"]["rows"][0]["conversation"];
    let answer = ground.post("/console/frame").header("Cookie", &mara.cookie);
    let answer = answer
        .json(&say(row["id"].as_str().unwrap(), "two"))
        .send()
        .await;
    assert_eq!(answer.json()["accepted"]["number"], 3);
    let news = poll(&snapshot["cursor"]).await.json();
    assert_eq!(said(&news[0]["events"]["events"]), ["two"]);
    let (_widget, missed) = ground.widget(&visitor, &visitor.cursor).await;
    assert_eq!(said(&missed["events"]["events"]), ["two"]);
}

#[tokio::test]
async fn typing_and_seen_pass_to_the_other_side_alone() {
    let ground = Ground::new().await;
    let mut mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    let conversation =
        mara.console.hear_of("events").await["events"][0]["conversation"]["conversation"].clone();

    widget
        .send(&json!({ "typing": { "conversation": visitor.conversation, "active": true } }))
        .await;
    let typing = mara.console.hear_of("typing").await;
    assert_eq!(typing["author"], "visitor");
    mara.console
        .send(&json!({ "typing": { "conversation": conversation, "active": true } }))
        .await;
    assert_eq!(
        widget.hear().await,
        json!({ "typing": { "name": "Mara", "active": true } })
    );
    mara.console
        .send(&json!({ "seen": { "conversation": conversation, "number": 2 } }))
        .await;
    assert_eq!(widget.hear_of("seen").await, 2);
}

#[tokio::test]
async fn a_console_is_told_who_comes() {
    let ground = Ground::new().await;
    let mut mara = ground.operator("Mara").await;
    let tom = ground.operator("Tom").await;
    loop {
        let presence = mara.console.hear_of("presence").await;
        if presence["user"] == json!(tom.user.id) {
            assert_eq!(presence["presence"], "online");
            return;
        }
    }
}

#[tokio::test]
async fn a_new_chat_name_is_used_at_once_by_consoles_that_are_open() {
    let ground = Ground::new().await;
    let mut mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let conversation =
        mara.console.hear_of("events").await["events"][0]["conversation"]["conversation"].clone();
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    let preferences = domain::user::Preferences {
        chat_name: "Harbour help".to_owned(),
        ..mara.user.preferences.clone()
    };
    let saved = ground
        .desk()
        .save_preferences(&mara.user, "Mara", preferences);
    saved.await.unwrap();
    mara.console
        .send(&json!({ "typing": { "conversation": conversation, "active": true } }))
        .await;
    assert_eq!(widget.hear_of("typing").await["name"], "Harbour help");
}

#[tokio::test]
async fn a_console_without_a_socket_can_ask_for_a_row_and_say_that_it_is_used() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let _visitor = ground.visitor("one").await;
    let snapshot = ground.desk().console_snapshot(&mara.user).await.unwrap();
    let id = snapshot.inbox.rows[0].conversation.id;
    let post = |path: &str, frame: Value| {
        ground
            .post(path)
            .header("Cookie", &mara.cookie)
            .json(&frame)
            .send()
    };
    let row = post("/console/frame", json!({ "row": id })).await.json();
    assert_eq!(row["row"]["conversation"]["id"], json!(id));
    let console = uuid::Uuid::new_v4();
    let used = post(&format!("/console/frame?console={console}"), json!("used")).await;
    assert_eq!(used.status, 204);
    let used = post("/console/frame", json!("used")).await;
    assert_eq!(used.refusal(), (400, "malformed".to_owned()));
}
