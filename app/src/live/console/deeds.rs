//! What the operator does.

use super::sending::new_client_id;
use super::{Console, Link};
use crate::api::Failure;
use crate::browser::locale;
use crate::live::thread::Thread;
use domain::conversation::{Outcome, Status};
use domain::id::{ClientId, ConversationId, UserId};
use domain::message::{Author, MessageNumber};
use domain::user::User;
use domain::wire::console::{
    CorrectOutcome, Delete, Edit, FromConsole, Invite, Request, Say, Seen, SetStatus,
};
use leptos::prelude::*;

impl Console {
    /// Says something: kept until it is acknowledged. `false` if too much waits already.
    #[must_use]
    pub(crate) fn say(self, conversation: ConversationId, text: String) -> bool {
        let client_id = new_client_id();
        let is_written = self
            .outboxes
            .try_update(|outboxes| {
                let outbox = outboxes.entry(conversation).or_default();
                outbox.write(client_id, text, locale::now())
            })
            .unwrap_or(false);
        if is_written {
            self.keep(conversation, client_id);
            self.proceed(conversation);
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
        self.request(FromConsole::Edit(Edit {
            conversation,
            client_id: new_client_id(),
            number,
            text,
        }));
    }

    /// Takes a message's words away.
    pub(crate) fn delete(self, conversation: ConversationId, number: MessageNumber) {
        self.request(FromConsole::Delete(Delete {
            conversation,
            client_id: new_client_id(),
            number,
        }));
    }

    /// The operator signs out: that the session ends is no news to him.
    pub(crate) fn leave(self) {
        self.mail.update_value(|mail| mail.is_leaving = true);
    }

    /// The operator goes from a conversation, which goes on.
    pub(crate) fn leave_conversation(self, conversation: ConversationId) {
        self.request(FromConsole::Leave(Request {
            conversation,
            client_id: new_client_id(),
        }));
    }

    /// Ends a conversation.
    pub(crate) fn end(self, conversation: ConversationId) {
        self.request(FromConsole::End(Request {
            conversation,
            client_id: new_client_id(),
        }));
    }

    /// Answers a call for help.
    pub(crate) fn help(self, conversation: ConversationId) {
        self.request(FromConsole::Help(Request {
            conversation,
            client_id: new_client_id(),
        }));
    }

    /// Brings a colleague into a conversation.
    pub(crate) fn invite(self, conversation: ConversationId, user: UserId) {
        self.request(FromConsole::Invite(Invite {
            conversation,
            client_id: new_client_id(),
            user,
        }));
    }

    /// Says how a conversation stands.
    pub(crate) fn set_status(self, conversation: ConversationId, status: Status) {
        self.request(FromConsole::SetStatus(SetStatus {
            conversation,
            client_id: new_client_id(),
            status,
        }));
    }

    /// Says how a conversation went.
    pub(crate) fn correct_outcome(self, conversation: ConversationId, outcome: Outcome) {
        self.request(FromConsole::CorrectOutcome(CorrectOutcome {
            conversation,
            client_id: new_client_id(),
            outcome,
        }));
    }

    /// Answers by e-mail.
    pub(crate) fn mail(self, conversation: ConversationId, text: String) {
        self.request(FromConsole::Mail(Say {
            conversation,
            client_id: new_client_id(),
            text,
        }));
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

    /// Opens a conversation in this tab; asks for its messages if they are not here.
    pub(crate) fn open(self, conversation: ConversationId) {
        self.shown.update_value(|shown| shown.come(conversation));
        let thread = self.thread_or_new(conversation);
        let is_needed = thread.with_untracked(|thread| {
            thread.chat.is_none() && !thread.is_asked() && thread.failure.is_none()
        });
        if is_needed {
            self.fetch(conversation, thread);
        }
    }

    /// A conversation is no longer in sight where it was opened.
    pub(crate) fn close(self, conversation: ConversationId) {
        // With the page the console may be gone as well.
        let gone = self.shown.try_update_value(|shown| shown.go(conversation));
        if let Some(gone) = gone.flatten() {
            self.threads.try_update(|threads| threads.remove(&gone));
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

    /// Asks for the messages of a conversation.
    pub(super) fn fetch(self, conversation: ConversationId, thread: ArcRwSignal<Thread>) {
        thread.update(Thread::ask);
        leptos::task::spawn_local(async move {
            let found = crate::conversation::api::open(conversation).await;
            if found == Err(Failure::SignedOut) {
                self.sign_in_again();
            }
            let chat = found.map(|(chat, details, row)| {
                self.inbox.update(|inbox| inbox.insert(row));
                (chat, details)
            });
            thread.update(|thread| thread.arrive(chat));
        });
    }
}
