//! What the server says.

use super::choosing::is_restart;
use super::{Answer, Effect, Failure, Model, Moment, Request};
use crate::memory::{self, Memory};
use crate::model::looking::Typist;
use domain::event::Happening;
use domain::message::{MessageNumber, PublicAuthor};
use domain::presence::TYPING_FORGOTTEN_MS;
use domain::wire::Refusal;
use domain::wire::visitor::{Events, Older, OperatorTyping, Snapshot, ToVisitor};

impl Model {
    pub(super) fn hear(&mut self, frame: ToVisitor, moment: Moment) {
        self.line_lives(&frame, moment);
        match frame {
            ToVisitor::Snapshot(snapshot) => self.hear_snapshot(snapshot),
            ToVisitor::Events(events) => self.hear_events(&events),
            ToVisitor::Accepted(accepted) => {
                self.begin_again(&accepted);
                self.accepted(accepted.client_id);
            }
            ToVisitor::Refused(refused) => {
                self.refused(refused.client_id, refused.refusal, moment);
            }
            ToVisitor::Typing(typing) => self.hear_typing(typing, moment),
            ToVisitor::Seen(number) => {
                if let Some(chat) = &mut self.chat {
                    chat.operators_saw(number);
                }
            }
            ToVisitor::Beat => {}
        }
    }

    /// Asks for older messages, if there are any.
    pub(super) fn load_older(&mut self) {
        let Some(chat) = &self.chat else {
            return;
        };
        if self.is_loading_older || !chat.chat.has_older {
            return;
        }
        let older = Older {
            conversation: chat.conversation,
            before: chat.chat.first_number().unwrap_or_default(),
        };
        self.is_loading_older = true;
        self.effects.push(Effect::Ask(
            self.generation,
            Box::new(Request::Older(older)),
        ));
    }

    pub(super) fn older_came(&mut self, asked: &Older, answer: Result<Answer, Failure>) {
        self.is_loading_older = false;
        if let Some(chat) = &mut self.chat
            && let Ok(Answer::Older(older)) = answer
            && chat.conversation == asked.conversation
            // A snapshot may have come in between: a page that does not join on would leave a gap.
            && chat.chat.first_number() == Some(asked.before)
        {
            chat.chat.prepend(older);
        }
    }

    /// Another tab changed what all share.
    pub(super) fn remember(&mut self, memory: Memory) {
        if memory.token.is_none() && (self.is_agreeing() || self.is_starting()) {
            // That tab has not heard of the token yet.
            return;
        }
        let is_other = memory.conversation != self.memory.conversation;
        self.memory = memory;
        self.memory.is_waiting = self.is_waiting();
        if is_other {
            self.hang_up();
            self.forget_chat();
        } else if let Some(chat) = &mut self.chat {
            chat.visitor_saw(self.memory.seen);
        }
    }

    /// The server does not know the token: the next message gets another one.
    pub(super) fn lose_token(&mut self, moment: Moment) {
        self.memory.token = None;
        self.lose_conversation();
        self.fail(moment);
    }

    /// The server does not know the conversation: the next message begins another one.
    pub(super) fn lose_conversation(&mut self) {
        self.hang_up();
        self.set_conversation_aside();
    }

    /// The conversation is no longer the one shown.
    pub(super) fn set_conversation_aside(&mut self) {
        self.memory.conversation = None;
        self.memory.seen = MessageNumber::default();
        self.memory.told = MessageNumber::default();
        // Another tab must learn it even where nothing else is worth keeping.
        self.keep();
        self.forget_chat();
    }

    fn forget_chat(&mut self) {
        self.chat = None;
        self.cursor = None;
        self.delivered.clear();
        self.deeds.clear();
        self.typing.clear();
        self.editing = None;
        self.is_asking = false;
        self.is_loading_older = false;
        self.seen_told = MessageNumber::default();
    }

    fn hear_snapshot(&mut self, snapshot: Snapshot) {
        let mut chat = snapshot.chat;
        if self.memory.conversation != Some(chat.conversation) {
            self.memory.conversation = Some(chat.conversation);
            self.memory.seen = MessageNumber::default();
            self.memory.told = MessageNumber::default();
            self.keep();
        }
        self.seen_told = chat.visitor_seen;
        chat.visitor_saw(self.memory.seen);
        self.cursor = Some(snapshot.cursor);
        self.picture = snapshot.picture;
        let ids: Vec<_> = chat
            .chat
            .messages
            .iter()
            .map(|message| message.client_id)
            .collect();
        self.chat = Some(chat);
        for id in ids {
            self.accepted(id);
        }
        // Whatever was acknowledged stands in the snapshot, or in the part of it that is not shown.
        self.delivered.clear();
        self.end_if_ended();
    }

    fn hear_events(&mut self, events: &Events) {
        let Some(mut chat) = self.chat.take() else {
            return;
        };
        let mut added = Vec::new();
        for event in &events.events {
            let is_new = event.position > chat.chat.position;
            chat.apply(event);
            if let Some(message) = event.happening.added().filter(|_| is_new) {
                added.push(message.client_id);
                if let Happening::Said(message) = &event.happening
                    && let PublicAuthor::Operator(name) = &message.author
                {
                    self.stops_typing(name);
                    self.alert(
                        message.number,
                        name,
                        message.body.gist().unwrap_or_default(),
                    );
                }
            }
        }
        chat.operators_saw(events.operators_seen);
        chat.visitor_saw(events.visitor_seen);
        self.seen_told = self.seen_told.max(events.visitor_seen);
        self.chat = Some(chat);
        self.cursor = Some(events.cursor);
        self.picture = events.picture;
        for id in added {
            self.accepted(id);
            memory::remove(&mut self.delivered, id);
        }
        self.end_if_ended();
    }

    fn hear_typing(&mut self, typing: OperatorTyping, moment: Moment) {
        self.stops_typing(&typing.name);
        if typing.active {
            self.typing.push(Typist {
                name: typing.name,
                until: moment.now.plus(TYPING_FORGOTTEN_MS),
            });
        }
    }

    fn stops_typing(&mut self, name: &str) {
        self.typing.retain(|typist| typist.name != name);
    }

    fn end_if_ended(&mut self) {
        if !self.is_ended() {
            return;
        }
        let unsent: Vec<_> = self.outbox.to_send().map(|p| p.client_id).collect();
        for id in unsent {
            self.outbox.refused(id, Refusal::Ended);
        }
        self.deeds.retain(is_restart);
        self.typing.clear();
        self.editing = None;
        self.is_asking = false;
    }
}
