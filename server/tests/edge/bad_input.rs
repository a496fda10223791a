//! What is wrong is refused with a fixed word, changes nothing, and disturbs nobody else.

use crate::ground::{Ground, Visitor, said, say, start_frame};
use domain::limit;
use domain::time::DAY_MS;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use uuid::Uuid;

/// Bodies that are no request of any kind.
fn unreadable() -> Vec<(&'static str, Vec<u8>)> {
    let deep = [vec![b'['; 10_000], vec![b']'; 10_000]].concat();
    vec![
        ("nothing", Vec::new()),
        ("no JSON", b"{\"say\"".to_vec()),
        ("broken UTF-8", b"{\"say\":\"\xff\xfe\"}".to_vec()),
        ("deep", deep),
        ("number", b"1".to_vec()),
        ("null", b"null".to_vec()),
        ("unknown event", b"{\"dance\":{}}".to_vec()),
        ("missing field", b"{\"say\":{\"text\":\"a\"}}".to_vec()),
        (
            "wrong type",
            b"{\"say\":{\"conversation\":true,\"client_id\":[],\"text\":0}}".to_vec(),
        ),
        ("hello", b"{\"hello\":{}}".to_vec()),
    ]
}

/// A second visitor who talks all the while.
struct Witness {
    visitor: Visitor,
    widget: crate::socket::Socket,
}

impl Witness {
    async fn new(ground: &Ground) -> Self {
        let visitor = ground.visitor("I am the witness").await;
        let (widget, _) = ground.widget(&visitor, &visitor.cursor).await;
        Self { visitor, widget }
    }

    async fn is_untouched(&mut self) {
        self.widget.send(&self.visitor.say("still here")).await;
        let heard = self.widget.hear_of("events").await;
        assert_eq!(said(&heard["events"]), ["still here"]);
    }
}

#[tokio::test]
async fn an_unreadable_body_is_malformed_and_nothing_is_said_about_it() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let mut witness = Witness::new(&ground).await;
    for (what, body) in unreadable() {
        for path in [
            "/widget/start",
            "/widget/frame",
            "/widget/poll",
            "/widget/older",
            "/widget/rate",
            "/widget/rating",
            "/widget/copy",
            "/widget/transcript",
        ] {
            let request = ground.post(path).bearer(&visitor.token).bytes(body.clone());
            let answer = request.send().await;
            assert_eq!(
                answer.refusal(),
                (400, "malformed".to_owned()),
                "{what} {path}"
            );
            assert_eq!(
                answer.json(),
                json!({ "refused": { "client_id": null, "refusal": "malformed" } })
            );
        }
        for path in ["/console/frame", "/console/poll"] {
            let request = ground.post(path).header("Cookie", &mara.cookie);
            let answer = request.bytes(body.clone()).send().await;
            assert_eq!(
                answer.refusal(),
                (400, "malformed".to_owned()),
                "{what} {path}"
            );
        }
    }
    witness.is_untouched().await;
}

#[tokio::test]
async fn an_unreadable_frame_closes_its_socket_and_no_other() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let mut witness = Witness::new(&ground).await;
    for (what, body) in unreadable() {
        let Ok(text) = String::from_utf8(body) else {
            continue;
        };
        let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
        widget.send_raw(Message::text(text.clone())).await;
        assert_eq!(widget.closed().await, 4400, "widget: {what}");
        let (mut console, _) = ground.console(&mara.cookie, &Value::Null).await;
        console.send_raw(Message::text(text.clone())).await;
        assert_eq!(console.closed().await, 4400, "console: {what}");
        let mut bare = ground.bare_widget().await;
        bare.send_raw(Message::text(text)).await;
        assert_eq!(bare.closed().await, 4400, "instead of hello: {what}");
    }
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    widget.send_raw(Message::binary(b"bytes".to_vec())).await;
    assert_eq!(widget.closed().await, 4400);
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    widget.send(&visitor.hello(&Value::Null)).await;
    assert_eq!(widget.closed().await, 4400, "a second hello");
    witness.is_untouched().await;
}

#[tokio::test]
async fn broken_utf_8_in_a_text_frame_closes_the_socket() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let mut witness = Witness::new(&ground).await;
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    // A masked text frame of two bytes; the mask is zero.
    widget
        .send_bytes(&[0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe])
        .await;
    assert_eq!(widget.closed().await, 4400);
    witness.is_untouched().await;
}

#[tokio::test]
async fn a_mebibyte_is_too_long() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let mut witness = Witness::new(&ground).await;
    let huge = visitor.say(&"x".repeat(1024 * 1024));
    let answer = ground
        .post("/widget/frame")
        .bearer(&visitor.token)
        .json(&huge)
        .send()
        .await;
    assert_eq!(answer.refusal(), (413, "too_long".to_owned()));
    let answer = ground.post("/console/frame").header("Cookie", &mara.cookie);
    assert_eq!(answer.json(&huge).send().await.status, 413);
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    widget.send(&huge).await;
    assert_eq!(widget.closed().await, 4413);
    witness.is_untouched().await;
}

#[tokio::test]
async fn a_message_past_the_limit_is_refused_and_the_socket_goes_on() {
    let ground = Ground::new().await;
    let mut mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    let most = "é".repeat(limit::MESSAGE_CHARACTERS);
    let long = visitor.say(&format!("{most}!"));
    widget.send(&long).await;
    let refused = widget.hear().await;
    assert_eq!(
        refused,
        json!({ "refused": { "client_id": long["say"]["client_id"], "refusal": "too_long" } })
    );
    widget.send(&visitor.say(" \n ")).await;
    assert_eq!(widget.hear_of("refused").await["refusal"], "empty");
    widget.send(&visitor.say(&most)).await;
    assert_eq!(widget.hear_of("accepted").await["number"], 3);

    let heard = mara.console.hear_of("events").await;
    let id = heard["events"][0]["conversation"]["conversation"]
        .as_str()
        .unwrap()
        .to_owned();
    mara.console.send(&say(&id, &format!("{most}!"))).await;
    assert_eq!(mara.console.hear_of("refused").await["refusal"], "too_long");

    let token = ground.token().await;
    let request = ground.post("/widget/start").bearer(&token);
    let answer = request.json(&start_frame(&format!("{most}!"))).send().await;
    assert_eq!(answer.refusal(), (413, "too_long".to_owned()));
}

#[tokio::test]
async fn a_rating_that_is_none_of_the_three_changes_nothing() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    let end = json!({ "conversation": visitor.conversation, "client_id": Uuid::now_v7() });
    widget.send(&json!({ "end": end })).await;
    widget.hear_of("accepted").await;
    let rate = async |face: Value, comment: Value| {
        let body =
            json!({ "conversation": visitor.conversation, "face": face, "comment": comment });
        let request = ground.post("/widget/rate").bearer(&visitor.token);
        request.json(&body).send().await
    };
    for face in [
        json!(6),
        json!(5.5),
        json!(0),
        json!(-1),
        json!("5"),
        json!(true),
        json!([5]),
        Value::Null,
    ] {
        let answer = rate(face.clone(), json!("")).await;
        assert_eq!(answer.refusal(), (400, "malformed".to_owned()), "{face}");
    }
    for comment in [json!(5), Value::Null, json!({})] {
        assert_eq!(rate(json!(5), comment).await.status, 400);
    }
    let long = "é".repeat(limit::COMMENT_CHARACTERS + 1);
    let answer = rate(json!(5), json!(long)).await;
    assert_eq!(answer.refusal(), (413, "too_long".to_owned()));
    let inbox = ground.desk().console_snapshot(&mara.user).await.unwrap();
    let history = &inbox.inbox.rows[0].conversation.history;
    assert_eq!(history.rating, None);
    assert_eq!(rate(json!(5), json!("")).await.status, 200);
}

#[tokio::test]
async fn replayed_and_reordered_ids_change_nothing() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    let (early, late) = (visitor.say("early id"), visitor.say("late id"));
    for frame in [&late, &early, &late, &early] {
        widget.send(frame).await;
        widget.hear_of("accepted").await;
    }
    let mut other_words = late.clone();
    other_words["say"]["text"] = json!("other words under the same id");
    widget.send(&other_words).await;
    assert_eq!(widget.hear_of("accepted").await["number"], 3);
    let (_widget, missed) = ground.widget(&visitor, &visitor.cursor).await;
    assert_eq!(said(&missed["events"]["events"]), ["late id", "early id"]);
}

#[tokio::test]
async fn a_foreign_conversation_looks_like_one_that_does_not_exist() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let ours = ground.visitor("ours").await;
    let theirs = ground.visitor("theirs").await;
    let missing = Visitor {
        conversation: Uuid::new_v4().to_string(),
        ..ours.clone()
    };
    let foreign = Visitor {
        conversation: theirs.conversation.clone(),
        ..ours.clone()
    };
    let mut answers = Vec::new();
    for stranger in [&foreign, &missing] {
        let id = json!(stranger.conversation);
        let mut say = stranger.say("mine now");
        say["say"]["client_id"] = json!(Uuid::nil());
        for (path, body) in [
            ("/widget/frame", say),
            (
                "/widget/frame",
                json!({ "end": { "conversation": id, "client_id": Uuid::nil() } }),
            ),
            (
                "/widget/frame",
                json!({ "typing": { "conversation": id, "active": true } }),
            ),
            (
                "/widget/frame",
                json!({ "seen": { "conversation": id, "number": 1 } }),
            ),
            (
                "/widget/poll",
                json!({ "conversation": id, "cursor": null }),
            ),
            ("/widget/older", json!({ "conversation": id, "before": 9 })),
        ] {
            let request = ground.post(path).bearer(&stranger.token).json(&body);
            let answer = request.send().await;
            assert_eq!(
                answer.refusal(),
                (404, "not_found".to_owned()),
                "{path} {body}"
            );
            answers.push(answer.body);
        }
        let mut socket = ground.bare_widget().await;
        socket.send(&stranger.hello(&Value::Null)).await;
        assert_eq!(socket.closed().await, 4404);
    }
    let (first, second) = answers.split_at(answers.len() / 2);
    assert_eq!(first, second, "the answers tell nothing apart");

    let (mut widget, _) = ground.widget(&ours, &ours.cursor).await;
    widget.send(&theirs.say("over my own socket")).await;
    assert_eq!(widget.hear_of("refused").await["refusal"], "not_found");
    let (_widget, missed) = ground.widget(&theirs, &theirs.cursor).await;
    assert_eq!(missed["events"]["events"], json!([]));
}

#[tokio::test]
async fn without_a_token_of_this_server_nothing_is_done() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let made_up = "A".repeat(75);
    let session = ground
        .cookie("mara@example.org")
        .await
        .replace("session=", "");
    for token in ["", "x", &made_up, &session, &format!("{}A", visitor.token)] {
        for (path, body) in [
            ("/widget/start", start_frame("hello")),
            ("/widget/frame", visitor.say("hello")),
            (
                "/widget/poll",
                json!({ "conversation": visitor.conversation, "cursor": null }),
            ),
            (
                "/widget/older",
                json!({ "conversation": visitor.conversation, "before": 9 }),
            ),
        ] {
            let answer = ground.post(path).bearer(token).json(&body).send().await;
            assert_eq!(
                answer.refusal(),
                (401, "unauthorized".to_owned()),
                "{path} {token}"
            );
            let answer = ground.post(path).json(&body).send().await;
            assert_eq!(answer.status, 401, "{path} without a token");
        }
        let mut socket = ground.bare_widget().await;
        let impostor = Visitor {
            token: token.to_owned(),
            ..visitor.clone()
        };
        socket.send(&impostor.hello(&Value::Null)).await;
        assert_eq!(socket.closed().await, 4401, "{token}");
    }
}

#[tokio::test]
async fn a_token_that_has_expired_lets_nobody_in() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let unused = ground.token().await;
    ground.clock.advance(25 * 60 * 60 * 1_000);
    // Somebody has to be there for a conversation to begin.
    let _console = ground.console(&mara.cookie, &Value::Null).await;
    let request = ground.post("/widget/start").bearer(&unused);
    let answer = request.json(&start_frame("late")).send().await;
    assert_eq!(answer.refusal(), (401, "unauthorized".to_owned()));
    let request = ground.post("/widget/frame").bearer(&visitor.token);
    assert_eq!(
        request
            .json(&visitor.say("used, so kept"))
            .send()
            .await
            .status,
        200
    );

    ground.clock.advance(181 * DAY_MS);
    let request = ground.post("/widget/frame").bearer(&visitor.token);
    let answer = request.json(&visitor.say("too late")).send().await;
    assert_eq!(answer.refusal(), (401, "unauthorized".to_owned()));
    let mut socket = ground.bare_widget().await;
    socket.send(&visitor.hello(&Value::Null)).await;
    assert_eq!(socket.closed().await, 4401);
}

#[tokio::test]
async fn nobody_there_keeps_the_visitor_from_starting_and_stores_nothing() {
    let ground = Ground::new().await;
    let token = ground.token().await;
    let request = ground.post("/widget/start").bearer(&token);
    let answer = request.json(&start_frame("anybody?")).send().await;
    assert_eq!(answer.refusal(), (503, "nobody_available".to_owned()));
    assert_eq!(ground.desk().cursor().await.unwrap().position.0, 0);
}

#[tokio::test]
async fn too_many_frames_are_refused_and_can_be_sent_again() {
    let ground = Ground::with(|settings| {
        settings.frames_burst = Some("5".to_owned());
        settings.frames_per_second = Some("5".to_owned());
    })
    .await;
    let _mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    let frames: Vec<Value> = (0..12)
        .map(|number| visitor.say(&number.to_string()))
        .collect();
    for frame in &frames {
        widget.send(frame).await;
    }
    let refused = widget.hear_of("refused").await;
    assert_eq!(refused["refusal"], "too_many");
    let again = frames
        .iter()
        .find(|frame| frame["say"]["client_id"] == refused["client_id"])
        .unwrap();
    // Another way in has its own allowance: the refusal was of the pace, not of the message.
    let request = ground.post("/widget/frame").bearer(&visitor.token);
    assert_eq!(request.json(again).send().await.status, 200);
}

#[tokio::test]
async fn sockets_of_one_address_are_counted() {
    let ground = Ground::with(|settings| settings.sockets_per_address = Some("2".to_owned())).await;
    let _first = ground.bare_widget().await;
    let second = ground.bare_widget().await;
    let headers = [("origin", "https://shop.example")];
    let third = crate::socket::Socket::open(ground.address(), "/widget/socket", &headers).await;
    assert_eq!(third.err(), Some(429));
    drop(second);
    while crate::socket::Socket::open(ground.address(), "/widget/socket", &headers)
        .await
        .is_err()
    {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn who_says_nothing_is_not_waited_for() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let ground = Ground::new().await;
    let silent = ground.bare_widget().await;
    let mut slow = tokio::net::TcpStream::connect(ground.address())
        .await
        .unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        .await
        .unwrap();
    let mut rest = Vec::new();
    let (code, ended) = tokio::join!(silent.closed(), slow.read_to_end(&mut rest));
    assert_eq!(code, 4408);
    drop(ended);
    let rest = String::from_utf8(rest).unwrap();
    assert!(
        rest.is_empty() || rest.starts_with("HTTP/1.1 408"),
        "{rest}"
    );
}

#[tokio::test]
async fn a_flood_of_pings_closes_its_socket() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    // A masked ping without content; the mask is zero.
    let pings = [0x89, 0x80, 0, 0, 0, 0].repeat(500);
    widget.send_bytes(&pings).await;
    assert_eq!(widget.closed().await, 4429);
}
