//! A conversation of a visitor with operators: its states and what may happen in each (spec 7).

mod transition;

pub use transition::{Change, Impossible};

use crate::event::Happening;
use crate::id::{ChannelId, ConversationId, PublicConversationId, UserId};
use crate::limit;
use crate::message::{Author, Body, Message, MessageNumber};
use crate::text::shortened;
use crate::time::Timestamp;
use crate::user::Operator;
use serde::{Deserialize, Serialize};

/// A conversation, without its messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Which, for operators.
    pub id: ConversationId,
    /// Which, for the visitor.
    pub public_id: PublicConversationId,
    /// Where it began.
    pub channel: ChannelId,
    /// What operators call the visitor: `Visitor 118`.
    pub visitor_name: String,
    /// The page it began on, as the widget told it.
    pub page: Option<String>,
    /// The visitor's language tag (spec 5.8).
    pub language: Option<String>,
    /// When it began.
    pub started_at: Timestamp,
    /// When something was last said or done in it.
    pub active_at: Timestamp,
    /// Open or ended.
    pub state: State,
    /// Operators who are in it now, in the order in which they joined.
    pub operators: Vec<Operator>,
    /// The number of its last message or system line.
    pub last_number: MessageNumber,
    /// What was said last.
    pub last_words: Option<LastWords>,
    /// The last message that the visitor has seen.
    pub visitor_seen: MessageNumber,
    /// The last message that any operator has seen.
    pub operators_seen: MessageNumber,
}

/// Whether a conversation goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It goes on.
    Open,
    /// It is over.
    Ended {
        /// Since when.
        at: Timestamp,
    },
}

/// What was said last in a conversation, shortened for a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastWords {
    /// The message they are of.
    pub number: MessageNumber,
    /// Who said them; `None` means the visitor.
    pub operator: Option<UserId>,
    /// The words, at most [`limit::LAST_WORDS_CHARACTERS`]; empty if they were taken back.
    pub text: String,
}

impl Conversation {
    /// Whether it goes on.
    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// Whether the user is in it now.
    pub fn has_operator(&self, user: UserId) -> bool {
        self.operators.iter().any(|operator| operator.id == user)
    }

    /// Whether its unread messages are this user's to answer: he is in it, or nobody is and it goes on.
    pub fn concerns(&self, user: UserId) -> bool {
        self.has_operator(user) || (self.is_open() && self.operators.is_empty())
    }

    /// Takes in what happened in it.
    pub fn apply(&mut self, happening: &Happening) {
        if let Some(message) = happening.added() {
            self.last_number = self.last_number.max(message.number);
            self.active_at = self.active_at.max(message.at);
        }
        match happening {
            Happening::Started(_) => {}
            Happening::Said(message) => self.hear(message),
            Happening::Edited { number, text, .. } => self.correct(*number, text),
            Happening::Deleted { number } => self.correct(*number, ""),
            Happening::Joined(line) => {
                if let Author::Operator(operator) = &line.author
                    && !self.has_operator(operator.id)
                {
                    self.operators.push(operator.clone());
                }
            }
            Happening::Left(line) => {
                self.operators
                    .retain(|operator| !line.author.is_user(operator.id));
            }
            Happening::Ended(line) => self.state = State::Ended { at: line.at },
        }
    }

    /// Takes in how far one of its sides has read.
    pub fn see(&mut self, reader: &Author, number: MessageNumber) {
        let number = number.min(self.last_number);
        let seen = match reader {
            Author::Visitor => &mut self.visitor_seen,
            Author::Operator(_) => &mut self.operators_seen,
        };
        *seen = number.max(*seen);
    }

    fn hear(&mut self, message: &Message) {
        if let Body::Text(text) = &message.body {
            self.last_words = Some(LastWords {
                number: message.number,
                operator: match &message.author {
                    Author::Visitor => None,
                    Author::Operator(operator) => Some(operator.id),
                },
                text: shortened(text, limit::LAST_WORDS_CHARACTERS),
            });
        }
        self.see(&message.author, message.number);
    }

    fn correct(&mut self, number: MessageNumber, text: &str) {
        if let Some(words) = &mut self.last_words
            && words.number == number
        {
            words.text = shortened(text, limit::LAST_WORDS_CHARACTERS);
        }
    }
}
