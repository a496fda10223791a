//! Equal nodes on one database: who is connected where makes no difference.

use crate::client::Request;
use crate::door::Door;
use crate::ground::{Ground, said, say};
use crate::nats::{Nats, new_database};
use serde_json::json;
use server::config::Settings;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};

/// Nodes without NATS look into the journal each second.
const LOOKED: Duration = Duration::from_secs(1);

async fn node(database: &str, nats: Option<&str>) -> Ground {
    let (database, nats) = (database.to_owned(), nats.map(str::to_owned));
    Ground::with(move |settings: &mut Settings| {
        settings.database_url = Some(database);
        settings.nats_url = nats;
    })
    .await
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
    let (Some(database), Some(nats)) = (new_database().await, Nats::start().await) else {
        return;
    };
    let first = node(&database, Some(&nats.url())).await;
    let second = node(&database, Some(&nats.url())).await;
    for node in [&first, &second] {
        until_ready(node, "ready\n").await;
    }
    let mut mara = first.operator("Mara").await;
    let visitor = second.visitor("Is it open?").await;
    let (mut widget, _) = second.widget(&visitor, &visitor.cursor).await;
    let heard = mara.console.hear_of("events").await;
    assert_eq!(said(&heard["events"]), ["Is it open?"]);
    let conversation = heard["events"][0]["conversation"].as_str().unwrap();

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
async fn nodes_that_lose_nats_are_slower_and_miss_nothing() {
    let (Some(database), Some(mut nats)) = (new_database().await, Nats::start().await) else {
        return;
    };
    let first = node(&database, Some(&nats.url())).await;
    let second = node(&database, Some(&nats.url())).await;
    until_ready(&first, "ready\n").await;
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
