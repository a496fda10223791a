//! One reader of the journal for all connections of this node.

use super::subscription::{Mailbox, News, Scope, Subscription};
use crate::desk::{Desk, Signal};
use crate::error::Error;
use domain::event::{Entry, Position};
use domain::id::{ChannelId, ConversationId, SessionId};
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Events read from the journal at once.
const READ: usize = 500;
/// How long to wait before the journal is read again after a failure.
const RETRY: Duration = Duration::from_millis(200);
/// How often the journal is read without a word that it has grown: others write too, and of a commit whose answer was lost
/// nobody tells.
const LOOK: Duration = Duration::from_secs(1);

/// Hands events and signals to whoever subscribed; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Hub(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    next_id: AtomicU64,
    subscribers: Mutex<Subscribers>,
}

#[derive(Debug, Default)]
struct Subscribers {
    conversations: HashMap<ConversationId, Vec<(u64, Mailbox)>>,
    channels: HashMap<ChannelId, Vec<(u64, Mailbox)>>,
    consoles: HashMap<u64, Console>,
}

#[derive(Debug)]
struct Console {
    session: SessionId,
    mailbox: Mailbox,
    ended: CancellationToken,
}

impl Hub {
    /// Takes a place; what happens from now on is heard.
    pub fn subscribe(&self, scope: Scope) -> Subscription {
        let id = self.0.next_id.fetch_add(1, Ordering::Relaxed);
        let ended = CancellationToken::new();
        let (subscription, mailbox) = Subscription::new(self.clone(), scope, id, ended.clone());
        let mut subscribers = self.subscribers();
        match scope {
            Scope::Conversation(conversation) => subscribers
                .conversations
                .entry(conversation)
                .or_default()
                .push((id, mailbox)),
            Scope::Channel(channel) => subscribers
                .channels
                .entry(channel)
                .or_default()
                .push((id, mailbox)),
            Scope::Console(session) => {
                let console = Console {
                    session,
                    mailbox,
                    ended,
                };
                subscribers.consoles.insert(id, console);
            }
        }
        drop(subscribers);
        subscription
    }

    /// Reads the journal from where it stands now and passes signals on, until `stop`.
    pub async fn run(self, desk: Desk, stop: CancellationToken) {
        let started = tokio::select! {
            position = position(&desk) => position,
            () = stop.cancelled() => return,
        };
        tokio::select! {
            () = self.follow_journal(&desk, started) => {}
            () = self.follow_signals(&desk) => {}
            () = stop.cancelled() => {}
        }
    }

    /// Passes a signal on to those whom it concerns.
    pub fn signal(&self, signal: Signal) {
        // It is meant for other nodes.
        if matches!(signal, Signal::PeopleMoved | Signal::Visits(_)) {
            return;
        }
        let subscribers = self.subscribers();
        if let Signal::SessionEnded(session) = signal {
            let ended = subscribers.consoles.values();
            ended
                .filter(|console| console.session == session)
                .for_each(|console| console.ended.cancel());
            return;
        }
        let signal = Arc::new(signal);
        if let Some(conversation) = conversation(&signal) {
            for (_, mailbox) in subscribers
                .conversations
                .get(&conversation)
                .into_iter()
                .flatten()
            {
                mailbox.deliver(News::Signal(signal.clone()));
            }
        }
        if matches!(*signal, Signal::Presence(_)) {
            // Whether somebody answers may be another thing now.
            for (_, mailbox) in subscribers.channels.values().flatten() {
                mailbox.deliver(News::Signal(signal.clone()));
            }
        }
        for console in subscribers.consoles.values() {
            console.mailbox.deliver(News::Signal(signal.clone()));
        }
    }

    /// Gives a place up.
    pub(super) fn forget(&self, scope: Scope, id: u64) {
        let mut subscribers = self.subscribers();
        match scope {
            Scope::Console(_) => drop(subscribers.consoles.remove(&id)),
            Scope::Conversation(conversation) => {
                forget(&mut subscribers.conversations, conversation, id);
            }
            Scope::Channel(channel) => forget(&mut subscribers.channels, channel, id),
        }
    }

    async fn follow_journal(&self, desk: &Desk, mut read: Position) {
        let mut journal = desk.journal();
        loop {
            match self.pass_on(desk, read).await {
                Ok(Some(position)) => {
                    read = position;
                    continue;
                }
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(%error, "the journal cannot be read");
                    tokio::time::sleep(RETRY).await;
                    continue;
                }
            }
            // The value is looked at again after the read: a commit in between must not be slept over.
            let newer = journal.wait_for(|position| *position > read);
            if let Ok(Err(_closed)) = timeout(LOOK, newer).await {
                return;
            }
        }
    }

    /// Hands on what stands in the journal after `read`; returns how far it got, if there was anything.
    async fn pass_on(&self, desk: &Desk, read: Position) -> Result<Option<Position>, Error> {
        let entries = desk.entries_after(read, READ).await?;
        let last = entries.last().map(Entry::position);
        let subscribers = self.subscribers();
        for entry in entries {
            deliver(&subscribers, &Arc::new(entry));
        }
        drop(subscribers);
        if let Some(position) = last {
            crate::metrics::journal_position(position);
        }
        Ok(last)
    }

    async fn follow_signals(&self, desk: &Desk) {
        let mut signals = desk.signals();
        loop {
            match signals.recv().await {
                Ok(signal) => self.signal(signal),
                // Signals may be lost; sessions are looked at again each minute.
                Err(RecvError::Lagged(lost)) => tracing::warn!(lost, "signals were lost"),
                Err(RecvError::Closed) => return,
            }
        }
    }

    fn subscribers(&self) -> MutexGuard<'_, Subscribers> {
        self.0
            .subscribers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn forget<K: Copy + Eq + Hash>(places: &mut HashMap<K, Vec<(u64, Mailbox)>>, scope: K, id: u64) {
    let Some(mailboxes) = places.get_mut(&scope) else {
        return;
    };
    mailboxes.retain(|(other, _)| *other != id);
    if mailboxes.is_empty() {
        places.remove(&scope);
    }
}

fn deliver(subscribers: &Subscribers, entry: &Arc<Entry>) {
    let concerned = match entry.as_ref() {
        Entry::Conversation(event) => subscribers.conversations.get(&event.conversation),
        Entry::Channel(event) => subscribers.channels.get(&event.channel),
        // Pages do not wait for another name of who would answer: that one is chosen anew for each.
        Entry::Person(_) => None,
    };
    for (_, mailbox) in concerned.into_iter().flatten() {
        mailbox.deliver(News::Entry(entry.clone()));
    }
    for console in subscribers.consoles.values() {
        console.mailbox.deliver(News::Entry(entry.clone()));
    }
}

fn conversation(signal: &Signal) -> Option<ConversationId> {
    match signal {
        Signal::Typing(typing) => Some(typing.conversation),
        Signal::Seen(seen) => Some(seen.conversation),
        Signal::Presence(_)
        | Signal::PeopleMoved
        | Signal::Changed(_)
        | Signal::Kept(_)
        | Signal::Visits(_)
        | Signal::SessionEnded(_) => None,
    }
}

async fn position(desk: &Desk) -> Position {
    loop {
        match desk.cursor().await {
            Ok(cursor) => return cursor.position,
            Err(error) => tracing::warn!(%error, "the journal cannot be read"),
        }
        tokio::time::sleep(RETRY).await;
    }
}

#[cfg(test)]
mod tests {
    use super::super::subscription::Delivery;
    use super::*;
    use domain::event::{Event, Happening};
    use domain::message::MessageNumber;
    use domain::time::Timestamp;
    use uuid::Uuid;

    const OURS: ConversationId = ConversationId(Uuid::from_u128(1));
    const THEIRS: ConversationId = ConversationId(Uuid::from_u128(2));

    fn entry(position: i64, conversation: ConversationId) -> Arc<Entry> {
        Arc::new(Entry::Conversation(Event {
            position: Position(position),
            conversation,
            at: Timestamp(0),
            happening: Happening::Deleted {
                number: MessageNumber(1),
            },
        }))
    }

    fn publish(hub: &Hub, entry: &Arc<Entry>) {
        deliver(&hub.subscribers(), entry);
    }

    async fn positions(subscription: &mut Subscription) -> Vec<i64> {
        match subscription.next().await {
            Delivery::Behind => Vec::new(),
            Delivery::News(news) => news
                .iter()
                .filter_map(|news| match news {
                    News::Entry(entry) => Some(entry.position().0),
                    News::Signal(_) => None,
                })
                .collect(),
        }
    }

    #[tokio::test]
    async fn a_visitor_hears_his_conversation_alone_and_a_console_hears_all() {
        let hub = Hub::default();
        let mut visitor = hub.subscribe(Scope::Conversation(OURS));
        let mut console = hub.subscribe(Scope::Console(SessionId(Uuid::nil())));
        publish(&hub, &entry(1, THEIRS));
        publish(&hub, &entry(2, OURS));
        assert_eq!(positions(&mut visitor).await, [2]);
        assert_eq!(positions(&mut console).await, [1, 2]);
    }

    #[tokio::test]
    async fn who_does_not_read_falls_behind_and_hears_again_from_there() {
        let hub = Hub::default();
        let mut visitor = hub.subscribe(Scope::Conversation(OURS));
        for position in 1..=100 {
            publish(&hub, &entry(position, OURS));
        }
        assert!(matches!(visitor.next().await, Delivery::Behind));
        publish(&hub, &entry(101, OURS));
        assert_eq!(positions(&mut visitor).await, [101]);
    }

    #[tokio::test]
    async fn the_end_of_a_session_reaches_its_consoles_alone() {
        let hub = Hub::default();
        let (ours, theirs) = (SessionId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)));
        let console = hub.subscribe(Scope::Console(ours));
        let other = hub.subscribe(Scope::Console(theirs));
        hub.signal(Signal::SessionEnded(ours));
        assert!(console.ended().is_cancelled());
        assert!(!other.ended().is_cancelled());
    }

    #[test]
    fn a_place_that_was_given_up_leaves_nothing_behind() {
        let hub = Hub::default();
        drop(hub.subscribe(Scope::Conversation(OURS)));
        drop(hub.subscribe(Scope::Channel(ChannelId(Uuid::nil()))));
        drop(hub.subscribe(Scope::Console(SessionId(Uuid::nil()))));
        let subscribers = hub.subscribers();
        assert!(
            subscribers.conversations.is_empty()
                && subscribers.channels.is_empty()
                && subscribers.consoles.is_empty()
        );
    }
}
