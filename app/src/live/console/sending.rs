//! What was written or asked for and is not acknowledged: kept, and sent one at a time of each conversation.

use super::{Console, Link};
use crate::browser::page;
use crate::live::lists::Lists;
use crate::live::pending;
use domain::event::Cursor;
use domain::id::{ClientId, ConversationId, UserId};
use domain::outbox::{Outbox, Pending};
use domain::turn::Turns;
use domain::wire::console::{FromConsole, Say};
use futures::channel::mpsc::UnboundedSender;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::time::Duration;
use uuid::Uuid;

/// After a passing refusal, a request is sent again.
const SENT_AGAIN_AFTER: Duration = Duration::from_secs(2);

/// What goes to and fro and is shown nowhere.
#[derive(Debug)]
pub(super) struct Mail {
    /// How far the console has read.
    pub(super) cursor: Cursor,
    /// Requests that are not answered, other than messages.
    requests: Vec<FromConsole>,
    turns: Turns,
    /// Conversations of which something was heard and whose rows are not here.
    pub(super) wanted: BTreeSet<ConversationId>,
    /// Where frames go, once there is a connection.
    outgoing: Option<UnboundedSender<FromConsole>>,
    /// Whether the operator signs out right now.
    pub(super) is_leaving: bool,
    /// What was heard of the lists that all consoles share.
    pub(super) lists: Lists,
}

impl Mail {
    /// Nothing was sent yet; the console has read up to `cursor`.
    pub(super) fn new(cursor: Cursor) -> Self {
        Self {
            cursor,
            requests: Vec::new(),
            turns: Turns::default(),
            wanted: BTreeSet::new(),
            outgoing: None,
            is_leaving: false,
            lists: Lists::new(),
        }
    }
}

impl Console {
    /// How far the console has read.
    pub(in crate::live) fn cursor(self) -> Cursor {
        self.mail.with_value(|mail| mail.cursor)
    }

    /// Starts to send through `outgoing`, beginning with what this browser kept.
    pub(in crate::live) fn connect(self, outgoing: UnboundedSender<FromConsole>) {
        self.mail
            .update_value(|mail| mail.outgoing = Some(outgoing));
        let kept = pending::read(self.my_id());
        self.outboxes.set(kept);
    }

    /// There is a connection, a new one: what waited for an answer on another will not get it.
    pub(in crate::live) fn connected(self) {
        self.link.set(Link::Up);
        let mut conversations: BTreeSet<ConversationId> = self
            .outboxes
            .with_untracked(|outboxes| outboxes.keys().copied().collect());
        let mut wanted = BTreeSet::new();
        self.mail.update_value(|mail| {
            mail.turns = Turns::default();
            let requested = mail.requests.iter().filter_map(FromConsole::request);
            conversations.extend(requested.map(|(conversation, _)| conversation));
            wanted.clone_from(&mail.wanted);
        });
        for conversation in conversations {
            self.proceed(conversation);
        }
        for conversation in wanted {
            self.send(FromConsole::Row(conversation));
        }
    }

    /// Sends the next of what is unacknowledged of a conversation, if it is its turn.
    pub(super) fn proceed(self, conversation: ConversationId) {
        let waiting = self.unacknowledged(conversation);
        let ids = waiting.iter().map(|(client_id, _)| *client_id);
        let next = self
            .mail
            .try_update_value(|mail| mail.turns.next(conversation, ids))
            .flatten();
        let frame = waiting
            .iter()
            .find(|(client_id, _)| Some(*client_id) == next);
        if let Some((_, frame)) = frame {
            self.send(frame.clone());
        }
    }

    /// Whether a request other than a message waits for an answer.
    pub(super) fn is_requested(self, client_id: ClientId) -> bool {
        self.mail.with_value(|mail| {
            mail.requests
                .iter()
                .any(|kept| id_of(kept) == Some(client_id))
        })
    }

    /// A request was answered for good: the next one of its conversation goes.
    pub(super) fn answered(self, client_id: ClientId) {
        self.mail
            .update_value(|mail| mail.requests.retain(|kept| id_of(kept) != Some(client_id)));
        self.turn(|turns| turns.answered(client_id));
    }

    /// A request was refused for a while: it goes again soon, before those after it.
    pub(super) fn again(self, client_id: ClientId) {
        set_timeout(
            move || self.turn(|turns| turns.again(client_id)),
            SENT_AGAIN_AFTER,
        );
    }

    fn turn(self, change: impl FnOnce(&mut Turns) -> Option<ConversationId>) {
        let conversation = self.mail.try_update_value(|mail| change(&mut mail.turns));
        if let Some(conversation) = conversation.flatten() {
            self.proceed(conversation);
        }
    }

    /// In the order in which it was written.
    fn unacknowledged(self, conversation: ConversationId) -> Vec<(ClientId, FromConsole)> {
        let mut waiting: Vec<(ClientId, FromConsole)> = self.outboxes.with_untracked(|outboxes| {
            let outbox = outboxes.get(&conversation);
            let says = outbox.into_iter().flat_map(Outbox::to_send);
            says.map(|pending| (pending.client_id, say(conversation, pending)))
                .collect()
        });
        self.mail.with_value(|mail| {
            let requests = mail.requests.iter().filter_map(|frame| {
                let (of, client_id) = frame.request()?;
                (of == conversation).then(|| (client_id, frame.clone()))
            });
            waiting.extend(requests);
        });
        waiting.sort_by_key(|(client_id, _)| *client_id);
        waiting
    }

    /// Goes to the sign-in page and comes back here afterwards, unless the operator is on his way out.
    pub(in crate::live) fn sign_in_again(self) {
        if self.mail.with_value(|mail| mail.is_leaving) {
            return;
        }
        let next = js_sys::encode_uri_component(&page::address());
        page::leave_for(&format!("/sign-in?next={}", String::from(next)));
    }

    /// Sends something at once, if there is a connection.
    pub(crate) fn send(self, frame: FromConsole) {
        self.mail.with_value(|mail| {
            if let Some(outgoing) = &mail.outgoing {
                // The other end is gone only when the page is.
                let _ = outgoing.unbounded_send(frame);
            }
        });
    }

    /// Sends something that is kept until it is answered.
    pub(super) fn request(self, frame: FromConsole) {
        if let Some((conversation, _)) = frame.request() {
            self.mail.update_value(|mail| mail.requests.push(frame));
            self.proceed(conversation);
        }
    }

    /// The message is where everybody sees it.
    pub(super) fn stored(self, conversation: ConversationId, client_id: ClientId) {
        self.unkeep(conversation, client_id);
        self.outboxes.update(|outboxes| {
            if let Some(outbox) = outboxes.get_mut(&conversation) {
                outbox.accepted(client_id);
            }
        });
    }

    /// In which conversation a message waits.
    pub(super) fn conversation_of(self, client_id: ClientId) -> Option<ConversationId> {
        self.outboxes.with_untracked(|outboxes| {
            let mut all = outboxes.iter();
            all.find(|(_, outbox)| {
                outbox
                    .pending
                    .iter()
                    .any(|pending| pending.client_id == client_id)
            })
            .map(|(conversation, _)| *conversation)
        })
    }

    /// Keeps a message in this browser.
    pub(super) fn keep(self, conversation: ConversationId, client_id: ClientId) {
        self.with_pending(conversation, client_id, pending::write);
    }

    /// Keeps it no longer.
    pub(super) fn unkeep(self, conversation: ConversationId, client_id: ClientId) {
        self.with_pending(conversation, client_id, pending::remove);
    }

    fn with_pending(
        self,
        conversation: ConversationId,
        client_id: ClientId,
        act: fn(UserId, ConversationId, &Pending),
    ) {
        let me = self.my_id();
        self.outboxes.with_untracked(|outboxes| {
            let found = outboxes.get(&conversation).and_then(|outbox| {
                outbox
                    .pending
                    .iter()
                    .find(|pending| pending.client_id == client_id)
            });
            if let Some(pending) = found {
                act(me, conversation, pending);
            }
        });
    }
}

fn say(conversation: ConversationId, pending: &Pending) -> FromConsole {
    FromConsole::Say(Say {
        conversation,
        client_id: pending.client_id,
        text: pending.text.clone(),
    })
}

fn id_of(request: &FromConsole) -> Option<ClientId> {
    request.request().map(|(_, client_id)| client_id)
}

/// The id of something that is written now.
pub(super) fn new_client_id() -> ClientId {
    ClientId(Uuid::now_v7())
}
