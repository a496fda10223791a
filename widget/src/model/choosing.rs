//! What the visitor does with a chatbot (spec 9.6, 9.10).

use super::sending::client_id;
use super::{Effect, Model, Moment};
use crate::memory;
use domain::chatbot::Place;
use domain::id::AnswerId;
use domain::outbox::Pending;
use domain::wire::Accepted;
use domain::wire::visitor::{FromVisitor, Restart};
use std::rc::Rc;

impl Model {
    /// Where the script of the conversation's chatbot stands, if there is one.
    pub(crate) fn script(&self) -> Option<Place> {
        Some(self.chat.as_ref()?.bot.as_ref()?.place)
    }

    /// Whether the question that was asked last waits for a choice.
    pub(crate) fn is_asked(&self) -> bool {
        let asks = match self.script() {
            Some(place) => matches!(place, Place::Asks(_)),
            None => self.conversation().is_none() && self.setup.chatbot.is_some(),
        };
        let under_way = self.outbox.to_send().chain(&self.delivered);
        asks && under_way.filter(|pending| pending.choice.is_some()).count() == 0
    }

    /// Whether the chatbot can begin again.
    pub(crate) fn can_restart(&self) -> bool {
        let is_asked_for = self.deeds.iter().any(is_restart);
        !is_asked_for
            && match self.script() {
                Some(Place::Over) => true,
                Some(Place::DeadEnd) => !self.is_ended(),
                _ => false,
            }
    }

    /// An answer is chosen once: a second press finds nothing to choose.
    pub(super) fn choose(&mut self, answer: AnswerId, text: String, moment: Moment) {
        if !self.is_asked() {
            return;
        }
        let pending = Pending {
            client_id: self.new_id(moment),
            text,
            choice: Some(answer),
            written_at: moment.now,
            refused: None,
        };
        self.effects.push(Effect::KeepPending(pending.clone()));
        memory::insert(&mut self.outbox.pending, pending);
    }

    pub(super) fn restart(&mut self, moment: Moment) {
        if let Some(conversation) = self.conversation()
            && self.can_restart()
        {
            let restart = Restart {
                conversation,
                client_id: self.new_id(moment),
            };
            self.deeds.push(FromVisitor::Restart(restart).into());
        }
    }

    /// The script has begun again: the conversation goes on, although the events that tell it are still to come.
    pub(super) fn begin_again(&mut self, accepted: &Accepted) {
        let is_it = |deed: &Rc<FromVisitor>| {
            is_restart(deed) && client_id(deed) == Some(accepted.client_id)
        };
        if accepted.number.is_some()
            && self.deeds.iter().any(is_it)
            && let Some(chat) = &mut self.chat
        {
            chat.ended = false;
        }
    }

    /// Whether something is to be told although the conversation is over.
    pub(super) fn is_restarting(&self) -> bool {
        self.deeds.iter().any(is_restart)
    }
}

/// Whether a deed outlasts the end of the conversation.
pub(super) fn is_restart(deed: &Rc<FromVisitor>) -> bool {
    matches!(**deed, FromVisitor::Restart(_))
}
