//! What may happen in a conversation: each deed is checked against its state and yields the happening to be stored.

use super::{Conversation, State};
use crate::event::Happening;
use crate::id::ClientId;
use crate::message::{Author, Body, Message, MessageNumber};
use crate::time::Timestamp;
use crate::user::Operator;

/// Why a deed is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// The conversation is over.
    Ended,
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
                Author::Operator(_) => Body::Ended,
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
        Ok(self.happens(Happening::Edited {
            number: message.number,
            text,
            at,
        }))
    }

    /// An author takes his words back.
    ///
    /// # Errors
    /// [`Impossible::Ended`], or [`Impossible::NotYours`] if he did not write `message`.
    pub fn delete(&mut self, message: &Message, editor: &Author) -> Result<Happening, Impossible> {
        self.own(message, editor)?;
        Ok(self.happens(Happening::Deleted {
            number: message.number,
        }))
    }

    fn open(&self) -> Result<(), Impossible> {
        match self.state {
            State::Open => Ok(()),
            State::Ended { .. } => Err(Impossible::Ended),
        }
    }

    fn own(&self, message: &Message, editor: &Author) -> Result<(), Impossible> {
        self.open()?;
        let is_his = match (&message.author, editor) {
            (Author::Visitor, Author::Visitor) => true,
            (author, Author::Operator(operator)) => author.is_user(operator.id),
            (Author::Operator(_), Author::Visitor) => false,
        };
        if is_his && message.body.text().is_some() {
            Ok(())
        } else {
            Err(Impossible::NotYours)
        }
    }

    fn line(&self, change: Change, body: Body) -> Message {
        Message {
            number: MessageNumber::next(self.last_number),
            client_id: change.client_id,
            author: change.author,
            body,
            at: change.at,
            edited_at: None,
        }
    }

    fn happens(&mut self, happening: Happening) -> Happening {
        self.apply(&happening);
        happening
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::LastWords;
    use crate::testing::{author, conversation, operator};
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
                text: "Hello".to_owned()
            })
        );
        assert_eq!(conversation.active_at, Timestamp(5));
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

    proptest! {
        #[test]
        fn numbers_have_no_gap_and_an_end_is_final(deeds in proptest::collection::vec(0u8..5, 0..40)) {
            let mut conversation = conversation();
            let mut numbers = Vec::new();
            let mut ended = false;
            for (deed, at) in deeds.into_iter().zip(1i64..) {
                let happening = match deed {
                    0 => conversation.say(change(Author::Visitor, at), "v".to_owned()).ok(),
                    1 => conversation.say(change(author(1), at), "o".to_owned()).ok(),
                    2 => conversation.join(operator(1), ClientId(Uuid::nil()), Timestamp(at)).ok().flatten(),
                    3 => conversation.leave(change(author(1), at)).ok().flatten(),
                    _ => conversation.end(change(Author::Visitor, at)),
                };
                prop_assert!(!(ended && happening.is_some()));
                ended = ended || !conversation.is_open();
                numbers.extend(happening.as_ref().and_then(Happening::added).map(|line| line.number.0));
            }
            let expected: Vec<u32> = (1u32..).take(numbers.len()).collect();
            prop_assert_eq!(numbers, expected);
        }
    }
}
