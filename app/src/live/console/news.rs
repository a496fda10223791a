//! What the server says.

use super::{Console, Link};
use crate::browser::locale;
use crate::text::fill;
use domain::event::{Entry, Event, Happening};
use domain::id::ConversationId;
use domain::inbox::{Applied, Inbox};
use domain::limit;
use domain::people::People;
use domain::wire::console::{FromConsole, SharedList, Snapshot, SomebodySaw, ToConsole};
use domain::wire::{Accepted, Refused};
use leptos::prelude::*;

impl Console {
    /// Takes in a frame.
    pub(in crate::live) fn take(self, frame: ToConsole) {
        match frame {
            ToConsole::Snapshot(snapshot) => {
                self.restart(*snapshot);
                self.lists().may_have_changed();
            }
            ToConsole::Events(events) => {
                self.happened(&events.events);
                self.mail.update_value(|mail| mail.cursor = events.cursor);
            }
            ToConsole::UpToDate(news) => {
                self.mail.update_value(|mail| mail.cursor = news.cursor);
                self.meet(news.people);
                self.lists().may_have_changed();
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
            ToConsole::Seen(seen) => {
                self.inbox
                    .update(|inbox| inbox.see(seen.conversation, &seen.reader, seen.number));
                if let Some(thread) = self.thread_untracked(seen.conversation) {
                    thread.update(|thread| thread.see(&seen.reader, seen.number));
                }
            }
            ToConsole::Presence(news) => self.people.update(|people| people.hear(news)),
            ToConsole::Row(row) => {
                self.mail.update_value(|mail| {
                    mail.wanted.remove(&row.conversation.id);
                });
                self.inbox.update(|inbox| inbox.insert(*row));
            }
            ToConsole::Changed(list) => self.lists().changed(list),
            ToConsole::Beat => {}
        }
    }

    fn restart(self, snapshot: Snapshot) {
        self.mail.update_value(|mail| mail.cursor = snapshot.cursor);
        self.inbox.set(snapshot.inbox);
        self.most_past.set_value(limit::INBOX_PAST);
        self.channels.set(snapshot.channels);
        self.meet(snapshot.people);
        let threads = self.threads.get_untracked();
        for (conversation, thread) in threads {
            self.fetch(conversation, thread);
        }
    }

    /// These are the people now, and one of them is who is signed in: his name and role may be other ones.
    fn meet(self, people: People) {
        if let Some(me) = people.find(self.my_id()) {
            let is_other = self.me.with_untracked(|known| {
                known.role != me.role
                    || known.as_operator() != me.operator
                    || known.profile() != me.profile
            });
            if is_other {
                self.me
                    .update(|known| known.meet(&me.operator, me.role, &me.profile));
            }
        }
        self.people.set(people);
    }

    fn happened(self, entries: &[Entry]) {
        let (mut events, mut changes, mut persons) = (Vec::new(), Vec::new(), Vec::new());
        for entry in entries {
            match entry {
                Entry::Conversation(event) => events.push(event),
                Entry::Channel(event) => changes.push(event),
                Entry::Person(event) => persons.push(event),
            }
        }
        if !persons.is_empty() {
            let mut people = self.people.get_untracked();
            for event in persons {
                people.apply(event);
            }
            self.meet(people);
        }
        if !changes.is_empty() {
            self.channels.update(|channels| {
                for event in changes {
                    channels.apply(event);
                }
            });
        }
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
            let is_opened = |conversation| self.thread_untracked(conversation).is_some();
            inbox.let_go(self.most_past.get_value(), is_opened);
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
                self.attention.get_value().hear(self, event);
            }
        }
    }

    fn happened_in_thread(self, event: &Event) {
        if let Some(thread) = self.thread_untracked(event.conversation) {
            thread.update(|thread| thread.apply(event));
        }
        if event.happening == Happening::Erased {
            self.forget(event.conversation);
        }
        if event.happening.tells_how_to_reach() || event.happening == Happening::Erased {
            self.lists().changed(SharedList::Contacts);
        }
        if let Happening::Said(message) = &event.happening {
            self.typists
                .update(|typists| typists.stop(event.conversation, &message.author));
            if message.author.is_user(self.my_id()) {
                self.stored(event.conversation, message.client_id);
            }
        }
    }

    /// It was erased: nothing waits for it, and nothing is asked about it.
    fn forget(self, conversation: ConversationId) {
        self.mail.update_value(|mail| {
            mail.wanted.remove(&conversation);
        });
        self.outboxes.update(|outboxes| {
            outboxes.remove(&conversation);
        });
    }

    fn accepted(self, accepted: Accepted) {
        self.answered(accepted.client_id);
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
        if refused.refusal.is_passing() {
            return self.again(client_id);
        }
        if let Some(conversation) = self.conversation_of(client_id) {
            self.outboxes.update(|outboxes| {
                if let Some(outbox) = outboxes.get_mut(&conversation) {
                    outbox.refused(client_id, refused.refusal);
                }
            });
            self.keep(conversation, client_id);
        } else if self.is_requested(client_id) {
            let reason = self.texts.refusal(refused.refusal);
            self.tell(fill(self.texts.refused, &[("reason", reason)]));
        }
        self.answered(client_id);
    }
}

fn see_all(inbox: &mut Inbox, seen: &[SomebodySaw]) {
    for saw in seen {
        inbox.see(saw.conversation, &saw.reader, saw.number);
    }
}
