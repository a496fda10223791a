//! A connection's mailbox at the hub: small, and never a reason to wait for anybody else.

use super::hub::Hub;
use crate::desk::Signal;
use domain::event::Entry;
use domain::id::{ChannelId, ConversationId, SessionId};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

/// News that a mailbox holds before its owner has to read from the journal again.
const MAILBOX: usize = 64;
/// News that are handed over at once.
const BATCH: usize = 32;

/// What a subscriber hears.
#[derive(Clone, Debug)]
pub enum News {
    /// An entry of the journal.
    Entry(Arc<Entry>),
    /// Something that passes by.
    Signal(Arc<Signal>),
}

/// What a subscriber wants to hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// One conversation, as its visitor.
    Conversation(ConversationId),
    /// One channel, as a widget that has no conversation.
    Channel(ChannelId),
    /// Everything, as a console of this session.
    Console(SessionId),
}

/// What waits for a subscriber.
#[derive(Debug)]
pub enum Delivery {
    /// In the order in which it happened, without a gap in the events.
    News(Vec<News>),
    /// More happened than the mailbox holds: read from the journal after the last event that was sent on.
    Behind,
}

/// The hub's end of a mailbox.
#[derive(Debug)]
pub(super) struct Mailbox {
    sender: mpsc::Sender<News>,
    behind: Arc<Behind>,
}

/// Whether more happened than a mailbox could take.
#[derive(Debug, Default)]
struct Behind {
    is_marked: AtomicBool,
    marked: Notify,
}

impl Behind {
    fn mark(&self) {
        self.is_marked.store(true, Ordering::SeqCst);
        // The owner may have emptied his mailbox since it was found full, and would wait for news without looking here.
        self.marked.notify_one();
    }
}

impl Mailbox {
    /// Puts news in, or marks the owner as behind; never waits.
    pub(super) fn deliver(&self, news: News) {
        let is_event = matches!(news, News::Entry(_));
        if self.sender.try_send(news).is_err() && is_event {
            self.behind.mark();
        }
    }
}

/// A place at the hub; dropping it gives the place up.
#[derive(Debug)]
pub struct Subscription {
    hub: Hub,
    scope: Scope,
    id: u64,
    receiver: mpsc::Receiver<News>,
    behind: Arc<Behind>,
    ended: CancellationToken,
}

impl Subscription {
    pub(super) fn new(
        hub: Hub,
        scope: Scope,
        id: u64,
        ended: CancellationToken,
    ) -> (Self, Mailbox) {
        let (sender, receiver) = mpsc::channel(MAILBOX);
        let behind = Arc::new(Behind::default());
        let mailbox = Mailbox {
            sender,
            behind: behind.clone(),
        };
        let subscription = Self {
            hub,
            scope,
            id,
            receiver,
            behind,
            ended,
        };
        (subscription, mailbox)
    }

    /// Waits for what comes next. Nothing is lost if the wait is given up.
    pub async fn next(&mut self) -> Delivery {
        loop {
            let mut news = Vec::new();
            tokio::select! {
                received = self.receiver.recv_many(&mut news, BATCH) => if received == 0 {
                    // The hub keeps the other end as long as this exists.
                    std::future::pending::<()>().await;
                },
                () = self.behind.marked.notified() => {}
            }
            // Lowered before the journal is read: what is delivered from here on is either in that read or in the mailbox.
            if self.behind.is_marked.swap(false, Ordering::SeqCst) {
                break;
            }
            if !news.is_empty() {
                return Delivery::News(news);
            }
        }
        while self.receiver.try_recv().is_ok() {}
        Delivery::Behind
    }

    /// Is cancelled when the session of a console ends.
    pub fn ended(&self) -> CancellationToken {
        self.ended.clone()
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.hub.forget(self.scope, self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::time::timeout;

    #[tokio::test]
    async fn who_emptied_the_mailbox_before_he_was_marked_still_learns_that_he_is_behind() {
        let scope = Scope::Conversation(ConversationId(uuid::Uuid::nil()));
        let (mut subscription, mailbox) =
            Subscription::new(Hub::default(), scope, 0, CancellationToken::new());
        mailbox.behind.mark();
        let next = timeout(Duration::from_secs(5), subscription.next()).await;
        assert!(matches!(next, Ok(Delivery::Behind)));
    }
}
