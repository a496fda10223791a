//! Reads in the journal whom it calls, apart from the transaction that acknowledges a message: one node does for all, whichever
//! finds first that there is something to read.

use super::valid;
use crate::desk::Desk;
use crate::desk::presence::consoles_of;
use crate::error::Error;
use crate::store::journal::Head;
use crate::store::{Connection, conversations, journal, push_subscriptions, pushes};
use domain::calling::{calls, may_call};
use domain::conversation::Conversation;
use domain::event::{Entry, Event, Happening, Position};
use domain::id::{ConversationId, PushSubscriptionId, UserId};
use domain::message::MessageNumber;
use domain::presence::OpenConsole;
use domain::push::{STALE_MS, Waiting};
use domain::time::Timestamp;
use std::collections::{BTreeMap, HashMap};

/// Entries that are read in one go.
const PAGE: usize = 500;

/// Who is called: which browser, of what, and when no console can have told it.
type Called = BTreeMap<(PushSubscriptionId, ConversationId), (MessageNumber, Timestamp)>;

impl Desk {
    /// Notes for each browser what calls its user, up to where the journal stands.
    pub(super) async fn hear_calls(&self) -> Result<(), Error> {
        while self.hear_page().await? {}
        Ok(())
    }

    /// The next entries; whether there may be more.
    async fn hear_page(&self) -> Result<bool, Error> {
        let now = self.clock.now();
        let mut connection = self.store.read().await?;
        if !push_subscriptions::any(&mut connection).await? {
            return Ok(false);
        }
        let head = journal::head(&mut connection).await?;
        let read = pushes::reader(&mut connection).await?;
        let Some(from) = read.filter(|read| read.epoch == head.epoch) else {
            drop(connection);
            return self.read_calls_from(head).await;
        };
        let entries = journal::after(&mut connection, from.position, PAGE).await?;
        let Some(to) = entries.last().map(Entry::position) else {
            return Ok(false);
        };
        let called = called(&mut connection, &entries, now).await?;
        drop(connection);
        let is_ours = self.note_calls(from, to, called).await?;
        Ok(is_ours && entries.len() == PAGE)
    }

    /// A restored database starts another journal: what happened in it before calls nobody.
    async fn read_calls_from(&self, head: Head) -> Result<bool, Error> {
        self.store
            .write(move |work| {
                Box::pin(async move {
                    pushes::read_from(work.database().await?, head).await?;
                    Ok(false)
                })
            })
            .await
    }

    /// Notes who is called, unless another node was quicker.
    async fn note_calls(&self, from: Head, to: Position, called: Called) -> Result<bool, Error> {
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if !pushes::read_on(database, from, to).await? {
                        return Ok(false);
                    }
                    for (push, (number, due_at)) in called {
                        let before = pushes::get(database, push).await?;
                        let waiting = Waiting::called(before, number, due_at);
                        pushes::put(database, push, waiting).await?;
                    }
                    Ok(true)
                })
            })
            .await
    }
}

/// Whom these entries call.
async fn called(
    connection: &mut Connection,
    entries: &[Entry],
    now: Timestamp,
) -> Result<Called, Error> {
    let events: Vec<&Event> = entries
        .iter()
        .filter_map(Entry::event)
        .filter(|event| may_call(&event.happening) && now.since(event.at) < STALE_MS)
        .collect();
    if events.is_empty() {
        return Ok(Called::new());
    }
    let ids: Vec<ConversationId> = events.iter().map(|event| event.conversation).collect();
    let held = conversations::all_held(connection, &ids).await?;
    let known: HashMap<ConversationId, Conversation> = held
        .into_iter()
        .map(|held| (held.conversation.id, held.conversation))
        .collect();
    let browsers = push_subscriptions::of_valid_sessions(connection, valid(now)).await?;
    let consoles = consoles_of(connection, now).await?;
    let mut called = Called::new();
    for event in events {
        let Some(conversation) = known.get(&event.conversation) else {
            continue;
        };
        let Some(number) = number_of(&event.happening) else {
            continue;
        };
        for (browser, user) in &browsers {
            if calls(&event.happening, conversation, *user).is_some() {
                let due_at = due_at(&consoles, *user, now);
                called.insert((*browser, event.conversation), (number, due_at));
            }
        }
    }
    Ok(called)
}

/// As soon as none of his consoles can be there any more: who has just closed the last one has not been told, and of one whose machine
/// fell asleep it is known later.
fn due_at(consoles: &HashMap<UserId, Vec<OpenConsole>>, user: UserId, now: Timestamp) -> Timestamp {
    let consoles = consoles.get(&user).into_iter().flatten();
    let last = consoles.map(|console| console.alive_until).max();
    last.unwrap_or(now)
}

fn number_of(happening: &Happening) -> Option<MessageNumber> {
    match happening {
        Happening::Said(message) => Some(message.number),
        Happening::Mentioned { number, .. } => Some(*number),
        _ => None,
    }
}
