//! Messages at a fixed rate: after how long is each acknowledged?
//!
//! A message counts from the moment at which it was due, not from when it could be sent: a server that stalls cannot
//! hide it.

use super::population::Connected;
use crate::baseline_writer::{BareWriter, Row};
use crate::failure::Outcome;
use crate::time::new_client_id;
use domain::id::PublicConversationId;
use domain::wire::visitor::{FromVisitor, Say, ToVisitor};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout_at};
use uuid::Uuid;

/// How long answers may take after the last message, before they count as missing.
const ANSWERED_WITHIN: Duration = Duration::from_secs(20);

/// How much is sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// Messages a second in all.
    pub(crate) rate: u32,
    /// For how long.
    pub(crate) during: Duration,
    /// By how many senders, in turn.
    pub(crate) senders: u32,
}

impl Plan {
    /// When a sender's messages are due.
    fn schedule(self, sender: u32, began: Instant) -> impl Iterator<Item = Instant> + Send {
        let interval = Duration::from_secs(1) * self.senders / self.rate;
        let first = began + interval * sender / self.senders;
        let end = began + self.during;
        (0..)
            .map(move |count| first + interval * count)
            .take_while(move |due| *due < end)
    }
}

/// How long the bare writer took for each message.
pub(crate) async fn of_bare_writer(writer: &BareWriter, plan: Plan) -> Outcome<Vec<Duration>> {
    let times = Arc::new(Mutex::new(Vec::new()));
    let mut senders = JoinSet::new();
    let began = Instant::now();
    for sender in 0..plan.senders {
        let writer = writer.clone();
        let times = Arc::clone(&times);
        senders.spawn(async move {
            let conversation = Uuid::new_v4();
            let mut inserts = JoinSet::new();
            for (number, due) in (1..).zip(plan.schedule(sender, began)) {
                sleep_until(due).await;
                let row = Row {
                    conversation,
                    number,
                    text: words(number),
                };
                let writer = writer.clone();
                let times = Arc::clone(&times);
                inserts.spawn(async move {
                    writer.insert(row).await?;
                    times
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(due.elapsed());
                    Outcome::Ok(())
                });
            }
            while let Some(insert) = inserts.join_next().await {
                insert??;
            }
            Outcome::Ok(())
        });
    }
    while let Some(sender) = senders.join_next().await {
        sender??;
    }
    let mut times = times.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(std::mem::take(&mut *times))
}

/// How long the server took for each message; and the senders, for further use.
pub(crate) async fn of_server(
    visitors: Vec<Connected>,
    plan: Plan,
) -> Outcome<(Vec<Duration>, Vec<Connected>)> {
    saying(visitors, plan, message).await
}

/// The same, by what a visitor says in his conversation after so many messages.
pub(crate) async fn saying(
    visitors: Vec<Connected>,
    plan: Plan,
    say: impl Fn(PublicConversationId, usize) -> Say + Clone + Send + 'static,
) -> Outcome<(Vec<Duration>, Vec<Connected>)> {
    let mut senders = JoinSet::new();
    let began = Instant::now();
    for (sender, visitor) in (0..plan.senders).zip(visitors) {
        senders.spawn(send_at_rate(visitor, (plan, sender, began), say.clone()));
    }
    let mut times = Vec::new();
    let mut visitors = Vec::new();
    while let Some(sender) = senders.join_next().await {
        let (own, visitor) = sender??;
        times.extend(own);
        visitors.push(visitor);
    }
    Ok((times, visitors))
}

async fn send_at_rate(
    mut visitor: Connected,
    (plan, sender, began): (Plan, u32, Instant),
    say: impl Fn(PublicConversationId, usize) -> Say,
) -> Outcome<(Vec<Duration>, Connected)> {
    let mut schedule = plan.schedule(sender, began);
    let mut next = schedule.next();
    let mut waiting = VecDeque::new();
    let mut times = Vec::new();
    let give_up_at = began + plan.during + ANSWERED_WITHIN;
    while next.is_some() || !waiting.is_empty() {
        let due = next.unwrap_or(give_up_at);
        tokio::select! {
            frame = timeout_at(give_up_at, visitor.socket.next()) => match frame?? {
                ToVisitor::Accepted(accepted) => {
                    let (client_id, due): (_, Instant) = waiting.pop_front().ok_or("accepted what was not sent")?;
                    if client_id != accepted.client_id {
                        return Err("answers do not come in the order of the messages".into());
                    }
                    times.push(due.elapsed());
                }
                ToVisitor::Refused(refused) => return Err(refused.refusal.sentence().into()),
                _ => {}
            },
            () = sleep_until(due), if next.is_some() => {
                let say = say(visitor.conversation, times.len() + waiting.len());
                waiting.push_back((say.client_id, due));
                visitor.socket.send(&FromVisitor::Say(say)).await?;
                next = schedule.next();
            }
        }
    }
    Ok((times, visitor))
}

/// A message of ordinary length.
pub(crate) fn message(conversation: PublicConversationId, count: usize) -> Say {
    Say {
        conversation,
        client_id: new_client_id(),
        text: words(count),
        choice: None,
    }
}

/// Words of ordinary length.
pub(crate) fn words(count: impl std::fmt::Display) -> String {
    format!("I ask for the {count}. time: is the large grinder with steel burrs in stock again?")
}
