//! Everything one console holds, and what may be done with it.

use super::attention::Attention;
use super::pending;
use super::thread::Thread;
use super::typing::Typists;
use crate::api::Failure;
use crate::browser::{locale, page};
use crate::page::{ChannelName, Opened, Start};
use crate::text::{Texts, fill, use_texts};
use crate::ui::Toasts;
use domain::event::{Cursor, Event, Happening};
use domain::id::{ChannelId, ClientId, ConversationId, SessionId, UserId};
use domain::inbox::{Applied, Inbox, InboxRow};
use domain::message::{Author, MessageNumber};
use domain::outbox::Outbox;
use domain::presence::Presence;
use domain::time::Timestamp;
use domain::user::User;
use domain::wire::console::{
    Delete, Edit, FromConsole, Person, Request, Say, Seen, Snapshot, SomebodySaw, ToConsole,
};
use domain::wire::{Accepted, Refused};
use futures::channel::mpsc::UnboundedSender;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How the console and its server are connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// Not yet, and the page is fresh.
    Opening,
    /// Everything that happens arrives.
    Up,
    /// For a while nothing has arrived.
    Down,
    /// The server does not understand this page any more.
    Outdated,
}

/// Everything one console holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Console {
    /// Who is signed in.
    pub(crate) me: RwSignal<User>,
    /// In which session.
    pub(crate) session: SessionId,
    /// The conversations.
    pub(crate) inbox: RwSignal<Inbox>,
    /// Where the inbox ends; a row fetched alone may lie beyond.
    pub(crate) boundary: RwSignal<Option<(Timestamp, ConversationId)>>,
    /// Everybody who can sign in.
    pub(crate) people: RwSignal<Vec<Person>>,
    /// Who types.
    pub(crate) typists: RwSignal<Typists>,
    /// What was written and is not acknowledged.
    pub(crate) outboxes: RwSignal<BTreeMap<ConversationId, Outbox>>,
    /// How it is connected.
    pub(crate) link: RwSignal<Link>,
    channels: StoredValue<Vec<ChannelName>>,
    threads: RwSignal<BTreeMap<ConversationId, ArcRwSignal<Thread>>>,
    mail: StoredValue<Mail>,
    attention: Attention,
    toasts: Toasts,
    texts: &'static Texts,
}

/// What goes to and fro and is shown nowhere.
#[derive(Debug)]
struct Mail {
    /// How far the console has read.
    cursor: Cursor,
    /// Requests without words that are not acknowledged.
    requests: Vec<(ClientId, FromConsole)>,
    /// Conversations of which something was heard and whose rows are not here.
    wanted: BTreeSet<ConversationId>,
    /// Where frames go, once there is a connection.
    outgoing: Option<UnboundedSender<FromConsole>>,
    /// Whether the operator signs out right now.
    is_leaving: bool,
}

impl Console {
    /// Makes the page a console.
    pub(crate) fn provide(start: Start) -> Self {
        let opened = start.opened;
        let mut inbox = start.snapshot.inbox;
        let boundary = boundary(&inbox);
        let mut threads = BTreeMap::new();
        if let Some(Opened {
            conversation,
            found,
        }) = opened
        {
            let chat = found.map(|(chat, row)| {
                inbox.insert(row);
                chat
            });
            threads.insert(conversation, ArcRwSignal::new(Thread::new(chat)));
        }
        let console = Self {
            me: RwSignal::new(start.user),
            session: start.session,
            inbox: RwSignal::new(inbox),
            boundary: RwSignal::new(boundary),
            people: RwSignal::new(start.snapshot.people),
            typists: RwSignal::default(),
            outboxes: RwSignal::default(),
            link: RwSignal::new(Link::Opening),
            channels: StoredValue::new(start.channels),
            threads: RwSignal::new(threads),
            mail: StoredValue::new(Mail {
                cursor: start.snapshot.cursor,
                requests: Vec::new(),
                wanted: BTreeSet::new(),
                outgoing: None,
                is_leaving: false,
            }),
            attention: Attention::new(),
            toasts: Toasts::of_page(),
            texts: use_texts(),
        };
        provide_context(console);
        console
    }

    /// The page's console.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// The id of who is signed in.
    pub(crate) fn my_id(self) -> UserId {
        // It never changes while the page lives.
        self.me.with_untracked(|me| me.id)
    }

    /// Whether who is signed in counts as there.
    pub(crate) fn my_presence(self) -> Presence {
        let me = self.my_id();
        self.people.with(|people| {
            people
                .iter()
                .find(|person| person.operator.id == me)
                .map_or(Presence::Offline, |person| person.presence)
        })
    }

    /// All channels.
    pub(crate) fn channels(self) -> Vec<ChannelName> {
        self.channels.get_value()
    }

    /// The name of a channel.
    pub(crate) fn channel_name(self, channel: ChannelId) -> Option<String> {
        self.channels.with_value(|channels| {
            let found = channels.iter().find(|known| known.id == channel);
            found.map(|channel| channel.name.clone())
        })
    }

    /// The name by which colleagues know an operator.
    pub(crate) fn colleague(self, user: UserId) -> Option<String> {
        self.people.with(|people| {
            let found = people.iter().find(|person| person.operator.id == user);
            found.map(|person| person.operator.name.clone())
        })
    }

    /// The row of a conversation.
    pub(crate) fn row(self, conversation: ConversationId) -> Option<InboxRow> {
        self.inbox.with(|inbox| inbox.row(conversation).cloned())
    }

    /// The messages of a conversation, once it has been opened.
    pub(crate) fn thread(self, conversation: ConversationId) -> Option<ArcRwSignal<Thread>> {
        self.threads
            .with(|threads| threads.get(&conversation).cloned())
    }

    /// The same, without hearing of later changes.
    pub(crate) fn thread_untracked(
        self,
        conversation: ConversationId,
    ) -> Option<ArcRwSignal<Thread>> {
        self.threads
            .with_untracked(|threads| threads.get(&conversation).cloned())
    }

    /// Tells the person something passing.
    pub(crate) fn tell(self, text: impl Into<String>) {
        self.toasts.show(text);
    }
}

/// What the operator does.
impl Console {
    /// Says something: kept until it is acknowledged. `false` if too much waits already.
    #[must_use]
    pub(crate) fn say(self, conversation: ConversationId, text: String) -> bool {
        let client_id = new_client_id();
        let is_written = self
            .outboxes
            .try_update(|outboxes| {
                let outbox = outboxes.entry(conversation).or_default();
                outbox.write(client_id, text.clone(), locale::now())
            })
            .unwrap_or(false);
        if is_written {
            self.keep(conversation, client_id);
            self.send(FromConsole::Say(Say {
                conversation,
                client_id,
                text,
            }));
        }
        is_written
    }

    /// Tries a refused message once more.
    pub(crate) fn retry(self, conversation: ConversationId, client_id: ClientId) {
        if let Some(text) = self.take_back(conversation, client_id)
            && !self.say(conversation, text)
        {
            self.tell(self.texts.outbox_full);
        }
    }

    /// Takes a message back that is not acknowledged; its words.
    pub(crate) fn take_back(
        self,
        conversation: ConversationId,
        client_id: ClientId,
    ) -> Option<String> {
        self.unkeep(conversation, client_id);
        self.outboxes
            .try_update(|outboxes| outboxes.get_mut(&conversation)?.take_back(client_id))?
    }

    /// Puts other words in the place of a message's.
    pub(crate) fn edit(self, conversation: ConversationId, number: MessageNumber, text: String) {
        let client_id = new_client_id();
        self.request(
            client_id,
            FromConsole::Edit(Edit {
                conversation,
                client_id,
                number,
                text,
            }),
        );
    }

    /// Takes a message's words away.
    pub(crate) fn delete(self, conversation: ConversationId, number: MessageNumber) {
        let client_id = new_client_id();
        self.request(
            client_id,
            FromConsole::Delete(Delete {
                conversation,
                client_id,
                number,
            }),
        );
    }

    /// The operator signs out: that the session ends is no news to him.
    pub(crate) fn leave(self) {
        self.mail.update_value(|mail| mail.is_leaving = true);
    }

    /// Ends a conversation.
    pub(crate) fn end(self, conversation: ConversationId) {
        let client_id = new_client_id();
        self.request(
            client_id,
            FromConsole::End(Request {
                conversation,
                client_id,
            }),
        );
    }

    /// The operator has seen up to a message.
    pub(crate) fn see(self, conversation: ConversationId, number: MessageNumber) {
        let is_news = self.inbox.with_untracked(|inbox| {
            inbox
                .row(conversation)
                .is_some_and(|row| row.unread.iter().any(|unread| *unread <= number))
        });
        if is_news && self.link.get_untracked() == Link::Up {
            let reader = Author::Operator(self.me.with_untracked(User::as_operator));
            self.inbox
                .update(|inbox| inbox.see(conversation, &reader, number));
            self.send(FromConsole::Seen(Seen {
                conversation,
                number,
            }));
        }
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

    fn request(self, client_id: ClientId, frame: FromConsole) {
        self.mail
            .update_value(|mail| mail.requests.push((client_id, frame.clone())));
        self.send(frame);
    }

    /// Opens a conversation in this tab; asks for its messages if they are not here.
    pub(crate) fn open(self, conversation: ConversationId) {
        let thread = self.thread_or_new(conversation);
        let is_needed = thread.with_untracked(|thread| {
            thread.chat.is_none() && !thread.is_asked() && thread.failure.is_none()
        });
        if is_needed {
            self.fetch(conversation, thread);
        }
    }

    /// Asks for the messages of a conversation, once more if need be.
    pub(crate) fn reopen(self, conversation: ConversationId) {
        self.fetch(conversation, self.thread_or_new(conversation));
    }

    fn thread_or_new(self, conversation: ConversationId) -> ArcRwSignal<Thread> {
        self.thread_untracked(conversation).unwrap_or_else(|| {
            let thread = ArcRwSignal::new(Thread::default());
            self.threads.update(|threads| {
                threads.insert(conversation, thread.clone());
            });
            thread
        })
    }

    fn fetch(self, conversation: ConversationId, thread: ArcRwSignal<Thread>) {
        thread.update(Thread::ask);
        leptos::task::spawn_local(async move {
            let found = crate::conversation::api::open(conversation).await;
            if found == Err(Failure::SignedOut) {
                self.sign_in_again();
            }
            let chat = found.map(|(chat, row)| {
                self.inbox.update(|inbox| inbox.insert(row));
                chat
            });
            thread.update(|thread| thread.arrive(chat));
        });
    }
}

/// What the server says.
impl Console {
    /// How far the console has read.
    pub(super) fn cursor(self) -> Cursor {
        self.mail.with_value(|mail| mail.cursor)
    }

    /// Starts to send through `outgoing`, beginning with what this browser kept.
    pub(super) fn connect(self, outgoing: UnboundedSender<FromConsole>) {
        self.mail
            .update_value(|mail| mail.outgoing = Some(outgoing));
        let kept = pending::read(self.my_id());
        self.outboxes.set(kept);
    }

    /// Everything unacknowledged, in the order in which it was written, and what is asked for.
    pub(super) fn unacknowledged(self) -> Vec<FromConsole> {
        let mut frames: Vec<(ClientId, FromConsole)> = self.outboxes.with_untracked(|outboxes| {
            let says = |(conversation, outbox): (&ConversationId, &Outbox)| -> Vec<_> {
                outbox
                    .to_send()
                    .map(|pending| (pending.client_id, say(*conversation, pending)))
                    .collect()
            };
            outboxes.iter().flat_map(says).collect()
        });
        frames.extend(self.mail.with_value(|mail| mail.requests.clone()));
        frames.sort_by_key(|(client_id, _)| *client_id);
        let rows = self
            .mail
            .with_value(|mail| mail.wanted.clone())
            .into_iter()
            .map(FromConsole::Row);
        frames
            .into_iter()
            .map(|(_, frame)| frame)
            .chain(rows)
            .collect()
    }

    /// Goes to the sign-in page and comes back here afterwards, unless the operator is on his way out.
    pub(super) fn sign_in_again(self) {
        if self.mail.with_value(|mail| mail.is_leaving) {
            return;
        }
        let next = js_sys::encode_uri_component(&page::address());
        page::leave_for(&format!("/sign-in?next={}", String::from(next)));
    }

    /// Takes in a frame.
    pub(super) fn take(self, frame: ToConsole) {
        match frame {
            ToConsole::Snapshot(snapshot) => self.restart(*snapshot),
            ToConsole::Events(events) => {
                self.happened(&events.events);
                self.mail.update_value(|mail| mail.cursor = events.cursor);
            }
            ToConsole::UpToDate(news) => {
                self.mail.update_value(|mail| mail.cursor = news.cursor);
                self.people.set(news.people);
                self.inbox.update(|inbox| see_all(inbox, &news.seen));
            }
            ToConsole::Accepted(accepted) => self.accepted(accepted),
            ToConsole::Refused(refused) => self.refused(refused),
            ToConsole::Typing(sign) => {
                if !sign.author.is_user(self.my_id()) {
                    self.typists
                        .update(|typists| typists.take(sign, locale::now()));
                }
            }
            ToConsole::Seen(seen) => self
                .inbox
                .update(|inbox| inbox.see(seen.conversation, &seen.reader, seen.number)),
            ToConsole::Presence(news) => self.people.update(|people| {
                if let Some(person) = people
                    .iter_mut()
                    .find(|person| person.operator.id == news.user)
                {
                    person.presence = news.presence;
                }
            }),
            ToConsole::Row(row) => {
                self.mail.update_value(|mail| {
                    mail.wanted.remove(&row.conversation.id);
                });
                self.inbox.update(|inbox| inbox.insert(*row));
            }
            ToConsole::Beat => {}
        }
    }

    fn restart(self, snapshot: Snapshot) {
        self.mail.update_value(|mail| mail.cursor = snapshot.cursor);
        self.boundary.set(boundary(&snapshot.inbox));
        self.inbox.set(snapshot.inbox);
        self.people.set(snapshot.people);
        let threads = self.threads.get_untracked();
        for (conversation, thread) in threads {
            self.fetch(conversation, thread);
        }
    }

    fn happened(self, events: &[Event]) {
        let unknown = self.inbox.try_update(|inbox| {
            let applied = events.iter().map(|event| inbox.apply(event));
            let mut unknown: Vec<ConversationId> = applied
                .filter_map(|applied| match applied {
                    Applied::Unknown(conversation) => Some(conversation),
                    Applied::Done => None,
                })
                .collect();
            unknown.sort();
            unknown.dedup();
            unknown
        });
        for conversation in unknown.unwrap_or_default() {
            self.mail.update_value(|mail| {
                mail.wanted.insert(conversation);
            });
            self.send(FromConsole::Row(conversation));
        }
        for event in events {
            self.happened_in_thread(event);
            if self.link.get_untracked() == Link::Up {
                self.attention.hear(self, event);
            }
        }
    }

    fn happened_in_thread(self, event: &Event) {
        if let Some(thread) = self.thread_untracked(event.conversation) {
            thread.update(|thread| thread.apply(event));
        }
        if let Happening::Said(message) = &event.happening {
            self.typists
                .update(|typists| typists.stop(event.conversation, &message.author));
            if message.author.is_user(self.my_id()) {
                self.stored(event.conversation, message.client_id);
            }
        }
    }

    fn accepted(self, accepted: Accepted) {
        self.mail
            .update_value(|mail| mail.requests.retain(|(id, _)| *id != accepted.client_id));
        let Some(conversation) = self.conversation_of(accepted.client_id) else {
            return;
        };
        // Otherwise the message itself is about to arrive: until then the pending one stands in its place.
        let is_here = self.inbox.with_untracked(|inbox| {
            inbox.row(conversation).is_none_or(|row| {
                accepted
                    .number
                    .is_none_or(|number| row.conversation.last_number >= number)
            })
        });
        if is_here {
            self.stored(conversation, accepted.client_id);
        }
    }

    fn refused(self, refused: Refused) {
        let Some(client_id) = refused.client_id else {
            return;
        };
        if let Some(conversation) = self.conversation_of(client_id) {
            self.outboxes.update(|outboxes| {
                if let Some(outbox) = outboxes.get_mut(&conversation) {
                    outbox.refused(client_id, refused.refusal);
                }
            });
            self.keep(conversation, client_id);
            return;
        }
        if refused.refusal.is_passing() {
            return;
        }
        let mut is_known = false;
        self.mail.update_value(|mail| {
            let before = mail.requests.len();
            mail.requests.retain(|(id, _)| *id != client_id);
            is_known = mail.requests.len() < before;
        });
        if is_known {
            let reason = self.texts.refusal(refused.refusal);
            self.tell(fill(self.texts.refused, &[("reason", reason)]));
        }
    }

    fn stored(self, conversation: ConversationId, client_id: ClientId) {
        self.unkeep(conversation, client_id);
        self.outboxes.update(|outboxes| {
            if let Some(outbox) = outboxes.get_mut(&conversation) {
                outbox.accepted(client_id);
            }
        });
    }

    fn conversation_of(self, client_id: ClientId) -> Option<ConversationId> {
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

    fn keep(self, conversation: ConversationId, client_id: ClientId) {
        self.with_pending(conversation, client_id, pending::write);
    }

    fn unkeep(self, conversation: ConversationId, client_id: ClientId) {
        self.with_pending(conversation, client_id, pending::remove);
    }

    fn with_pending(
        self,
        conversation: ConversationId,
        client_id: ClientId,
        act: fn(UserId, ConversationId, &domain::outbox::Pending),
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

fn boundary(inbox: &Inbox) -> Option<(Timestamp, ConversationId)> {
    let last = inbox.rows.last()?;
    Some((last.conversation.active_at, last.conversation.id))
}

fn see_all(inbox: &mut Inbox, seen: &[SomebodySaw]) {
    for saw in seen {
        inbox.see(saw.conversation, &saw.reader, saw.number);
    }
}

fn say(conversation: ConversationId, pending: &domain::outbox::Pending) -> FromConsole {
    FromConsole::Say(Say {
        conversation,
        client_id: pending.client_id,
        text: pending.text.clone(),
    })
}

fn new_client_id() -> ClientId {
    ClientId(Uuid::now_v7())
}
