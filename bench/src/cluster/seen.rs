//! How long after a visitor's message was acknowledged does an operator's console have it?

use super::nats::Nats;
use super::nodes::Nodes;
use super::postgres::Postgres;
use crate::client::console;
use crate::client::socket::Socket;
use crate::failure::Outcome;
use crate::load::population::{self, Connected};
use crate::load::rate::message;
use crate::statistics::percentile;
use domain::event::Entry;
use domain::id::ClientId;
use domain::wire::console::ToConsole;
use domain::wire::visitor::{FromVisitor, ToVisitor};
use std::collections::HashMap;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// Visitors who write.
const VISITORS: u32 = 20;
/// How long the console has, after the last message, to see it.
const SEEN_WITHIN: Duration = Duration::from_secs(10);

/// Times in milliseconds; a message that was seen before its answer was there counts as 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    /// Half of them were seen after this long.
    pub(crate) p50: f64,
    /// 99 of 100 were seen after this long.
    pub(crate) p99: f64,
}

/// Has visitors write at a rate, on all nodes but the first if there are several; the console is on the first.
pub(crate) async fn measure(
    count: usize,
    postgres: &Postgres,
    rate: u32,
    during: Duration,
) -> Outcome<Seen> {
    let nats = Nats::start().await?;
    let mut nodes = Nodes::new(count, postgres, &nats).await?;
    let email = nodes.first().add_operator("Mara")?;
    nodes.start().await?;
    let addresses = nodes.addresses();
    let (first, others) = addresses.split_first().ok_or("there is no node")?;
    let theirs = if others.is_empty() {
        &addresses
    } else {
        others
    };
    let socket = console::open(*first, &email).await?;
    let begun = population::begin(*first, usize::try_from(VISITORS)?).await?;
    let visitors = population::connect(theirs, &begun).await?;

    let (saw, mut seen) = mpsc::unbounded_channel();
    let watching = tokio::spawn(watch(socket, saw));
    let mut writing = JoinSet::new();
    let start = Instant::now();
    for (number, visitor) in (0..VISITORS).zip(visitors) {
        let interval = Duration::from_secs(1) * VISITORS / rate;
        let first = start + interval * number / VISITORS;
        writing.spawn(write(visitor, first, interval, start + during));
    }
    let mut acknowledged = HashMap::new();
    while let Some(written) = writing.join_next().await {
        acknowledged.extend(written??);
    }
    let mut times = Vec::with_capacity(acknowledged.len());
    while times.len() < acknowledged.len() {
        let next = tokio::time::timeout(SEEN_WITHIN, seen.recv()).await?;
        let (client_id, at): (ClientId, Instant) = next.ok_or("the console was closed")?;
        if let Some(answered) = acknowledged.get(&client_id) {
            times.push(at.saturating_duration_since(*answered));
        }
    }
    watching.abort();
    nodes.stop().await?;
    Ok(Seen {
        p50: percentile(&mut times, 0.5),
        p99: percentile(&mut times, 0.99),
    })
}

async fn watch(mut socket: Socket, saw: mpsc::UnboundedSender<(ClientId, Instant)>) -> Outcome<()> {
    loop {
        if let ToConsole::Events(events) = socket.next().await? {
            let now = Instant::now();
            for event in events.events.iter().filter_map(Entry::event) {
                if let Some(message) = event.happening.added() {
                    saw.send((message.client_id, now))?;
                }
            }
        }
    }
}

/// Writes a message each `interval`; when each was acknowledged.
async fn write(
    mut visitor: Connected,
    first: Instant,
    interval: Duration,
    end: Instant,
) -> Outcome<Vec<(ClientId, Instant)>> {
    let mut acknowledged = Vec::new();
    let mut due = first;
    while due < end {
        tokio::time::sleep_until(due.into()).await;
        let say = message(visitor.conversation, acknowledged.len());
        visitor.socket.send(&FromVisitor::Say(say)).await?;
        let client_id = loop {
            match visitor.socket.next().await? {
                ToVisitor::Accepted(accepted) => break accepted.client_id,
                ToVisitor::Refused(refused) => return Err(refused.refusal.sentence().into()),
                _ => {}
            }
        };
        acknowledged.push((client_id, Instant::now()));
        due += interval;
    }
    Ok(acknowledged)
}
