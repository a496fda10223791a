//! The console in a browser while visitors write: somebody types beside it, and it is left open for long.

use crate::browsers;
use crate::client::console;
use crate::client::start::first_words;
use crate::failure::{Failure, Outcome};
use crate::load::population::{self, Connected};
use crate::load::rate::{Plan, message, of_server};
use crate::report::{Figure, Report, note};
use crate::server_process::Porchlight;
use crate::time::new_client_id;
use domain::wire::visitor::{End, FromVisitor, ToVisitor};
use serde::Deserialize;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::task::JoinSet;

/// A frame may keep the browser busy for so long.
const FRAME_BAR_MS: f64 = 16.0;
/// Memory at the end, as a multiple of what it was after a tenth of the events.
const GROWTH_BAR: f64 = 1.5;

/// Conversations that go on while somebody types.
const OPEN: u32 = 50;
/// Messages a second that arrive in them.
const RATE: u32 = 20;
/// Longer than the script types.
const TRAFFIC: Duration = Duration::from_secs(90);

/// Visitors who come, write and go where a console is left open.
const VISITORS: usize = 40;
/// What each says before he goes.
const MESSAGES: usize = 18;
/// Between two messages of a visitor: few enough in all that the browser keeps up, as with people.
const PAUSE: Duration = Duration::from_millis(80);

/// What was seen while somebody typed.
#[derive(Deserialize)]
struct Typed {
    /// Tasks of more than 50 ms.
    long_tasks: f64,
    /// The longest task of the page's main thread, in milliseconds.
    longest_task: f64,
    /// The time between two frames that 99 of 100 do not exceed, in milliseconds.
    frame: f64,
    /// The same on a page on which nothing happens.
    idle_frame: f64,
    /// Events that arrived meanwhile.
    events: f64,
}

/// What a console that is left open needs, in bytes.
#[derive(Deserialize)]
struct Held {
    /// After a tenth of the events.
    early: f64,
    /// After all of them.
    late: f64,
    /// Elements of the page then.
    elements: f64,
    /// How often so much had happened at once that the page was told everything anew.
    snapshots: f64,
}

/// Keys are typed while messages arrive.
pub(super) async fn typing(report: &mut Report) -> Outcome<()> {
    note("somebody types while others write");
    let folder = tempfile::tempdir()?;
    let mut server = Porchlight::new(folder.path())?;
    let email = server.add_operator("Mara")?;
    server.start().await?;
    let address = server.address();
    let present = tokio::spawn(console::open(address, &email).await?.drain());
    let begun = population::begin(address, usize::try_from(OPEN)?).await?;
    let visitors = population::connect(&[address], &begun).await?;
    let plan = Plan {
        rate: RATE,
        during: TRAFFIC,
        senders: OPEN,
    };
    let traffic = tokio::spawn(of_server(visitors, plan));
    let typed: Typed = browsers::measure("typing.mjs", (&server, email.as_str()), &[]).await?;
    if traffic.is_finished() {
        return Err("the visitors fell silent before the script was done".into());
    }
    traffic.abort();
    present.abort();
    server.stop().await?;
    let name = |what: &str| format!("{what}, while typing");
    report.add(Figure::at_most(
        name("long tasks"),
        typed.long_tasks,
        "tasks",
        0.0,
    ));
    report.add(Figure::at_most(
        name("longest task"),
        typed.longest_task,
        "ms",
        FRAME_BAR_MS,
    ));
    report.add(
        Figure::reported(name("time between frames, p99"), typed.frame, "ms")
            .beside(typed.idle_frame),
    );
    report.add(Figure::reported(
        name("events that arrived"),
        typed.events,
        "events",
    ));
    Ok(())
}

/// A console is left open while conversations come and go.
pub(super) async fn left_open(report: &mut Report, events: u32) -> Outcome<()> {
    note(&format!("a console is left open for {events} events"));
    let folder = tempfile::tempdir()?;
    let mut server = Porchlight::new(folder.path())?;
    let email = server.add_operator("Mara")?;
    server.start().await?;
    // Nobody can begin a conversation before somebody is there.
    let present = tokio::spawn(console::open(server.address(), &email).await?.drain());
    let mut traffic = JoinSet::new();
    for _ in 0..VISITORS {
        traffic.spawn(come_and_go(server.address()));
    }
    let told = [("EVENTS", events.to_string())];
    let held: Held = tokio::select! {
        held = browsers::measure("left-open.mjs", (&server, email.as_str()), &told) => held?,
        Some(ended) = traffic.join_next() => return Err(ended?),
    };
    traffic.shutdown().await;
    present.abort();
    server.stop().await?;
    let name = format!("memory after {events} events");
    let bar = held.early / 1_000_000.0;
    report.add(Figure::at_most(name, held.late / 1_000_000.0, "MB", bar * GROWTH_BAR).beside(bar));
    report.add(Figure::reported(
        "elements of the page then",
        held.elements,
        "elements",
    ));
    report.add(Figure::reported(
        "snapshots that the page needed",
        held.snapshots,
        "snapshots",
    ));
    Ok(())
}

/// One visitor after the other, until something goes wrong.
async fn come_and_go(address: SocketAddr) -> Failure {
    loop {
        if let Err(failure) = visit(address).await {
            return failure;
        }
    }
}

async fn visit(address: SocketAddr) -> Outcome<()> {
    let words = || first_words(new_client_id(), "Hello, is the large grinder in stock?");
    for begun in population::begin_some(address, 1, words).await? {
        let mut visitor = population::connect_one(address, begun).await?;
        for count in 0..MESSAGES {
            tokio::time::sleep(PAUSE).await;
            let say = message(visitor.conversation, count);
            ask(&mut visitor, FromVisitor::Say(say)).await?;
        }
        let end = End {
            conversation: visitor.conversation,
            client_id: new_client_id(),
        };
        ask(&mut visitor, FromVisitor::End(end)).await?;
    }
    Ok(())
}

async fn ask(visitor: &mut Connected, frame: FromVisitor) -> Outcome<()> {
    visitor.socket.send(&frame).await?;
    loop {
        match visitor.socket.next().await? {
            ToVisitor::Accepted(_) => return Ok(()),
            ToVisitor::Refused(refused) => return Err(refused.refusal.sentence().into()),
            _ => {}
        }
    }
}
