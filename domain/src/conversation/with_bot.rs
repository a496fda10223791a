//! What a chatbot does in a conversation (spec 9.5–9.10).

use super::{Change, Conversation, Impossible};
use crate::chatbot::{Moved, Place};
use crate::event::Happening;
use crate::id::ClientId;
use crate::message::{Author, Body};
use crate::time::Timestamp;

impl Conversation {
    /// The chatbot says something.
    ///
    /// # Errors
    /// [`Impossible::Ended`] once it is over.
    pub fn bot_says(
        &mut self,
        body: Body,
        client_id: ClientId,
        at: Timestamp,
    ) -> Result<Option<Happening>, Impossible> {
        self.open()?;
        let name = self.bot.as_ref().map(|bot| bot.name.clone());
        let change = Change {
            author: Author::Bot(name.unwrap_or_default()),
            client_id,
            at,
        };
        let line = self.line(change, body);
        Ok(Some(self.happens(Happening::Said(line))))
    }

    /// The chatbot's script goes on. `None` if there is no chatbot.
    ///
    /// # Errors
    /// [`Impossible::Ended`] once it is over; a script that had come to its end may begin again.
    pub fn bot_moves(&mut self, moved: Moved) -> Result<Option<Happening>, Impossible> {
        let Some(bot) = &self.bot else {
            return Ok(None);
        };
        if !(moved.is_anew && bot.run.place.can_restart()) {
            self.open()?;
        }
        Ok(Some(self.happens(Happening::BotMoved(moved))))
    }

    /// Tells that the chatbot begins again, under the visitor's request.
    ///
    /// # Errors
    /// [`Impossible::Ended`] once it is over.
    pub fn tell_restart(
        &mut self,
        client_id: ClientId,
        at: Timestamp,
    ) -> Result<Option<Happening>, Impossible> {
        self.open()?;
        let change = Change {
            author: Author::System,
            client_id,
            at,
        };
        let line = self.line(change, Body::Restarted);
        Ok(Some(self.happens(Happening::Said(line))))
    }

    /// Whether its chatbot can begin again: the script has come to its end, and the visitor has not left before that (spec 9.10).
    pub fn can_restart(&self) -> bool {
        self.bot.as_ref().is_some_and(|bot| match bot.run.place {
            Place::Over => true,
            place => self.is_open() && place.can_restart(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chatbot::{Bot, Given, Run, Value};
    use crate::conversation::{Outcome, OutcomeRule};
    use crate::id::{ChatbotId, StepId};
    use crate::testing::{conversation, operator};
    use crate::time::DAY_MS;
    use uuid::Uuid;

    const STEP: StepId = StepId(Uuid::from_u128(1));

    fn with_bot() -> Conversation {
        let bot = Bot {
            chatbot: ChatbotId(Uuid::nil()),
            version: 1,
            name: "Guide".to_owned(),
            run: Run::at(Place::Waits(STEP)),
        };
        Conversation {
            bot: Some(Box::new(bot)),
            ..conversation()
        }
    }

    fn moved(place: Place) -> Moved {
        Moved {
            place,
            given: None,
            is_anew: false,
        }
    }

    fn id(number: u128) -> ClientId {
        ClientId(Uuid::from_u128(number))
    }

    fn over(at: i64) -> Change {
        Change {
            author: Author::System,
            client_id: id(9),
            at: Timestamp(at),
        }
    }

    #[test]
    fn nobody_is_called_to_what_a_chatbot_answers() {
        let mut conversation = with_bot();
        let user = operator(1);
        drop(conversation.bot_says(Body::Text("Hello".to_owned()), id(1), Timestamp(1)));
        assert!(!conversation.concerns(user.id) && conversation.waits_since.is_none());
        assert!(conversation.last_words.as_ref().unwrap().is_by_bot);
        drop(conversation.join(user.clone(), id(2), Timestamp(2)));
        assert!(!conversation.is_with_bot() && conversation.concerns(user.id));
        assert_eq!(conversation.bot.unwrap().run.place, Place::Forwarded);
    }

    #[test]
    fn an_address_that_was_given_is_where_the_visitor_is_answered() {
        let mut conversation = with_bot();
        let given = Given {
            step: STEP,
            value: Value::Email("ada@example.org".to_owned()),
        };
        drop(conversation.find_nobody());
        drop(conversation.bot_moves(Moved {
            given: Some(given),
            ..moved(Place::Over)
        }));
        drop(conversation.end(over(2)));
        assert!(conversation.is_unanswered_mail());
        assert_eq!(
            conversation.outcome(),
            Some((Outcome::NoOneAvailable, OutcomeRule::NobodyFound))
        );
    }

    #[test]
    fn a_script_that_ran_its_course_is_a_success() {
        let mut conversation = with_bot();
        drop(conversation.bot_moves(moved(Place::Over)));
        drop(conversation.end(over(2)));
        assert_eq!(
            conversation.outcome(),
            Some((Outcome::Success, OutcomeRule::RanItsCourse))
        );
    }

    #[test]
    fn only_a_script_at_its_end_begins_again_and_opens_the_conversation() {
        let anew = || Moved {
            is_anew: true,
            ..moved(Place::Waits(STEP))
        };
        let mut left = with_bot();
        drop(left.end(over(1)));
        assert!(!left.can_restart());
        assert_eq!(left.bot_moves(anew()), Err(Impossible::Ended));

        let mut conversation = with_bot();
        assert!(!conversation.can_restart());
        drop(conversation.bot_moves(moved(Place::Over)));
        drop(conversation.end(over(2)));
        assert!(conversation.can_restart());
        assert!(conversation.bot_moves(anew()).is_ok());
        assert!(conversation.is_open() && conversation.outcome().is_none());
        assert!(conversation.tell_restart(id(3), Timestamp(3)).is_ok());

        let mut dead = with_bot();
        drop(dead.bot_moves(moved(Place::DeadEnd)));
        assert!(dead.can_restart());
        drop(dead.end(over(2)));
        assert!(!dead.can_restart(), "the visitor has left");
    }

    #[test]
    fn what_only_a_chatbot_was_in_ends_after_a_day_read_or_not() {
        let mut conversation = with_bot();
        drop(conversation.bot_says(Body::Text("Hello".to_owned()), id(1), Timestamp(0)));
        assert!(!conversation.has_run_dry(Timestamp(DAY_MS - 1)));
        assert!(conversation.has_run_dry(Timestamp(DAY_MS)));
    }
}
