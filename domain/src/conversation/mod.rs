//! A conversation of a visitor with operators: its states and what may happen in each (spec 7).

mod outcome;
mod status;
mod transition;
mod with_bot;

pub use outcome::{Correction, History, Outcome, OutcomeRule};
pub use status::Status;
pub use transition::{Change, Impossible};

use crate::chatbot::{Bot, Moved, Place};
use crate::country::Country;
use crate::event::Happening;
use crate::id::{ChannelId, ConversationId, ExpertiseId, PublicConversationId, UserId};
use crate::limit;
use crate::message::{Author, Message, MessageNumber};
use crate::text::shortened;
use crate::time::{DAY_MS, Timestamp};
use crate::user::Operator;
use serde::{Deserialize, Serialize};

/// For how long nothing may happen in a conversation until it ends by itself, if everything is read (spec 7.2).
pub const IDLE_MS: i64 = DAY_MS;

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
    /// The visitor's time zone as IANA names it, if his browser told one that there is (spec 8.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Where the visitor is, if it is known.
    #[serde(default)]
    pub country: Option<Country>,
    /// Where he is answered once it is over, and told what he missed, if he said so (spec 4.7, 14.3).
    #[serde(default)]
    pub email: Option<String>,
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
    /// What its outcome depends on.
    #[serde(default)]
    pub history: History,
    /// Since when it waits for an operator: nobody is in it, or nobody has written of those who came last.
    #[serde(default)]
    pub waits_since: Option<Timestamp>,
    /// Since when somebody looks for help in it (spec 8.7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help_since: Option<Timestamp>,
    /// What who answers should know about (spec 8.5), at most [`limit::CONVERSATION_EXPERTISES`].
    #[serde(default)]
    pub expertises: Vec<ExpertiseId>,
    /// The chatbot that it began with, and how far that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bot: Option<Box<Bot>>,
}

/// Whether a conversation goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It goes on, and this is how it stands.
    Open(Status),
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
    /// Who said them; `None` means the visitor, or the chatbot.
    pub operator: Option<UserId>,
    /// Whether the chatbot said them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_by_bot: bool,
    /// The words, at most [`limit::LAST_WORDS_CHARACTERS`]; empty if they were taken back.
    pub text: String,
}

impl Conversation {
    /// Whether it goes on.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Open(_))
    }

    /// Whether the user is in it now.
    pub fn has_operator(&self, user: UserId) -> bool {
        self.operators.iter().any(|operator| operator.id == user)
    }

    /// How it stands, as long as it goes on.
    pub fn status(&self) -> Option<Status> {
        match self.state {
            State::Open(status) => Some(status),
            State::Ended { .. } => None,
        }
    }

    /// How it went, and why it is called that, once it is over (spec 7.3).
    pub fn outcome(&self) -> Option<(Outcome, OutcomeRule)> {
        (!self.is_open()).then(|| self.history.outcome())
    }

    /// Whether it is a message that was left while nobody was there, and that nobody has answered yet (spec 4.7).
    pub fn is_unanswered_mail(&self) -> bool {
        !self.is_open()
            && self.email.is_some()
            && self.history.nobody_found
            && !self.history.operator_wrote
    }

    /// Whether its unread messages are this user's to answer: he is in it, or it is for whoever comes first.
    pub fn concerns(&self, user: UserId) -> bool {
        self.has_operator(user)
            || (self.is_open() && self.operators.is_empty() && !self.is_with_bot())
            || self.is_unanswered_mail()
    }

    /// Whether a chatbot talks to the visitor, and no operator has come yet.
    pub fn is_with_bot(&self) -> bool {
        self.bot.as_ref().is_some_and(|bot| bot.is_in_charge())
    }

    /// Takes in what happened in it.
    pub fn apply(&mut self, happening: &Happening) {
        if let Some(message) = happening.added() {
            self.last_number = self.last_number.max(message.number);
            // What only operators are told is nothing that anybody said or did in it.
            if !message.body.is_for_operators() {
                self.active_at = self.active_at.max(message.at);
            }
        }
        self.history.apply(happening);
        self.wait(happening);
        match happening {
            Happening::Started(_)
            | Happening::NobodyFound
            | Happening::OutcomeCorrected(_)
            | Happening::Rated(_)
            | Happening::RatingKeptInternal(_)
            | Happening::Noted(_)
            | Happening::Tagged(_)
            | Happening::Untagged(_)
            | Happening::ToldOperators(_)
            | Happening::Mentioned { .. }
            | Happening::Erased => {}
            Happening::AddressGiven(address) => self.email = Some(address.clone()),
            Happening::ExpertiseLinked(expertise) => {
                if !self.expertises.contains(expertise) {
                    self.expertises.push(*expertise);
                }
            }
            Happening::ExpertiseUnlinked(expertise) => {
                self.expertises.retain(|known| known != expertise);
            }
            Happening::Said(message) => self.hear(message),
            Happening::Edited { number, text, .. } => self.correct(*number, text),
            Happening::Deleted { number } => self.correct(*number, ""),
            Happening::Joined(line) => {
                if let Author::Operator(operator) = &line.author
                    && !self.has_operator(operator.id)
                {
                    self.operators.push(operator.clone());
                }
                // Whoever comes takes over, also from a chatbot that did not call for him.
                if let Some(bot) = &mut self.bot {
                    bot.run.place = Place::Forwarded;
                }
                self.revert(Status::LookingForHelp);
            }
            Happening::Left(line) => {
                self.operators
                    .retain(|operator| !line.author.is_user(operator.id));
            }
            Happening::StatusSet(status) => {
                if self.is_open() {
                    self.state = State::Open(*status);
                }
            }
            Happening::BotMoved(moved) => self.follow(moved),
            Happening::Ended(line) => self.state = State::Ended { at: line.at },
        }
    }

    /// Whether others are in it and none of them has ever written: then whoever writes first has it.
    pub fn is_left_to(&self, user: UserId) -> bool {
        !self.history.operator_wrote && self.operators.iter().any(|operator| operator.id != user)
    }

    fn wait(&mut self, happening: &Happening) {
        match happening {
            Happening::Joined(line) if self.operators.is_empty() || self.waits_since.is_some() => {
                self.waits_since = Some(line.at);
            }
            Happening::Left(line)
                if self
                    .operators
                    .iter()
                    .all(|operator| line.author.is_user(operator.id)) =>
            {
                self.waits_since = Some(line.at);
            }
            Happening::Said(message) if message.author.operator().is_some() => {
                self.waits_since = None;
            }
            Happening::Ended(_) => self.waits_since = None,
            _ => {}
        }
    }

    /// Whether it is to be offered to the next operator: nobody is in it, or it has not been answered for so long (spec 5.9, 7.5).
    pub fn is_to_be_offered(&self, now: Timestamp, patience_ms: Option<i64>) -> bool {
        let Some(since) = self.waits_since else {
            return false;
        };
        self.operators.is_empty()
            || patience_ms.is_some_and(|patience| now.since(since) >= patience)
    }

    /// Whether it is over by itself: nobody has used it for a day, and everything is read, or only a chatbot was there (spec 7.2).
    pub fn has_run_dry(&self, now: Timestamp) -> bool {
        let last = self
            .last_words
            .as_ref()
            .map_or(MessageNumber(0), |words| words.number);
        self.is_open()
            && now.since(self.active_at) >= IDLE_MS
            && (self.is_with_bot() || (self.visitor_seen >= last && self.operators_seen >= last))
    }

    /// The chatbot's script went on.
    fn follow(&mut self, moved: &Moved) {
        if let Some(bot) = &mut self.bot {
            bot.apply(moved);
        }
        // Where he can be answered later, if nobody is found who answers now.
        if let Some(address) = moved.given.as_ref().and_then(|given| given.value.address()) {
            self.email = Some(address);
        }
        if moved.is_anew && !self.is_open() {
            self.state = State::Open(Status::InProgress);
        }
    }

    /// What a status waited for has happened (spec 7.1).
    /// Takes in at which point in time the last of what happened did: by this it is known since when somebody looks for help.
    pub fn pass(&mut self, at: Timestamp) {
        let is_calling = self.status() == Some(Status::LookingForHelp);
        self.help_since = is_calling.then(|| self.help_since.unwrap_or(at));
    }

    fn revert(&mut self, status: Status) {
        if self.state == State::Open(status) {
            self.state = State::Open(Status::InProgress);
        }
    }

    /// Takes in how far one of its sides has read.
    pub fn see(&mut self, reader: &Author, number: MessageNumber) {
        let number = number.min(self.last_number);
        let seen = match reader {
            Author::Visitor => &mut self.visitor_seen,
            Author::Operator(_) => &mut self.operators_seen,
            Author::Bot(_) | Author::System => return,
        };
        *seen = number.max(*seen);
    }

    fn hear(&mut self, message: &Message) {
        if message.author == Author::Visitor {
            self.revert(Status::WaitingForCustomer);
        }
        if let Some(text) = message.body.gist() {
            self.last_words = Some(LastWords {
                number: message.number,
                operator: message.author.operator().map(|operator| operator.id),
                is_by_bot: matches!(message.author, Author::Bot(_)),
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
