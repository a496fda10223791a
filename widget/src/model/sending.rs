//! What the visitor says and does, until the server has acknowledged it: kept, one at a time, in order (spec 6.4, 6.13).

use super::line::chance;
use super::{Answer, Effect, Failure, Model, Moment, Request, Spot};
use crate::memory::{self, Memory};
use domain::id::ClientId;
use domain::limit;
use domain::message::{MessageNumber, PublicAuthor};
use domain::outbox::Pending;
use domain::presence::TYPING_AGAIN_MS;
use domain::time::{SECOND_MS, Timestamp};
use domain::wire::Refusal;
use domain::wire::visitor::{Delete, Edit, End, FromVisitor, Say, Start, Typing};
use std::rc::Rc;
use uuid::Uuid;

/// A request without an answer for this long is sent again on the same connection.
const ANSWER_MS: i64 = 20 * SECOND_MS;
/// A request that may succeed later is sent again within this time.
const AGAIN_MS: i64 = 4 * SECOND_MS;
/// A message of another tab is left to that tab for this long.
const FOREIGN_MS: i64 = 5 * SECOND_MS;

/// The one request that waits for its answer. Only one, so that a passing refusal cannot let a later message overtake.
#[derive(Clone, Copy, Debug)]
pub(super) struct InFlight {
    client_id: ClientId,
    since: Timestamp,
}

impl Model {
    pub(super) fn type_in(&mut self, text: String, moment: Moment) {
        self.draft = text;
        self.notice = None;
        // A command is not for the operator's eyes (spec 6.6).
        let is_typing = !self.draft.is_empty() && !self.draft.starts_with('/');
        match self.typing_told_at {
            Some(_) if !is_typing => self.stop_typing(),
            Some(at) if moment.now.since(at) < TYPING_AGAIN_MS => {}
            _ if is_typing && self.is_up() => {
                self.typing_told_at = Some(moment.now);
                self.tell_typing(true);
            }
            _ => {}
        }
    }

    pub(super) fn submit(&mut self, moment: Moment) {
        // What else cannot stand in a message the server takes out.
        let words = self.draft.trim_ascii().to_owned();
        if words.is_empty() {
            return;
        }
        if words.chars().count() > limit::MESSAGE_CHARACTERS {
            self.notice = Some(Refusal::TooLong);
            return;
        }
        let is_written = match self.editing {
            Some(number) => self.edit(number, words, moment),
            None => self.write(words, moment),
        };
        if !is_written {
            self.notice = Some(Refusal::TooMany);
            return;
        }
        self.notice = None;
        self.stop_typing();
        let rest = std::mem::take(&mut self.set_aside);
        self.fill(rest);
    }

    pub(super) fn take_back(&mut self, id: ClientId) {
        let Some(words) = self.outbox.take_back(id) else {
            return;
        };
        self.effects.push(Effect::DropPending(id));
        self.add_to_draft(&words);
        self.focus(Spot::Input);
    }

    pub(super) fn begin_edit(&mut self, number: MessageNumber) {
        let Some(words) = self.words(number) else {
            return;
        };
        if self.editing.replace(number).is_none() {
            self.set_aside = std::mem::take(&mut self.draft);
        }
        self.fill(words);
        self.focus(Spot::Input);
    }

    pub(super) fn drop_edit(&mut self) {
        self.editing = None;
        let rest = std::mem::take(&mut self.set_aside);
        self.fill(rest);
        self.focus(Spot::Input);
    }

    pub(super) fn delete(&mut self, number: MessageNumber, moment: Moment) {
        if let Some(conversation) = self.conversation()
            && self.words(number).is_some()
        {
            let delete = Delete {
                conversation,
                client_id: self.new_id(moment),
                number,
            };
            self.deeds.push(FromVisitor::Delete(delete).into());
            self.focus(Spot::Input);
        }
    }

    /// *Yes*, the visitor leaves.
    pub(super) fn leave(&mut self, moment: Moment) {
        self.is_asking = false;
        let Some(conversation) = self.conversation() else {
            self.unsend();
            self.hang_up();
            return self.fold();
        };
        let end = End {
            conversation,
            client_id: self.new_id(moment),
        };
        self.deeds.push(FromVisitor::End(end).into());
        self.focus(Spot::Close);
    }

    /// Begins a conversation with the first unsent message.
    pub(super) fn start(&mut self, moment: Moment) {
        let Some(first) = self.outbox.to_send().next() else {
            return;
        };
        if self.is_left_to_others() && self.send_at() > Some(moment.now) {
            return;
        }
        let request = if self.memory.token.is_some() {
            Request::Start(Start {
                channel: self.setup.channel.clone(),
                client_id: first.client_id,
                text: first.text.clone(),
                shown_operator: some(&self.setup.operator),
                page: some(&self.setup.page),
                language: some(&self.setup.language),
                time_zone: some(&self.setup.time_zone),
                chatbot: self.setup.chatbot,
                choice: first.choice,
            })
        } else {
            Request::Token
        };
        self.set_starting();
        self.effects
            .push(Effect::Ask(self.generation, Box::new(request)));
    }

    pub(super) fn start_answered(&mut self, answer: Result<Answer, Failure>, moment: Moment) {
        if !self.is_starting() {
            return;
        }
        match answer {
            Ok(Answer::Token(token)) => {
                if self.memory.token.is_none() {
                    self.memory.token = Some(token);
                    self.effects.push(Effect::Claim);
                }
                self.set_agreeing(moment);
            }
            Ok(Answer::Frames(frames)) => {
                let had = self.conversation();
                for frame in frames {
                    self.hear(frame, moment);
                }
                if had == self.conversation() {
                    return self.fail(moment);
                }
                self.hang_up();
            }
            Err(Failure::Refused(Refusal::Unauthorized)) => self.lose_token(moment),
            Err(Failure::Refused(refusal)) if !refusal.is_passing() => {
                self.hang_up();
                self.unsend();
                self.notice = Some(refusal);
            }
            _ => self.fail(moment),
        }
    }

    /// Begins the conversation with the token that is kept: of several tabs that made one, all take the same (spec 6.5).
    pub(super) fn agree(&mut self, kept: Memory) {
        if !self.is_starting() {
            return;
        }
        if kept.token.is_some() && kept.token != self.memory.token {
            self.remember(kept);
        }
        self.hang_up();
        self.keep();
    }

    /// Sends what comes next, if nothing waits for its answer.
    pub(super) fn flush(&mut self, moment: Moment) {
        if self.in_flight.is_some() || self.resend_after > moment.now {
            if self.send_at().is_none_or(|at| at > moment.now) {
                return;
            }
            self.in_flight = None;
        }
        let Some(frame) = self.next_frame(moment) else {
            return;
        };
        if let Some(client_id) = client_id(&frame) {
            self.in_flight = Some(InFlight {
                client_id,
                since: moment.now,
            });
        }
        self.tell(frame);
    }

    /// When something unsent is to be tried next.
    pub(super) fn send_at(&self) -> Option<Timestamp> {
        if let Some(in_flight) = self.in_flight {
            return Some(in_flight.since.plus(ANSWER_MS));
        }
        let first = self.outbox.to_send().next();
        match first {
            Some(first) if self.is_left_to_others() => {
                Some(self.resend_after.max(first.written_at.plus(FOREIGN_MS)))
            }
            None if self.deeds.is_empty() => None,
            _ => Some(self.resend_after),
        }
    }

    pub(super) fn accepted(&mut self, id: ClientId) {
        self.answer_came(id);
        self.deeds.retain(|deed| client_id(deed) != Some(id));
        let Some(pending) = memory::remove(&mut self.outbox.pending, id) else {
            return;
        };
        self.effects.push(Effect::DropPending(id));
        if !self.has_message(id) {
            self.delivered.push(pending);
        }
    }

    pub(super) fn refused(&mut self, id: Option<ClientId>, refusal: Refusal, moment: Moment) {
        let waiting = self.in_flight.map(|in_flight| in_flight.client_id);
        if refusal.is_passing() {
            return self.send_later(moment);
        }
        if refusal == Refusal::Unauthorized {
            return self.lose_token(moment);
        }
        let Some(id) = id.or(waiting) else {
            return;
        };
        self.answer_came(id);
        self.outbox.refused(id, refusal);
        let deed = self.deeds.iter().position(|d| client_id(d) == Some(id));
        let Some(deed) = deed.map(|place| self.deeds.remove(place)) else {
            return;
        };
        self.notice = Some(refusal);
        if let FromVisitor::Edit(edit) = &*deed {
            self.add_to_draft(&edit.text);
        }
    }

    /// The request in flight got no answer it can live with.
    pub(super) fn send_later(&mut self, moment: Moment) {
        self.in_flight = None;
        self.resend_after = moment.now.plus(SECOND_MS + chance(moment, AGAIN_MS));
    }

    pub(super) fn keep_foreign(&mut self, pending: Pending) {
        let is_known = self
            .outbox
            .pending
            .iter()
            .any(|known| known.client_id == pending.client_id);
        if !is_known && !self.has_message(pending.client_id) {
            self.foreign.push(pending.client_id);
            memory::insert(&mut self.outbox.pending, pending);
        }
    }

    pub(super) fn drop_foreign(&mut self, id: ClientId) {
        let is_refused = self
            .outbox
            .pending
            .iter()
            .any(|pending| pending.client_id == id && pending.refused.is_some());
        if is_refused || self.conversation().is_none() {
            self.outbox.accepted(id);
        } else {
            self.accepted(id);
        }
    }

    /// What could not be sent goes back into the input: nothing that was typed is lost.
    pub(super) fn unsend(&mut self) {
        let mut unsent = String::new();
        for pending in std::mem::take(&mut self.outbox.pending) {
            if !unsent.is_empty() {
                unsent.push('\n');
            }
            unsent.push_str(&pending.text);
            self.effects.push(Effect::DropPending(pending.client_id));
        }
        if !unsent.is_empty() {
            self.add_to_draft(&unsent);
        }
    }

    pub(super) fn fill(&mut self, words: String) {
        self.draft = words;
        self.effects.push(Effect::Fill);
    }

    fn add_to_draft(&mut self, words: &str) {
        let mut draft = words.to_owned();
        if !self.draft.is_empty() {
            draft.push('\n');
            draft.push_str(&self.draft);
        }
        self.fill(draft);
    }

    fn write(&mut self, words: String, moment: Moment) -> bool {
        let id = self.new_id(moment);
        if !self.outbox.write(id, words, moment.now) {
            return false;
        }
        if let Some(pending) = self.outbox.pending.last() {
            self.effects.push(Effect::KeepPending(pending.clone()));
        }
        true
    }

    fn edit(&mut self, number: MessageNumber, text: String, moment: Moment) -> bool {
        self.editing = None;
        if self.words(number).as_ref() != Some(&text)
            && let Some(conversation) = self.conversation()
        {
            let edit = Edit {
                conversation,
                client_id: self.new_id(moment),
                number,
                text,
            };
            self.deeds.push(FromVisitor::Edit(edit).into());
        }
        true
    }

    /// The words of a message of the visitor's own.
    fn words(&self, number: MessageNumber) -> Option<String> {
        let chat = self.chat.as_ref()?;
        let mut messages = chat.chat.messages.iter();
        let message = messages.find(|message| message.number == number)?;
        let is_own = message.author == PublicAuthor::Visitor;
        message.body.text().filter(|_| is_own).map(str::to_owned)
    }

    fn stop_typing(&mut self) {
        if self.typing_told_at.take().is_some() {
            self.tell_typing(false);
        }
    }

    fn tell_typing(&mut self, active: bool) {
        if let Some(conversation) = self.conversation() {
            let typing = Typing {
                conversation,
                active,
            };
            self.tell(FromVisitor::Typing(typing).into());
        }
    }

    fn next_frame(&self, moment: Moment) -> Option<Rc<FromVisitor>> {
        let Some(first) = self.outbox.to_send().next() else {
            return self.deeds.first().cloned();
        };
        if self.is_left_to_others() && first.written_at.plus(FOREIGN_MS) > moment.now {
            return None;
        }
        let say = Say {
            conversation: self.conversation()?,
            client_id: first.client_id,
            text: first.text.clone(),
            choice: first.choice,
        };
        Some(FromVisitor::Say(say).into())
    }

    /// Whether another tab wrote all that is unsent and will send it itself.
    fn is_left_to_others(&self) -> bool {
        self.outbox
            .to_send()
            .all(|pending| self.foreign.contains(&pending.client_id))
    }

    fn has_message(&self, id: ClientId) -> bool {
        let has = |chat: &domain::chat::VisitorChat| {
            chat.chat
                .messages
                .iter()
                .any(|message| message.client_id == id)
        };
        self.chat.as_ref().is_some_and(has)
    }

    fn answer_came(&mut self, id: ClientId) {
        if self
            .in_flight
            .is_some_and(|in_flight| in_flight.client_id == id)
        {
            self.in_flight = None;
        }
    }

    /// A `UUIDv7` after those of all unsent messages, so that their order is that of their ids.
    pub(super) fn new_id(&self, moment: Moment) -> ClientId {
        let last = self.outbox.pending.last();
        let last = last.map_or(0, |pending| pending.client_id.0.as_u128() >> 80);
        let now = u128::try_from(moment.now.0).unwrap_or_default();
        let milliseconds = now.max(last + 1) & 0xffff_ffff_ffff;
        let random = moment.random & 0x0fff_3fff_ffff_ffff_ffff;
        ClientId(Uuid::from_u128(
            milliseconds << 80 | 0x7000_8000_0000_0000_0000 | random,
        ))
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The id of a request that is acknowledged.
pub(super) fn client_id(frame: &FromVisitor) -> Option<ClientId> {
    match frame {
        FromVisitor::Say(say) => Some(say.client_id),
        FromVisitor::Edit(edit) => Some(edit.client_id),
        FromVisitor::Delete(delete) => Some(delete.client_id),
        FromVisitor::End(end) => Some(end.client_id),
        FromVisitor::Restart(restart) => Some(restart.client_id),
        FromVisitor::Hello(_)
        | FromVisitor::Typing(_)
        | FromVisitor::Seen(_)
        | FromVisitor::Pages(_) => None,
    }
}
