//! The highest rate: everybody sends his next message as soon as the one before is acknowledged.

use super::population::Connected;
use super::rate::{message, words};
use crate::baseline_writer::{BareWriter, Row};
use crate::failure::Outcome;
use domain::wire::visitor::{FromVisitor, ToVisitor};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::Instant;
use uuid::Uuid;

/// How many send at the same time; the best of them counts.
const PARALLEL: [usize; 3] = [128, 256, 512];

/// Messages a second of the bare writer.
pub(crate) async fn of_bare_writer(writer: &BareWriter, during: Duration) -> Outcome<f64> {
    let mut best = 0.0_f64;
    for parallel in PARALLEL {
        let mut senders = JoinSet::new();
        let end = Instant::now() + during;
        for _ in 0..parallel {
            senders.spawn(insert_until(writer.clone(), end));
        }
        let mut written = 0;
        while let Some(sender) = senders.join_next().await {
            written += sender??;
        }
        best = best.max(each_second(written, during));
    }
    Ok(best)
}

async fn insert_until(writer: BareWriter, end: Instant) -> Outcome<u32> {
    let conversation = Uuid::new_v4();
    let mut number = 0;
    while Instant::now() < end {
        let row = Row {
            conversation,
            number: number + 1,
            text: words(number),
        };
        writer.insert(row).await?;
        number += 1;
    }
    Ok(number)
}

/// Messages a second of the server.
pub(crate) async fn of_server(mut visitors: Vec<Connected>, during: Duration) -> Outcome<f64> {
    let mut best = 0.0_f64;
    for parallel in PARALLEL {
        let (rate, them) = with(visitors, parallel, during).await?;
        visitors = them;
        best = best.max(rate);
    }
    Ok(best)
}

/// Messages a second when so many of the visitors send; and all visitors, for further use.
pub(crate) async fn with(
    mut visitors: Vec<Connected>,
    parallel: usize,
    during: Duration,
) -> Outcome<(f64, Vec<Connected>)> {
    let mut senders = JoinSet::new();
    let end = Instant::now() + during;
    for visitor in visitors.drain(..parallel.min(visitors.len())) {
        senders.spawn(say_until(visitor, end));
    }
    let mut acknowledged = 0;
    while let Some(sender) = senders.join_next().await {
        let (own, visitor) = sender??;
        acknowledged += own;
        visitors.push(visitor);
    }
    Ok((each_second(acknowledged, during), visitors))
}

async fn say_until(mut visitor: Connected, end: Instant) -> Outcome<(u32, Connected)> {
    let mut acknowledged = 0;
    while Instant::now() < end {
        let say = message(visitor.conversation, usize::try_from(acknowledged)?);
        visitor.socket.send(&FromVisitor::Say(say)).await?;
        loop {
            match visitor.socket.next().await? {
                ToVisitor::Accepted(_) => break,
                ToVisitor::Refused(refused) => return Err(refused.refusal.sentence().into()),
                _ => {}
            }
        }
        acknowledged += 1;
    }
    Ok((acknowledged, visitor))
}

fn each_second(messages: u32, during: Duration) -> f64 {
    f64::from(messages) / during.as_secs_f64()
}
