//! Open, folded, closed; seen and unread (spec 6.3, 6.5, 6.7, 6.8).

use super::{Effect, Model, Spot};
use crate::setup::Mode;
use domain::chat::VisitorChat;
use domain::message::MessageNumber;
use domain::time::Timestamp;
use domain::wire::visitor::{FromVisitor, Seen};

/// An operator who types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Typist {
    /// His public name.
    pub name: String,
    /// Until when he is believed to.
    pub until: Timestamp,
}

impl Model {
    /// Whether the window is open.
    pub(crate) fn is_open(&self) -> bool {
        self.memory.is_open || self.setup.mode == Mode::Page
    }

    /// Whether the button shows (spec 4.6, 4.7): the page's rule says so, or there is something to come back to.
    pub(crate) fn has_launcher(&self) -> bool {
        self.setup.mode != Mode::Page
            && (self.setup.is_shown || self.is_open() || self.is_under_way())
    }

    /// Whether there is a conversation, or one is being begun.
    pub(crate) fn is_under_way(&self) -> bool {
        self.conversation().is_some() || !self.outbox.pending.is_empty()
    }

    /// How many messages the visitor has not seen.
    pub(crate) fn unread(&self) -> usize {
        self.chat.as_ref().map_or(0, VisitorChat::unread)
    }

    /// Whether the visitor sees the messages.
    pub(crate) fn is_looking(&self) -> bool {
        self.is_open() && self.is_visible
    }

    pub(super) fn open(&mut self) {
        self.set_open(true);
        self.focus(Spot::Input);
    }

    pub(super) fn fold(&mut self) {
        self.is_asking = false;
        self.set_open(false);
        self.focus(Spot::Launcher);
    }

    /// ✕: asks first where there is something to leave (spec 6.8).
    pub(super) fn close(&mut self) {
        if self.is_ended() {
            self.unsend();
            self.set_conversation_aside();
            self.fold();
        } else if self.is_under_way() {
            self.is_asking = true;
            self.focus(Spot::Stay);
        } else {
            self.fold();
        }
    }

    pub(super) fn stay(&mut self) {
        self.is_asking = false;
        self.focus(Spot::Close);
    }

    /// *New Session*: back to the welcome message.
    pub(super) fn renew(&mut self) {
        self.unsend();
        self.set_conversation_aside();
        self.focus(Spot::Input);
    }

    /// Takes note of what the visitor sees.
    pub(super) fn look(&mut self) {
        if !self.is_looking() || self.unread() == 0 {
            return;
        }
        if let Some(chat) = &mut self.chat
            && let Some(last) = chat.chat.last_number()
        {
            chat.visitor_saw(last);
            self.memory.seen = last;
            self.keep();
        }
    }

    /// Tells the server what the visitor has seen.
    pub(super) fn tell_seen(&mut self) {
        let Some(chat) = &self.chat else {
            return;
        };
        let (conversation, number) = (chat.conversation, chat.visitor_seen);
        if number > self.seen_told {
            self.seen_told = number;
            let seen = Seen {
                conversation,
                number,
            };
            self.tell(FromVisitor::Seen(seen).into());
        }
    }

    /// Tells the server of the last pages once on each page, and only where there is a conversation (spec 6.14).
    pub(super) fn look_back(&mut self) {
        if let Some(conversation) = self.conversation()
            && !self.is_page_told
        {
            self.is_page_told = true;
            self.tell_pages(conversation);
        }
    }

    /// Tells the visitor of a message that he does not see; one tab does it for all.
    pub(super) fn alert(&mut self, number: MessageNumber, name: &str, text: &str) {
        if self.is_looking() || number <= self.memory.told.max(self.memory.seen) {
            return;
        }
        self.memory.told = number;
        self.keep();
        self.effects.push(Effect::Alert {
            name: name.to_owned(),
            text: text.to_owned(),
        });
    }

    pub(super) fn set_open(&mut self, is_open: bool) {
        if self.memory.is_open != is_open {
            self.memory.is_open = is_open;
            self.keep();
        }
    }
}
