//! Equal nodes on one database: who is connected where makes no difference.

use crate::client::Request;
use crate::door::Door;
use crate::ground::{Ground, said, say};
use crate::nats::{Nats, new_database};
use domain::presence::Presence;
use futures::StreamExt;
use serde_json::json;
use server::clock::Clock;
use server::config::Settings;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};

/// Nodes without NATS look into the journal each second.
const LOOKED: Duration = Duration::from_secs(1);

async fn node(database: &str, nats: Option<&str>) -> Ground {
    Ground::with(on(database, nats)).await
}

fn on(database: &str, nats: Option<&str>) -> impl FnOnce(&mut Settings) + use<> {
    let (database, nats) = (database.to_owned(), nats.map(str::to_owned));
    move |settings| {
        settings.database_url = Some(database);
        settings.nats_url = nats;
    }
}

/// Two nodes that hear each other; `None` where a server is not named.
pub(crate) async fn two_nodes() -> Option<(Nats, Ground, Ground)> {
    let (database, nats) = (new_database().await?, Nats::start().await?);
    let first = node(&database, Some(&nats.url())).await;
    let second = node(&database, Some(&nats.url())).await;
    for node in [&first, &second] {
        until_ready(node, "ready\n").await;
    }
    Some((nats, first, second))
}

async fn ready(ground: &Ground) -> String {
    ground.get("/readyz").send().await.body
}

async fn until_ready(ground: &Ground, expected: &str) {
    let began = Instant::now();
    while ready(ground).await != expected {
        assert!(began.elapsed() < Duration::from_secs(20), "{expected}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

const SHOP: &str = "https://shop.example";
const AWAY: &str =
    "ready, but NATS (nats-url) does not answer: news of other nodes come up to a second later\n";

#[tokio::test]
async fn a_visitor_and_an_operator_talk_through_two_nodes() {
    let Some((_nats, first, second)) = two_nodes().await else {
        return;
    };
    let mut mara = first.operator("Mara").await;
    let visitor = second.visitor("Is it open?").await;
    let (mut widget, _) = second.widget(&visitor, &visitor.cursor).await;
    let heard = mara.console.hear_of("events").await;
    assert_eq!(said(&heard["events"]), ["Is it open?"]);
    let conversation = heard["events"][0]["conversation"]["conversation"]
        .as_str()
        .unwrap();

    mara.console
        .send(&json!({ "typing": { "conversation": conversation, "active": true } }))
        .await;
    assert_eq!(widget.hear_of("typing").await["name"], "Mara");
    mara.console.send(&say(conversation, "Until six.")).await;
    let events = widget.hear_of("events").await;
    assert_eq!(said(&events["events"]), ["Until six."]);
    widget
        .send(&json!({ "seen": { "conversation": visitor.conversation, "number": 3 } }))
        .await;
    assert_eq!(mara.console.hear_of("seen").await["number"], 3);

    let (mut elsewhere, _) = second.console(&mara.cookie, &heard["cursor"]).await;
    widget.send(&visitor.say("Thanks!")).await;
    while !said(&elsewhere.hear_of("events").await["events"]).contains(&"Thanks!".to_owned()) {}
    first
        .post("/sign-out")
        .header("cookie", &mara.cookie)
        .header("origin", &format!("http://{}", first.address()))
        .send()
        .await;
    assert_eq!(elsewhere.closed().await, 4401);
}

#[tokio::test]
async fn both_sides_move_from_node_to_node_in_mid_conversation() {
    let (Some(database), Some(nats)) = (new_database().await, Nats::start().await) else {
        return;
    };
    let mut nodes = Vec::new();
    for _ in 0..3 {
        nodes.push(node(&database, Some(&nats.url())).await);
    }
    let mara = nodes[0].operator("Mara").await;
    let visitor = nodes[1].visitor("asked 0").await;
    let conversation = nodes[0]
        .desk()
        .console_snapshot(&mara.user)
        .await
        .unwrap()
        .inbox
        .rows[0]
        .conversation
        .id
        .to_string();
    let (mut there, mut here) = (visitor.cursor.clone(), visitor.cursor.clone());
    for round in 1..=9 {
        let (mut widget, missed) = nodes[round % 3].widget(&visitor, &there).await;
        let (mut console, _) = nodes[(round + 1) % 3].console(&mara.cookie, &here).await;
        // What was answered while the widget was on its way to another node is the first that it is told.
        let answered = format!("answered {}", round - 1);
        let expected: &[&str] = if round == 1 { &[] } else { &[&answered] };
        assert_eq!(said(&missed["events"]["events"]), expected);

        let asked = format!("asked {round}");
        widget.send(&visitor.say(&asked)).await;
        let mut heard = console.hear_of("events").await;
        while said(&heard["events"]).is_empty() {
            heard = console.hear_of("events").await;
        }
        assert_eq!(said(&heard["events"]), [asked]);
        there = widget.hear_of("events").await["cursor"].clone();
        drop(widget);
        console
            .send(&say(&conversation, &format!("answered {round}")))
            .await;
        here = console.hear_of("events").await["cursor"].clone();
    }
}

#[tokio::test]
async fn nodes_whose_clocks_are_minutes_apart_agree_on_the_time() {
    const MINUTES: i64 = 5 * 60_000;
    let Some(database) = new_database().await else {
        return;
    };
    let fast = Ground::with_clock(Clock::wrong_by(MINUTES), on(&database, None)).await;
    let slow = Ground::with_clock(Clock::wrong_by(-MINUTES), on(&database, None)).await;
    for (here, there) in [(&fast, &slow), (&slow, &fast)] {
        // Somebody who came by one node is there on the other, and a console that is silent for minutes nowhere.
        let name = if here.address() == fast.address() {
            "Fay"
        } else {
            "Sly"
        };
        let operator = here.operator(name).await;
        let people = there.desk().people().await.unwrap();
        let person = people
            .iter()
            .find(|person| person.operator.id == operator.user.id);
        assert_eq!(person.unwrap().presence, Presence::Online);
        let visitor = there.visitor("What time is it?").await;
        let (mut widget, _) = here.widget(&visitor, &visitor.cursor).await;
        widget.send(&visitor.say("And now?")).await;
        let mut lines = Vec::new();
        while lines.len() < 3 {
            let snapshot = there.desk().console_snapshot(&operator.user).await.unwrap();
            let newest = &snapshot.inbox.rows[0].conversation;
            lines = there
                .desk()
                .thread(&operator.user, newest.id)
                .await
                .unwrap()
                .messages;
        }
        let apart = lines[2].at.since(lines[0].at);
        assert!((0..MINUTES / 2).contains(&apart), "{apart} ms");
    }
}

#[tokio::test]
async fn what_nats_delivers_twice_and_late_changes_nothing() {
    let Some((nats, first, second)) = two_nodes().await else {
        return;
    };
    let wire = async_nats::connect(nats.url()).await.unwrap();
    let mut overheard = wire.subscribe("porchlight.>").await.unwrap();
    wire.flush().await.unwrap();
    let mut mara = first.operator("Mara").await;
    let visitor = second.visitor("one").await;
    assert_eq!(
        said(&mara.console.hear_of("events").await["events"]),
        ["one"]
    );
    let (mut widget, _) = second.widget(&visitor, &visitor.cursor).await;
    let typing =
        |active| json!({ "typing": { "conversation": visitor.conversation, "active": active } });
    widget.send(&typing(true)).await;
    assert_eq!(mara.console.hear_of("typing").await["active"], true);

    // Everything so far once more, the last first, and word of somebody's absence that is no longer true.
    let mut notes = Vec::new();
    while notes.last().is_none_or(|note: &async_nats::Message| {
        !note.payload.starts_with(b"{\"signal\":{\"typing\"")
    }) {
        notes.push(overheard.next().await.unwrap());
    }
    assert!(notes.len() >= 3, "{notes:?}");
    let subject = notes[0].subject.clone();
    let gone = json!({ "signal": { "presence": { "user": mara.user.id, "presence": "offline" } } });
    for _ in 0..2 {
        for note in notes.iter().rev() {
            wire.publish(subject.clone(), note.payload.clone())
                .await
                .unwrap();
        }
        wire.publish(subject.clone(), gone.to_string().into())
            .await
            .unwrap();
    }
    wire.flush().await.unwrap();
    widget.send(&visitor.say("two")).await;
    let mut heard = Vec::new();
    while !heard.contains(&"two".to_owned()) {
        let frame = mara.console.hear().await;
        assert!(frame.get("presence").is_none(), "{frame}");
        if let Some(events) = frame.get("events") {
            heard.extend(said(&events["events"]));
        }
    }
    assert_eq!(heard, ["two"]);
    let people = first.desk().people().await.unwrap();
    assert_eq!(people.iter().next().unwrap().presence, Presence::Online);
}

#[tokio::test]
async fn somebody_who_comes_to_one_node_is_told_of_on_the_other() {
    let Some((_nats, first, second)) = two_nodes().await else {
        return;
    };
    let mut mara = first.operator("Mara").await;
    let jonas = second.operator("Jonas").await;
    let mut told = mara.console.hear_of("presence").await;
    while told["user"] != json!(jonas.user.id) {
        told = mara.console.hear_of("presence").await;
    }
    assert_eq!(told["presence"], "online");
}

#[tokio::test]
async fn a_node_that_stops_in_the_middle_of_a_batch_holds_nobody_up_for_long() {
    let Some(database) = new_database().await else {
        return;
    };
    let (door, through_door) = Door::before(&database).await;
    door.open().await;
    let stopped = node(&through_door, None).await;
    let other = node(&database, None).await;
    let mara = other.operator("Mara").await;
    let visitor = stopped.visitor("one").await;
    let colleague = other.visitor("another").await;
    let (mut widget, _) = stopped.widget(&visitor, &visitor.cursor).await;
    let (mut elsewhere, _) = other.widget(&colleague, &colleague.cursor).await;

    door.keep_commit();
    let message = visitor.say("two");
    widget.send(&message).await;
    while !door.has_kept() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    elsewhere.send(&colleague.say("meanwhile")).await;
    elsewhere.hear_of("accepted").await;
    door.go_on();
    // What it believed to be its turn is over: nothing of it is stored, and it says so.
    assert_eq!(widget.hear_of("refused").await["refusal"], "unavailable");
    let texts = async || {
        let snapshot = other.desk().console_snapshot(&mara.user).await.unwrap();
        let rows = snapshot.inbox.rows.into_iter();
        let mut words: Vec<_> = rows
            .filter_map(|row| row.conversation.last_words)
            .map(|words| words.text)
            .collect();
        words.sort();
        words
    };
    assert_eq!(texts().await, ["meanwhile", "one"]);
    loop {
        widget.send(&message).await;
        if widget.hear().await.get("accepted").is_some() {
            break;
        }
    }
    assert_eq!(texts().await, ["meanwhile", "two"]);
}

#[tokio::test]
async fn nodes_that_lose_nats_are_slower_and_miss_nothing() {
    let Some((mut nats, first, second)) = two_nodes().await else {
        return;
    };
    let mut mara = first.operator("Mara").await;
    let visitor = second.visitor("one").await;
    assert_eq!(
        said(&mara.console.hear_of("events").await["events"]),
        ["one"]
    );

    nats.stop();
    for node in [&first, &second] {
        until_ready(node, AWAY).await;
    }
    let (mut widget, _) = second.widget(&visitor, &visitor.cursor).await;
    widget.send(&visitor.say("two")).await;
    widget.hear_of("accepted").await;
    let accepted = Instant::now();
    assert_eq!(
        said(&mara.console.hear_of("events").await["events"]),
        ["two"]
    );
    assert!(accepted.elapsed() < 5 * LOOKED, "{:?}", accepted.elapsed());

    nats.resume().await;
    for node in [&first, &second] {
        until_ready(node, "ready\n").await;
    }
    widget.send(&visitor.say("three")).await;
    assert_eq!(
        said(&mara.console.hear_of("events").await["events"]),
        ["three"]
    );
    // Passing signals travel again, and only through NATS.
    widget
        .send(&json!({ "typing": { "conversation": visitor.conversation, "active": true } }))
        .await;
    assert_eq!(mara.console.hear_of("typing").await["active"], true);
}

#[tokio::test]
async fn a_node_starts_without_nats() {
    let Some(database) = new_database().await else {
        return;
    };
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = nobody.local_addr().unwrap();
    drop(nobody);
    let node = node(&database, Some(&format!("nats://{address}"))).await;
    assert_eq!(ready(&node).await, AWAY);
    let mut mara = node.operator("Mara").await;
    node.visitor("Hello").await;
    assert_eq!(
        said(&mara.console.hear_of("events").await["events"]),
        ["Hello"]
    );
}

#[tokio::test]
async fn a_node_waits_for_its_database_and_says_so() {
    let Some(database) = new_database().await else {
        return;
    };
    let (door, through_door) = Door::before(&database).await;
    let probe = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = probe.local_addr().unwrap();
    drop(probe);
    let starting = tokio::spawn(Ground::with(move |settings: &mut Settings| {
        settings.address = Some(address.to_string());
        settings.database_url = Some(through_door);
    }));

    while TcpStream::connect(address).await.is_err() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let answer = Request::new(address, "GET", "/readyz").send().await;
    assert_eq!(answer.status, 503);
    assert_eq!(
        answer.body,
        "starting: the database (database-url) does not answer yet\n"
    );
    let preflight = Request::new(address, "OPTIONS", "/widget/poll").header("origin", SHOP);
    let preflight = preflight.send().await;
    assert_eq!(preflight.status, 204);
    assert_eq!(preflight.header("access-control-allow-origin"), Some(SHOP));
    let alive = Request::new(address, "GET", "/healthz").send().await;
    assert_eq!(alive.status, 200);

    door.open().await;
    let ground = starting.await.unwrap();
    assert_eq!(ready(&ground).await, "ready\n");
}

#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_told_and_settled_by_sending_again() {
    let Some(database) = new_database().await else {
        return;
    };
    let (door, through_door) = Door::before(&database).await;
    door.open().await;
    let node = node(&through_door, None).await;
    let mut mara = node.operator("Mara").await;
    let visitor = node.visitor("one").await;
    assert_eq!(
        said(&mara.console.hear_of("events").await["events"]),
        ["one"]
    );
    let (mut widget, _) = node.widget(&visitor, &visitor.cursor).await;

    door.lose_answer_to_commit();
    let message = visitor.say("two");
    widget.send(&message).await;
    let refused = widget.hear_of("refused").await;
    assert_eq!(refused["refusal"], "unavailable");
    assert!(door.has_lost());
    // It is stored all the same, and nobody has to write something else for others to hear of it.
    assert_eq!(
        said(&mara.console.hear_of("events").await["events"]),
        ["two"]
    );

    widget.send(&message).await;
    let accepted = widget.hear_of("accepted").await;
    assert_eq!(accepted["client_id"], message["say"]["client_id"]);
    widget.send(&visitor.say("three")).await;
    assert_eq!(
        said(&mara.console.hear_of("events").await["events"]),
        ["three"]
    );
}
