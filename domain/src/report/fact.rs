//! What reports know of one conversation, and the formulae (spec 13.4): kept as it goes, so that no report reads messages.

use crate::conversation::{Conversation, Outcome, State};
use crate::country::Country;
use crate::id::{ChannelId, ChatbotId, ConversationId, ExpertiseId, TagId, UserId};
use crate::rating::Face;
use crate::time::{DAY_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// A conversation as reports count it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Where it began.
    pub channel: ChannelId,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; `None` as long as it goes on.
    pub ended_at: Option<Timestamp>,
    /// Where the visitor is.
    pub country: Option<Country>,
    /// The visitor's language tag.
    pub language: Option<String>,
    /// Every operator who was ever in it, in the order in which they came.
    pub operators: Vec<UserId>,
    /// The operator whose it counts as: who wrote last, else who came last.
    pub operator: Option<UserId>,
    /// How it went, once it is over.
    pub outcome: Option<Outcome>,
    /// *Messages per session*: what was said, without system lines.
    pub messages: u32,
    /// *# of speakers*: distinct authors of messages.
    pub speakers: u32,
    /// *Time to answer*: from its start, or a chatbot's last message, to the first message of an operator in it; `None` if no operator wrote before the end.
    pub answered_after_ms: Option<i64>,
    /// Who wrote that message.
    pub answered_by: Option<UserId>,
    /// *Rating*, if the visitor gave one.
    pub rating: Option<Face>,
    /// The operator whom he rated.
    pub rated_operator: Option<UserId>,
    /// When he gave it.
    pub rated_at: Option<Timestamp>,
    /// Whether the rating counts in reports alone, and on no public page.
    pub is_rating_internal: bool,
    /// The chatbot that it began with.
    pub chatbot: Option<ChatbotId>,
    /// Who handled it.
    pub handler: Option<Handler>,
    /// *Is visitor anonymous*: he left no address.
    pub is_anonymous: bool,
    /// What who answers should know about.
    pub expertises: Vec<ExpertiseId>,
    /// What it is about; operators say so beside the conversation, which does not know it.
    pub tags: Vec<TagId>,
    /// *Tickets* that were made of it, which the conversation does not know either.
    pub tickets: u32,
    /// *Leads* that were made of it, likewise.
    pub leads: u32,
}

/// Who handled a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handler {
    /// An operator wrote in it.
    Operator,
    /// A chatbot, and no operator ever wrote.
    Bot,
}

impl Handler {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Operator, Self::Bot];

    /// The word it is stored under.
    pub fn word(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Bot => "bot",
        }
    }

    /// The one that is stored under a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|handler| handler.word() == word)
    }
}

impl Fact {
    /// What a conversation tells of itself as it is now.
    pub fn of(conversation: &Conversation) -> Self {
        let history = &conversation.history;
        let rating = history.rating.as_ref();
        let speakers = history.writers.len()
            + usize::from(history.visitor_messages > 0)
            + usize::from(history.bot_wrote_at.is_some());
        // After a chatbot, the visitor waited since its last words.
        let asked_at = history.bot_wrote_at.unwrap_or(conversation.started_at);
        Self {
            conversation: conversation.id,
            channel: conversation.channel,
            started_at: conversation.started_at,
            ended_at: match conversation.state {
                State::Open(_) => None,
                State::Ended { at } => Some(at),
            },
            country: conversation.country,
            language: conversation.language.clone(),
            operators: history.operators.clone(),
            operator: history.last_wrote.or(history.operators.last().copied()),
            outcome: conversation.outcome().map(|(outcome, _)| outcome),
            messages: history.messages,
            speakers: u32::try_from(speakers).unwrap_or(u32::MAX),
            answered_after_ms: history.answered_at.map(|at| at.since(asked_at)),
            answered_by: history
                .writers
                .first()
                .copied()
                .filter(|_| history.answered_at.is_some()),
            rating: rating.map(|rating| rating.face),
            rated_operator: rating.and_then(|rating| rating.operator),
            rated_at: rating.map(|rating| rating.at),
            is_rating_internal: rating.is_some_and(|rating| rating.is_internal),
            chatbot: conversation.bot.as_ref().map(|bot| bot.chatbot),
            handler: match (history.operator_wrote, &conversation.bot) {
                (true, _) => Some(Handler::Operator),
                (false, Some(_)) => Some(Handler::Bot),
                (false, None) => None,
            },
            is_anonymous: conversation.email.is_none(),
            expertises: conversation.expertises.clone(),
            tags: Vec::new(),
            tickets: 0,
            leads: 0,
        }
    }

    /// *Duration of Session*: until its end, or until now.
    pub fn duration_ms(&self, now: Timestamp) -> i64 {
        self.ended_at.unwrap_or(now).since(self.started_at).max(0)
    }

    /// *Visitor is Happy*: he gave the best rating; `None` if he gave none.
    pub fn is_happy(&self) -> Option<bool> {
        self.rating.map(|face| face == Face::Satisfied)
    }

    /// The rating as a percentage: `(value - 1) · 25`.
    pub fn percent_rating(&self) -> Option<u32> {
        self.rating.map(|face| (u32::from(face.value()) - 1) * 25)
    }
}

/// *Days of activity* of an operator whose first session began then: whole days since, and one.
pub fn days_of_activity(first_session: Timestamp, now: Timestamp) -> i64 {
    now.since(first_session).max(0).div_euclid(DAY_MS) + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chatbot::{Bot, Place, Run};
    use crate::conversation::Change;
    use crate::event::Happening;
    use crate::id::ClientId;
    use crate::message::{Author, Body, Message};
    use crate::testing::{author, conversation, operator};
    use crate::time::{HOUR_MS, MINUTE_MS, SECOND_MS};
    use uuid::Uuid;

    const START: Timestamp = Timestamp(1_000 * DAY_MS);

    /// Half a minute after another.
    struct Story {
        conversation: Conversation,
        at: Timestamp,
    }

    impl Story {
        fn begins() -> Self {
            let conversation = Conversation {
                started_at: START,
                ..conversation()
            };
            let at = START;
            Self { conversation, at }
        }

        fn next(&mut self, author: Author) -> Change {
            self.at = self.at.plus(30 * SECOND_MS);
            Change {
                author,
                client_id: ClientId(Uuid::nil()),
                at: self.at,
            }
        }

        fn says(mut self, author: Author) -> Self {
            let change = self.next(author);
            self.conversation.say(change, "words".to_owned()).unwrap();
            self
        }

        fn bot_says(mut self) -> Self {
            let change = self.next(Author::Bot("Bot".to_owned()));
            let said = Happening::Said(Message {
                number: self.conversation.last_number.next(),
                client_id: change.client_id,
                author: change.author,
                body: Body::Text("step".to_owned()),
                at: change.at,
                edited_at: None,
            });
            self.conversation.apply(&said);
            self
        }

        fn joins(mut self, id: u128) -> Self {
            let at = self.next(author(id)).at;
            let joined = self
                .conversation
                .join(operator(id), ClientId(Uuid::nil()), at);
            joined.unwrap();
            self
        }

        fn ends(mut self) -> Self {
            let change = self.next(Author::Visitor);
            self.conversation.end(change).unwrap();
            self
        }

        fn mails(mut self, id: u128) -> Self {
            self.conversation.email = Some("ada@example.org".to_owned());
            let change = self.next(author(id));
            self.conversation.mail(change, "mail".to_owned()).unwrap();
            self
        }

        fn rates(mut self, face: Face) -> Self {
            let at = self.next(Author::Visitor).at;
            self.conversation.rate(face, String::new(), at).unwrap();
            self
        }
    }

    const VISITOR: Author = Author::Visitor;

    #[test]
    fn every_formula_gives_what_was_counted_by_hand() {
        let now = START.plus(HOUR_MS);
        // Time to answer in seconds, duration in minutes, messages, speakers, outcome.
        let table = [
            (
                "nothing was said yet",
                Story::begins(),
                (None, 60, 0, 0, None),
            ),
            (
                "it goes on, and nobody has answered",
                Story::begins().joins(1).says(VISITOR),
                (None, 60, 1, 1, None),
            ),
            (
                "a chatbot alone",
                Story::begins().bot_says().says(VISITOR).bot_says(),
                (None, 60, 3, 2, None),
            ),
            (
                "a chatbot, then an operator",
                Story::begins()
                    .bot_says()
                    .says(VISITOR)
                    .joins(1)
                    .says(author(1)),
                (Some(90), 60, 3, 3, None),
            ),
            (
                "it goes on, answered",
                Story::begins()
                    .joins(1)
                    .says(VISITOR)
                    .says(author(1))
                    .says(VISITOR),
                (Some(90), 60, 3, 2, None),
            ),
            (
                "the first of two operators answers",
                Story::begins()
                    .joins(1)
                    .says(VISITOR)
                    .says(author(1))
                    .joins(2)
                    .says(author(2))
                    .says(author(1))
                    .ends(),
                (Some(90), 3, 4, 3, Some(Outcome::Escalated)),
            ),
            (
                "it ends without an answer",
                Story::begins().joins(1).says(VISITOR).says(VISITOR).ends(),
                (None, 2, 2, 1, Some(Outcome::NoAnswer)),
            ),
            (
                "an answer by e-mail after the end is a message, and no answer in it",
                Story::begins().says(VISITOR).ends().mails(3),
                (None, 1, 2, 2, Some(Outcome::Success)),
            ),
            (
                "an answer before the end counts, whatever comes after",
                Story::begins()
                    .joins(1)
                    .says(VISITOR)
                    .says(author(1))
                    .ends()
                    .mails(1),
                (Some(90), 2, 3, 2, Some(Outcome::NoAnswer)),
            ),
        ];
        for (what, story, (answer, minutes, messages, speakers, outcome)) in table {
            let fact = Fact::of(&story.conversation);
            let seconds = fact.answered_after_ms.map(|ms| ms / SECOND_MS);
            let duration = fact.duration_ms(now) / MINUTE_MS;
            assert_eq!(
                (
                    seconds,
                    duration,
                    fact.messages,
                    fact.speakers,
                    fact.outcome
                ),
                (answer, minutes, messages, speakers, outcome),
                "{what}"
            );
        }
    }

    #[test]
    fn what_an_operator_asks_who_has_written_nothing_is_no_answer() {
        let after = |story: Story| Fact::of(&story.conversation).answered_after_ms;
        let asked = || Story::begins().joins(1).says(author(1)).says(VISITOR);
        assert_eq!(after(asked()), None);
        assert_eq!(after(asked().says(author(1))), Some(120 * SECOND_MS));
    }

    #[test]
    fn it_counts_as_his_who_wrote_last_or_else_came_last() {
        let of = |story: Story| Fact::of(&story.conversation).operator;
        let id = |number| Some(operator(number).id);
        assert_eq!(of(Story::begins()), None);
        assert_eq!(of(Story::begins().joins(1).joins(2)), id(2));
        assert_eq!(of(Story::begins().joins(1).says(author(1)).joins(2)), id(1));
        let handed_on = Story::begins()
            .joins(1)
            .says(author(1))
            .joins(2)
            .says(author(2));
        assert_eq!(of(handed_on), id(2));
    }

    #[test]
    fn who_handled_it_wrote_in_it_and_an_operator_comes_first() {
        let of = |story: Story| Fact::of(&story.conversation).handler;
        let with_bot = || {
            let mut story = Story::begins();
            let chatbot = ChatbotId(Uuid::from_u128(7));
            story.conversation.bot = Some(Box::new(Bot {
                chatbot,
                version: 1,
                name: "Bot".to_owned(),
                run: Run {
                    place: Place::Over,
                    given: Vec::new(),
                },
            }));
            assert_eq!(Fact::of(&story.conversation).chatbot, Some(chatbot));
            story
        };
        assert_eq!(of(Story::begins().joins(1).says(VISITOR)), None);
        assert_eq!(
            of(Story::begins().joins(1).says(author(1))),
            Some(Handler::Operator)
        );
        assert_eq!(of(with_bot().says(VISITOR).joins(1)), Some(Handler::Bot));
        assert_eq!(
            of(with_bot().joins(1).says(author(1))),
            Some(Handler::Operator)
        );
        for handler in Handler::ALL {
            assert_eq!(Handler::of_word(handler.word()), Some(handler));
        }
        assert!(Fact::of(&Story::begins().conversation).is_anonymous);
        assert!(
            !Fact::of(&Story::begins().says(VISITOR).ends().mails(1).conversation).is_anonymous
        );
    }

    #[test]
    fn a_rating_is_a_number_a_percentage_and_happy_or_not() {
        let table = [
            (None, None, None),
            (Some(Face::Satisfied), Some(100), Some(true)),
            (Some(Face::Okay), Some(50), Some(false)),
            (Some(Face::Dissatisfied), Some(0), Some(false)),
        ];
        for (face, percent, happy) in table {
            let over = Story::begins().joins(1).says(author(1)).ends();
            let story = match face {
                Some(face) => over.rates(face),
                None => over,
            };
            let fact = Fact::of(&story.conversation);
            assert_eq!(fact.percent_rating(), percent, "{face:?}");
            assert_eq!(fact.is_happy(), happy, "{face:?}");
            let rated = face.map(|_| operator(1).id);
            assert_eq!(fact.rated_operator, rated, "{face:?}");
            assert_eq!(fact.rated_at.is_some(), face.is_some());
        }
    }

    #[test]
    fn days_of_activity_are_whole_days_and_one() {
        let table = [
            (0, 1),
            (DAY_MS - 1, 1),
            (DAY_MS, 2),
            (10 * DAY_MS + HOUR_MS, 11),
            (-HOUR_MS, 1),
        ];
        for (passed, days) in table {
            assert_eq!(
                days_of_activity(START, START.plus(passed)),
                days,
                "{passed}"
            );
        }
    }
}
