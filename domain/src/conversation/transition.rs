//! What may happen in a conversation: each deed is checked against its state and yields the happening to be stored.

use super::{Conversation, Correction, Outcome, State, Status};
use crate::attachment::Attachment;
use crate::event::Happening;
use crate::id::{ClientId, ExpertiseId};
use crate::limit;
use crate::message::{Author, Body, Message, MessageNumber};
use crate::problem::Fault;
use crate::rating::{Face, Rating};
use crate::time::Timestamp;
use crate::user::Operator;

/// Why a deed is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// The conversation is over.
    Ended,
    /// The conversation goes on still.
    Open,
    /// The visitor left no address to answer to.
    NoAddress,
    /// Somebody has helped already.
    Helped,
    /// The message was written by somebody else, was taken back, or is a system line.
    NotYours,
}

/// Who does something, under which request, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who.
    pub author: Author,
    /// The request.
    pub client_id: ClientId,
    /// When.
    pub at: Timestamp,
}

impl Conversation {
    /// Somebody writes; `text` has passed [`crate::text::message`].
    ///
    /// # Errors
    /// [`Impossible::Ended`] once it is over: a conversation never reopens by itself.
    pub fn say(&mut self, change: Change, text: String) -> Result<Happening, Impossible> {
        self.open()?;
        Ok(self.happens(Happening::Said(self.line(change, Body::Text(text)))))
    }

    /// Somebody puts a file in (spec 6.6, 8.3).
    ///
    /// # Errors
    /// As [`Conversation::say`].
    pub fn attach(
        &mut self,
        change: Change,
        attachment: Attachment,
    ) -> Result<Happening, Impossible> {
        self.open()?;
        Ok(self.happens(Happening::Said(self.line(change, Body::File(attachment)))))
    }

    /// An operator comes in. `None` if he is in it already.
    ///
    /// # Errors
    /// [`Impossible::Ended`] once it is over.
    pub fn join(
        &mut self,
        operator: Operator,
        client_id: ClientId,
        at: Timestamp,
    ) -> Result<Option<Happening>, Impossible> {
        self.open()?;
        if self.has_operator(operator.id) {
            return Ok(None);
        }
        let change = Change {
            author: Author::Operator(operator),
            client_id,
            at,
        };
        Ok(Some(self.happens(Happening::Joined(
            self.line(change, Body::Joined),
        ))))
    }

    /// A colleague brings an operator in (spec 8.6). `None` if he is in it already.
    ///
    /// # Errors
    /// [`Impossible::Ended`] once it is over.
    pub fn invite(
        &mut self,
        operator: Operator,
        by: Operator,
        client_id: ClientId,
        at: Timestamp,
    ) -> Result<Option<Happening>, Impossible> {
        self.open()?;
        if self.has_operator(operator.id) {
            return Ok(None);
        }
        let change = Change {
            author: Author::Operator(operator),
            client_id,
            at,
        };
        let line = self.line(change, Body::Invited(by));
        Ok(Some(self.happens(Happening::Joined(line))))
    }

    /// An operator answers a call for help (spec 8.7). `None` if he is in it already.
    ///
    /// # Errors
    /// [`Impossible::Helped`] if somebody was quicker, [`Impossible::Ended`] once it is over.
    pub fn help(
        &mut self,
        operator: Operator,
        client_id: ClientId,
        at: Timestamp,
    ) -> Result<Option<Happening>, Impossible> {
        self.open()?;
        if self.has_operator(operator.id) {
            return Ok(None);
        }
        if self.status() != Some(Status::LookingForHelp) {
            return Err(Impossible::Helped);
        }
        self.join(operator, client_id, at)
    }

    /// An operator says how it stands (spec 7.1). `None` if it stands so already.
    ///
    /// # Errors
    /// [`Impossible::Ended`] once it is over: then it has an outcome instead.
    pub fn set_status(&mut self, status: Status) -> Result<Option<Happening>, Impossible> {
        self.open()?;
        if self.state == State::Open(status) {
            return Ok(None);
        }
        Ok(Some(self.happens(Happening::StatusSet(status))))
    }

    /// An operator was looked for and none was found. `None` if that is known already.
    ///
    /// # Errors
    /// [`Impossible::Ended`] once it is over.
    pub fn find_nobody(&mut self) -> Result<Option<Happening>, Impossible> {
        self.open()?;
        if self.history.nobody_found {
            return Ok(None);
        }
        Ok(Some(self.happens(Happening::NobodyFound)))
    }

    /// An administrator says how it went (spec 7.3). `None` if it is called so already.
    ///
    /// # Errors
    /// [`Impossible::Open`] as long as it goes on.
    pub fn correct_outcome(
        &mut self,
        outcome: Outcome,
        by: Operator,
        at: Timestamp,
    ) -> Result<Option<Happening>, Impossible> {
        let (present, _) = self.outcome().ok_or(Impossible::Open)?;
        if present == outcome {
            return Ok(None);
        }
        let correction = Correction { outcome, by, at };
        Ok(Some(self.happens(Happening::OutcomeCorrected(correction))))
    }

    /// The visitor says how it was (spec 12.2); `comment` has passed [`crate::rating::comment`]. `None` if he has said so already.
    ///
    /// # Errors
    /// [`Impossible::Open`] as long as it goes on.
    pub fn rate(
        &mut self,
        face: Face,
        comment: String,
        at: Timestamp,
    ) -> Result<Option<Happening>, Impossible> {
        if self.is_open() {
            return Err(Impossible::Open);
        }
        let known = self.history.rating.as_ref();
        if known.is_some_and(|known| known.face == face && known.comment == comment) {
            return Ok(None);
        }
        let rating = Rating {
            face,
            comment,
            operator: self.history.last_wrote,
            at,
            // Who changes his mind does not undo what an administrator decided.
            is_internal: known.is_some_and(|known| known.is_internal),
        };
        Ok(Some(self.happens(Happening::Rated(rating))))
    }

    /// An administrator says whether the rating is *Visible Internally Only* (spec 12.4). `None` if it is already, or there is none.
    pub fn keep_rating_internal(&mut self, is_internal: bool) -> Option<Happening> {
        let rating = self.history.rating.as_ref()?;
        let is_other = rating.is_internal != is_internal;
        is_other.then(|| self.happens(Happening::RatingKeptInternal(is_internal)))
    }

    /// It needs somebody who knows about this (spec 8.5, 9.8). `None` if that is known already.
    ///
    /// # Errors
    /// [`Fault::TooMany`] beyond [`limit::CONVERSATION_EXPERTISES`].
    pub fn link_expertise(&mut self, expertise: ExpertiseId) -> Result<Option<Happening>, Fault> {
        if self.expertises.contains(&expertise) {
            return Ok(None);
        }
        let limit = limit::CONVERSATION_EXPERTISES;
        if self.expertises.len() >= limit {
            return Err(Fault::TooMany { limit });
        }
        Ok(Some(self.happens(Happening::ExpertiseLinked(expertise))))
    }

    /// It needs nobody who knows about this. `None` if it does not already.
    pub fn unlink_expertise(&mut self, expertise: ExpertiseId) -> Option<Happening> {
        let is_linked = self.expertises.contains(&expertise);
        is_linked.then(|| self.happens(Happening::ExpertiseUnlinked(expertise)))
    }

    /// An operator answers by e-mail what was left while nobody was there (spec 4.7); `text` has passed
    /// [`crate::text::message`].
    ///
    /// # Errors
    /// [`Impossible::Open`] as long as it can be answered in it, [`Impossible::NoAddress`] if there is none.
    pub fn mail(&mut self, change: Change, text: String) -> Result<Happening, Impossible> {
        if self.is_open() {
            return Err(Impossible::Open);
        }
        if self.email.is_none() {
            return Err(Impossible::NoAddress);
        }
        Ok(self.happens(Happening::Said(self.line(change, Body::Email(text)))))
    }

    /// The visitor says where he can be written to; `address` has passed [`crate::text::email`]. `None` if that is known: the one that
    /// he gave when he was asked for it stays.
    pub fn give_address(&mut self, address: String) -> Option<Happening> {
        let is_new = self.email.is_none();
        is_new.then(|| self.happens(Happening::AddressGiven(address)))
    }

    /// What the visitor missed goes to him by e-mail (spec 14.3).
    pub fn mail_missed(&mut self, client_id: ClientId, at: Timestamp) -> Happening {
        let change = Change {
            author: Author::System,
            client_id,
            at,
        };
        let line = self.line(change, Body::MissedMailed);
        self.happens(Happening::ToldOperators(line))
    }

    /// The visitor wants no more e-mails about it.
    pub fn decline_mail(&mut self, client_id: ClientId, at: Timestamp) -> Happening {
        let change = Change {
            author: Author::Visitor,
            client_id,
            at,
        };
        let line = self.line(change, Body::MailDeclined);
        self.happens(Happening::ToldOperators(line))
    }

    /// An operator goes; the conversation stays open (spec 7.5). `None` if he was not in it.
    ///
    /// # Errors
    /// [`Impossible::Ended`] once it is over.
    pub fn leave(&mut self, change: Change) -> Result<Option<Happening>, Impossible> {
        self.open()?;
        let is_in = self
            .operators
            .iter()
            .any(|operator| change.author.is_user(operator.id));
        if !is_in {
            return Ok(None);
        }
        Ok(Some(
            self.happens(Happening::Left(self.line(change, Body::Left))),
        ))
    }

    /// Somebody ends it (spec 7.2). `None` if it was over already: ending twice is harmless.
    pub fn end(&mut self, change: Change) -> Option<Happening> {
        self.is_open().then(|| {
            let body = match change.author {
                Author::Visitor => Body::Left,
                Author::Operator(_) | Author::Bot(_) | Author::System => Body::Ended,
            };
            self.happens(Happening::Ended(self.line(change, body)))
        })
    }

    /// An author changes his words; `text` has passed [`crate::text::message`].
    ///
    /// # Errors
    /// [`Impossible::Ended`], or [`Impossible::NotYours`] if he did not write `message`.
    pub fn edit(
        &mut self,
        message: &Message,
        editor: &Author,
        text: String,
        at: Timestamp,
    ) -> Result<Happening, Impossible> {
        self.own(message, editor)?;
        // A file has no words to change.
        if message.body.text().is_none() {
            return Err(Impossible::NotYours);
        }
        Ok(self.happens(Happening::Edited {
            number: message.number,
            text,
            at,
        }))
    }

    /// An author takes his words or his file back.
    ///
    /// # Errors
    /// [`Impossible::Ended`], or [`Impossible::NotYours`] if he did not write `message`.
    pub fn delete(&mut self, message: &Message, editor: &Author) -> Result<Happening, Impossible> {
        self.own(message, editor)?;
        Ok(self.happens(Happening::Deleted {
            number: message.number,
        }))
    }

    pub(super) fn open(&self) -> Result<(), Impossible> {
        match self.state {
            State::Open(_) => Ok(()),
            State::Ended { .. } => Err(Impossible::Ended),
        }
    }

    fn own(&self, message: &Message, editor: &Author) -> Result<(), Impossible> {
        self.open()?;
        let is_his = match (&message.author, editor) {
            (Author::Visitor, Author::Visitor) => true,
            (author, Author::Operator(operator)) => author.is_user(operator.id),
            (_, Author::Visitor | Author::Bot(_) | Author::System) => false,
        };
        if is_his && message.body.gist().is_some() {
            Ok(())
        } else {
            Err(Impossible::NotYours)
        }
    }

    pub(super) fn line(&self, change: Change, body: Body) -> Message {
        Message {
            number: MessageNumber::next(self.last_number),
            client_id: change.client_id,
            author: change.author,
            body,
            at: change.at,
            edited_at: None,
        }
    }

    pub(super) fn happens(&mut self, happening: Happening) -> Happening {
        self.apply(&happening);
        happening
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::LastWords;
    use crate::testing::{attachment, author, conversation, operator};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn change(author: Author, at: i64) -> Change {
        Change {
            author,
            client_id: ClientId(Uuid::from_u128(u128::from(at.unsigned_abs()))),
            at: Timestamp(at),
        }
    }

    #[test]
    fn what_is_said_gets_the_next_number_and_becomes_the_last_words() {
        let mut conversation = conversation();
        let said = conversation.say(change(Author::Visitor, 5), "Hello".to_owned());
        let Ok(Happening::Said(message)) = said else {
            panic!("{said:?}")
        };
        assert_eq!(message.number, MessageNumber(1));
        assert_eq!(
            conversation.last_words,
            Some(LastWords {
                number: MessageNumber(1),
                operator: None,
                is_by_bot: false,
                text: "Hello".to_owned()
            })
        );
        assert_eq!(conversation.active_at, Timestamp(5));
    }

    #[test]
    fn a_file_is_said_like_words_and_can_be_taken_back_but_not_rewritten() {
        let mut conversation = conversation();
        let said = conversation.attach(change(Author::Visitor, 5), attachment(1));
        let Ok(Happening::Said(message)) = said else {
            panic!("{said:?}")
        };
        assert_eq!(message.body, Body::File(attachment(1)));
        let last = |conversation: &Conversation| {
            let words = conversation.last_words.as_ref();
            words.map(|words| words.text.clone())
        };
        assert_eq!(last(&conversation).as_deref(), Some("file 1.pdf"));
        let wrong = Err(Impossible::NotYours);
        let edited = conversation.edit(&message, &Author::Visitor, "a".to_owned(), Timestamp(6));
        assert_eq!(edited, wrong);
        assert_eq!(conversation.delete(&message, &author(1)), wrong);
        assert!(conversation.delete(&message, &Author::Visitor).is_ok());
        assert_eq!(last(&conversation).as_deref(), Some(""));
    }

    #[test]
    fn what_only_operators_are_told_is_no_activity_and_not_for_the_visitor() {
        let mut conversation = conversation();
        assert!(
            conversation
                .say(change(author(1), 5), "Hello".to_owned())
                .is_ok()
        );
        let client_id = ClientId(Uuid::nil());
        for happening in [
            conversation.mail_missed(client_id, Timestamp(6)),
            conversation.decline_mail(client_id, Timestamp(7)),
        ] {
            let line = happening.added().unwrap();
            assert!(line.body.is_system_line());
            assert_eq!(line.as_visitor_sees(), None);
        }
        assert_eq!(conversation.last_number, MessageNumber(3));
        assert_eq!(conversation.active_at, Timestamp(5));
        assert_eq!(conversation.visitor_seen, MessageNumber(0));
    }

    #[test]
    fn the_first_address_stays() {
        let mut conversation = conversation();
        let given = conversation.give_address("ada@example.org".to_owned());
        assert_eq!(
            given,
            Some(Happening::AddressGiven("ada@example.org".to_owned()))
        );
        assert_eq!(
            conversation.give_address("eve@example.org".to_owned()),
            None
        );
        assert_eq!(conversation.email.as_deref(), Some("ada@example.org"));
    }

    #[test]
    fn a_closed_conversation_cannot_be_answered() {
        let mut conversation = conversation();
        assert!(conversation.end(change(author(1), 6)).is_some());
        assert_eq!(
            conversation.say(change(author(1), 7), "Too late".to_owned()),
            Err(Impossible::Ended)
        );
        assert_eq!(
            conversation.attach(change(Author::Visitor, 7), attachment(1)),
            Err(Impossible::Ended)
        );
        assert_eq!(
            conversation.join(operator(2), ClientId(Uuid::nil()), Timestamp(8)),
            Err(Impossible::Ended)
        );
        assert_eq!(conversation.end(change(Author::Visitor, 9)), None);
        assert_eq!(conversation.state, State::Ended { at: Timestamp(6) });
    }

    #[test]
    fn an_operator_joins_once_and_leaves_once() {
        let mut conversation = conversation();
        let id = ClientId(Uuid::nil());
        assert!(matches!(
            conversation.join(operator(1), id, Timestamp(1)),
            Ok(Some(_))
        ));
        assert_eq!(conversation.join(operator(1), id, Timestamp(2)), Ok(None));
        assert!(matches!(
            conversation.leave(change(author(1), 3)),
            Ok(Some(_))
        ));
        assert_eq!(conversation.leave(change(author(1), 4)), Ok(None));
        assert!(conversation.is_open());
    }

    #[test]
    fn only_its_author_changes_a_message() {
        let mut conversation = conversation();
        let said = conversation.say(change(author(1), 5), "Mine".to_owned());
        let Ok(Happening::Said(message)) = said else {
            panic!("{said:?}")
        };
        let wrong = Err(Impossible::NotYours);
        assert_eq!(conversation.delete(&message, &Author::Visitor), wrong);
        assert_eq!(conversation.delete(&message, &author(2)), wrong);
        let edited = conversation.edit(&message, &author(1), "Ours".to_owned(), Timestamp(6));
        assert!(edited.is_ok());
        assert_eq!(
            conversation
                .last_words
                .as_ref()
                .map(|words| words.text.as_str()),
            Some("Ours")
        );
        assert!(conversation.delete(&message, &author(1)).is_ok());
        let deleted = Message {
            body: Body::Deleted,
            ..message
        };
        assert_eq!(conversation.delete(&deleted, &author(1)), wrong);
    }

    #[test]
    fn a_status_reverts_when_what_it_waited_for_happens() {
        let mut conversation = conversation();
        assert_eq!(conversation.status(), Some(Status::InProgress));
        let set = |conversation: &mut Conversation, status| conversation.set_status(status);
        assert!(matches!(
            set(&mut conversation, Status::WaitingForCustomer),
            Ok(Some(_))
        ));
        assert_eq!(set(&mut conversation, Status::WaitingForCustomer), Ok(None));
        // What an operator writes meanwhile does not mean that the customer has answered.
        drop(conversation.say(change(author(1), 1), "Anything else?".to_owned()));
        assert_eq!(conversation.status(), Some(Status::WaitingForCustomer));
        drop(conversation.say(change(Author::Visitor, 2), "Yes".to_owned()));
        assert_eq!(conversation.status(), Some(Status::InProgress));
        drop(set(&mut conversation, Status::LookingForHelp));
        drop(conversation.say(change(Author::Visitor, 3), "Hello?".to_owned()));
        assert_eq!(conversation.status(), Some(Status::LookingForHelp));
        drop(conversation.join(operator(2), ClientId(Uuid::nil()), Timestamp(4)));
        assert_eq!(conversation.status(), Some(Status::InProgress));
        drop(conversation.end(change(Author::Visitor, 5)));
        assert_eq!(conversation.status(), None);
        assert_eq!(
            set(&mut conversation, Status::InProgress),
            Err(Impossible::Ended)
        );
    }

    #[test]
    fn only_the_first_answers_a_call_for_help() {
        let mut conversation = conversation();
        let id = ClientId(Uuid::nil());
        let helped = Err(Impossible::Helped);
        assert_eq!(conversation.help(operator(2), id, Timestamp(1)), helped);
        drop(conversation.set_status(Status::LookingForHelp));
        assert!(matches!(
            conversation.help(operator(2), id, Timestamp(2)),
            Ok(Some(_))
        ));
        assert_eq!(conversation.help(operator(2), id, Timestamp(3)), Ok(None));
        assert_eq!(conversation.help(operator(3), id, Timestamp(4)), helped);
    }

    #[test]
    fn an_outcome_is_corrected_once_there_is_one() {
        let mut conversation = conversation();
        let correct = |conversation: &mut Conversation, outcome| {
            conversation.correct_outcome(outcome, operator(9), Timestamp(9))
        };
        assert_eq!(
            correct(&mut conversation, Outcome::Success),
            Err(Impossible::Open)
        );
        drop(conversation.end(change(Author::Visitor, 1)));
        assert_eq!(correct(&mut conversation, Outcome::Success), Ok(None));
        assert!(matches!(
            correct(&mut conversation, Outcome::Escalated),
            Ok(Some(_))
        ));
        assert_eq!(
            conversation.outcome().map(|(outcome, _)| outcome),
            Some(Outcome::Escalated)
        );
    }

    #[test]
    fn who_wrote_last_is_rated_once_it_is_over_and_the_last_rating_counts() {
        let mut conversation = conversation();
        let rate = |conversation: &mut Conversation, face, comment: &str| {
            conversation.rate(face, comment.to_owned(), Timestamp(9))
        };
        drop(conversation.say(change(author(1), 1), "Hello".to_owned()));
        drop(conversation.say(change(author(2), 2), "I help you".to_owned()));
        drop(conversation.join(operator(3), ClientId(Uuid::nil()), Timestamp(3)));
        let early = rate(&mut conversation, Face::Okay, "");
        assert_eq!(early, Err(Impossible::Open));
        drop(conversation.end(change(Author::Visitor, 4)));
        let before = conversation.clone();
        let rated = rate(&mut conversation, Face::Okay, "Slow");
        let Ok(Some(Happening::Rated(rating))) = rated else {
            panic!("{rated:?}")
        };
        assert_eq!(rating.operator, Some(operator(2).id));
        assert_eq!(rate(&mut conversation, Face::Okay, "Slow"), Ok(None));
        assert!(matches!(
            rate(&mut conversation, Face::Satisfied, ""),
            Ok(Some(_))
        ));
        let last = conversation.history.rating.as_ref();
        assert_eq!(last.map(|last| last.face), Some(Face::Satisfied));
        // It is no news of what was said.
        assert_eq!(conversation.active_at, before.active_at);
        assert_eq!(conversation.last_number, before.last_number);
    }

    #[test]
    fn what_was_left_is_answered_by_mail_and_only_where_there_is_an_address() {
        let mut conversation = conversation();
        let mail = |conversation: &mut Conversation| {
            conversation.mail(change(author(1), 5), "Tomorrow".to_owned())
        };
        assert_eq!(mail(&mut conversation), Err(Impossible::Open));
        drop(conversation.find_nobody());
        drop(conversation.end(change(Author::System, 1)));
        assert_eq!(mail(&mut conversation), Err(Impossible::NoAddress));
        conversation.email = Some("ada@example.org".to_owned());
        assert!(conversation.is_unanswered_mail() && conversation.concerns(operator(7).id));
        assert!(mail(&mut conversation).is_ok());
        assert!(!conversation.is_unanswered_mail());
        assert_eq!(
            conversation.outcome().map(|(outcome, _)| outcome),
            Some(Outcome::NoOneAvailable)
        );
    }

    #[test]
    fn a_conversation_asks_for_so_many_expertises_and_for_no_more() {
        let mut conversation = conversation();
        let expertise = |id: usize| ExpertiseId(Uuid::from_u128(u128::try_from(id).unwrap()));
        let limit = limit::CONVERSATION_EXPERTISES;
        for id in 0..limit {
            assert!(matches!(
                conversation.link_expertise(expertise(id)),
                Ok(Some(_))
            ));
        }
        assert_eq!(conversation.link_expertise(expertise(0)), Ok(None));
        let one_more = conversation.link_expertise(expertise(limit));
        assert_eq!(one_more, Err(Fault::TooMany { limit }));
        assert!(conversation.unlink_expertise(expertise(0)).is_some());
        assert_eq!(conversation.unlink_expertise(expertise(0)), None);
        assert!(matches!(
            conversation.link_expertise(expertise(limit)),
            Ok(Some(_))
        ));
    }

    /// What somebody does in the property below.
    fn does(conversation: &mut Conversation, deed: u8, at: i64) -> Option<Happening> {
        let (id, now) = (ClientId(Uuid::nil()), Timestamp(at));
        match deed {
            0 => conversation
                .say(change(Author::Visitor, at), "v".to_owned())
                .ok(),
            1 => conversation.say(change(author(1), at), "o".to_owned()).ok(),
            2 => conversation.join(operator(1), id, now).ok().flatten(),
            3 => conversation.leave(change(author(1), at)).ok().flatten(),
            4 => conversation
                .invite(operator(2), operator(1), id, now)
                .ok()
                .flatten(),
            5 => conversation
                .set_status(Status::LookingForHelp)
                .ok()
                .flatten(),
            6 => conversation
                .set_status(Status::WaitingForCustomer)
                .ok()
                .flatten(),
            7 => conversation.help(operator(3), id, now).ok().flatten(),
            8 => conversation.find_nobody().ok().flatten(),
            9 => conversation
                .correct_outcome(Outcome::Success, operator(1), now)
                .ok()
                .flatten(),
            10 => conversation
                .mail(change(author(1), at), "m".to_owned())
                .ok(),
            11 => conversation
                .rate(Face::Okay, "r".to_owned(), now)
                .ok()
                .flatten(),
            _ => conversation.end(change(Author::Visitor, at)),
        }
    }

    proptest! {
        #[test]
        fn numbers_have_no_gap_an_end_is_final_and_the_outcome_follows_from_what_happened(
            deeds in proptest::collection::vec(0u8..13, 0..40),
            has_address: bool,
        ) {
            let mut conversation = conversation();
            conversation.email = has_address.then(|| "ada@example.org".to_owned());
            let mut told = conversation.clone();
            let mut numbers = Vec::new();
            let mut ended = false;
            for (deed, at) in deeds.into_iter().zip(1i64..) {
                let happening = does(&mut conversation, deed, at);
                prop_assert!(!ended || !conversation.is_open());
                prop_assert_eq!(conversation.status().is_some(), conversation.outcome().is_none());
                ended = !conversation.is_open();
                numbers.extend(happening.as_ref().and_then(Happening::added).map(|line| line.number.0));
                if let Some(happening) = happening {
                    told.apply(&happening);
                }
            }
            let expected: Vec<u32> = (1u32..).take(numbers.len()).collect();
            prop_assert_eq!(numbers, expected);
            prop_assert_eq!(told, conversation);
        }
    }
}
