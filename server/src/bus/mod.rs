//! What nodes tell one another: how far the journal has got, and what passes by (architecture 2.7).
//!
//! Only hints: whatever is said here may be lost, late or said twice. Truth is in the database, in which every node looks each
//! second without being told.

mod address;
mod note;

pub use address::Addresses;

use crate::desk::{Desk, Signal};
use crate::live::Hub;
use async_nats::connection::State;
use async_nats::{Client, ConnectOptions, Event, Subject};
use domain::event::Position;
use futures::StreamExt;
use note::Note;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{MissedTickBehavior, timeout};
use tokio_util::sync::CancellationToken;

/// How long to wait between two tries to connect, at most.
const LONGEST_WAIT: Duration = Duration::from_secs(2);
const SHORTEST_WAIT: Duration = Duration::from_millis(50);
/// How long a note may wait to be sent; what is later than that helps nobody.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often other nodes are told who is on the site, while somebody looks.
const VISITS: Duration = Duration::from_secs(1);

/// The way to the other nodes of a database.
#[derive(Clone, Debug)]
pub struct Bus {
    client: Client,
    subject: Subject,
}

impl Bus {
    /// Begins to connect, and goes on trying: a bus that is away makes news slower and nothing wrong. Nodes of one database
    /// hear each other; `epoch` is that of its journal.
    ///
    /// # Errors
    /// What the library refuses without trying.
    pub async fn connect(
        addresses: &Addresses,
        epoch: i64,
    ) -> Result<Self, async_nats::ConnectError> {
        let options = ConnectOptions::new()
            .name("porchlight")
            .no_echo()
            .retry_on_initial_connect()
            .connection_timeout(LONGEST_WAIT)
            .ping_interval(LONGEST_WAIT)
            .reconnect_delay_callback(|tried| {
                let doubled = u32::try_from(tried.min(6)).unwrap_or(6);
                (SHORTEST_WAIT * 2_u32.pow(doubled)).min(LONGEST_WAIT)
            })
            .event_callback(|event| async move { told(&event) });
        Ok(Self {
            client: options.connect(addresses.servers()).await?,
            subject: format!("porchlight.{epoch}").into(),
        })
    }

    /// Tries once whether NATS answers.
    ///
    /// # Errors
    /// Why it does not.
    pub async fn try_once(addresses: &Addresses) -> Result<(), async_nats::ConnectError> {
        let options = ConnectOptions::new().connection_timeout(LONGEST_WAIT);
        options.connect(addresses.servers()).await.map(drop)
    }

    /// Whether the other nodes can be told.
    pub fn is_up(&self) -> bool {
        self.client.connection_state() == State::Connected
    }

    /// Tells the other nodes what happens here, and this node what they tell, until `stop`.
    pub(crate) async fn run(self, desk: Desk, hub: Hub, stop: CancellationToken) {
        let mut notes = match self.client.subscribe(self.subject.clone()).await {
            Ok(notes) => notes,
            Err(error) => {
                tracing::error!(%error, "NATS cannot be listened to");
                return;
            }
        };
        let (mut journal, mut signals) = (desk.journal(), desk.signals());
        // What was heard from another node need not be told again.
        let mut known = *journal.borrow_and_update();
        let mut visits = tokio::time::interval(VISITS);
        visits.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                _ = visits.tick() => if let Some(news) = desk.news_of_visits() {
                    self.tell(&Note::Signal(Signal::Visits(news))).await;
                },
                changed = journal.changed() => {
                    if changed.is_err() {
                        break;
                    }
                    let position = *journal.borrow_and_update();
                    if position > known {
                        known = position;
                        self.tell(&Note::Journal(position)).await;
                    }
                }
                signal = signals.recv() => match signal {
                    Ok(Signal::Presence(_)) => {}
                    Ok(signal) => self.tell(&Note::Signal(signal)).await,
                    Err(RecvError::Lagged(lost)) => tracing::warn!(lost, "signals were not told"),
                    Err(RecvError::Closed) => break,
                },
                note = notes.next() => match note.as_ref().map(|note| Note::read(&note.payload)) {
                    Some(Some(note)) => hear(note, &desk, &hub, &mut known),
                    // A later version may say what this one does not know.
                    Some(None) => {}
                    None => break,
                },
            }
        }
        // What waits is worth a moment, and no more.
        drop(timeout(PATIENCE, self.client.flush()).await);
    }

    async fn tell(&self, note: &Note) {
        // The library would keep it until NATS is back, and wait once it keeps enough.
        if !self.is_up() {
            return;
        }
        let sent = self
            .client
            .publish(self.subject.clone(), note.write().into());
        if !matches!(timeout(PATIENCE, sent).await, Ok(Ok(()))) {
            tracing::debug!("a note was not sent");
        }
    }
}

fn hear(note: Note, desk: &Desk, hub: &Hub, known: &mut Position) {
    match note {
        Note::Journal(position) => {
            *known = position.max(*known);
            desk.journal_is_at(position);
        }
        Note::Signal(Signal::PeopleMoved) => desk.look_who_is_there(),
        Note::Signal(Signal::Visits(note)) => desk.hear_of_visits(note),
        // Told by nobody of this version: it may have come late, and would stay until the next change.
        Note::Signal(Signal::Presence(_)) => {}
        Note::Signal(signal) => hub.signal(signal),
    }
}

fn told(event: &Event) {
    match event {
        Event::Connected => tracing::info!("NATS answers"),
        Event::Disconnected => {
            tracing::warn!("NATS does not answer: news of other nodes come up to a second later");
        }
        other => tracing::debug!(event = %other, "NATS"),
    }
}
