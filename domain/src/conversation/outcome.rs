//! How a conversation went, told from what happened in it (spec 7.3).

use crate::event::Happening;
use crate::id::UserId;
use crate::message::{Author, Body, Message};
use crate::rating::Rating;
use crate::time::Timestamp;
use crate::user::Operator;
use serde::{Deserialize, Serialize};

/// How an ended conversation went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// *Success*.
    Success,
    /// *Escalated*: it took more than one operator.
    Escalated,
    /// *No Answer*: an operator had it, and nothing came of it.
    NoAnswer,
    /// *No One Available*: nobody could be given it.
    NoOneAvailable,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Success,
        Self::Escalated,
        Self::NoAnswer,
        Self::NoOneAvailable,
    ];

    /// The word it is stored under.
    pub fn word(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Escalated => "escalated",
            Self::NoAnswer => "no_answer",
            Self::NoOneAvailable => "no_one_available",
        }
    }

    /// The one that is stored under a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

/// Why a conversation has its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeRule {
    /// More than one operator was in it.
    SeveralOperators,
    /// Nobody could be given it.
    NobodyFound,
    /// An operator had it and never wrote.
    OperatorSilent,
    /// An operator wrote, and the visitor neither wrote again nor rated it.
    VisitorSilent,
    /// It ran its course.
    RanItsCourse,
    /// An administrator said so.
    Corrected,
}

impl OutcomeRule {
    fn outcome(self) -> Outcome {
        match self {
            Self::SeveralOperators => Outcome::Escalated,
            Self::NobodyFound => Outcome::NoOneAvailable,
            Self::OperatorSilent | Self::VisitorSilent => Outcome::NoAnswer,
            Self::RanItsCourse | Self::Corrected => Outcome::Success,
        }
    }
}

/// The outcome as an administrator corrected it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What it is now.
    pub outcome: Outcome,
    /// Who said so.
    pub by: Operator,
    /// When.
    pub at: Timestamp,
}

/// What of a conversation's past its outcome depends on, and what reports count of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    /// Everybody who was ever in it, in the order in which they came.
    pub operators: Vec<UserId>,
    /// Whether any of them wrote.
    pub operator_wrote: bool,
    /// Whether the visitor wrote after that.
    pub visitor_wrote_again: bool,
    /// Whether it was looked for an operator and none was found.
    pub nobody_found: bool,
    /// What an administrator said of its outcome.
    pub correction: Option<Correction>,
    /// The operator who wrote last.
    pub last_wrote: Option<UserId>,
    /// What the visitor said of it.
    pub rating: Option<Rating>,
    /// How many messages were written, those that were taken back as well.
    pub messages: u32,
    /// The operators who wrote, in the order in which they began to.
    pub writers: Vec<UserId>,
    /// How many of them are the visitor's.
    pub visitor_messages: u32,
    /// When an operator first wrote in it; what goes by e-mail after the end is no answer in it (spec 13.4).
    pub answered_at: Option<Timestamp>,
    /// When a chatbot last wrote before that.
    pub bot_wrote_at: Option<Timestamp>,
}

impl History {
    /// Takes in what happened.
    pub(super) fn apply(&mut self, happening: &Happening) {
        match happening {
            Happening::Joined(line) => {
                if let Author::Operator(operator) = &line.author
                    && !self.operators.contains(&operator.id)
                {
                    self.operators.push(operator.id);
                }
            }
            Happening::Said(message) => self.hear(message),
            Happening::NobodyFound => self.nobody_found = true,
            Happening::OutcomeCorrected(correction) => self.correction = Some(correction.clone()),
            Happening::Rated(rating) => self.rating = Some(rating.clone()),
            Happening::RatingKeptInternal(is_internal) => {
                if let Some(rating) = &mut self.rating {
                    rating.is_internal = *is_internal;
                }
            }
            _ => {}
        }
    }

    fn hear(&mut self, message: &Message) {
        self.messages = self.messages.saturating_add(1);
        match &message.author {
            Author::Operator(operator) => {
                self.operator_wrote = true;
                self.last_wrote = Some(operator.id);
                if !self.writers.contains(&operator.id) {
                    self.writers.push(operator.id);
                }
                // Before the visitor has written, it is no answer: he was asked (spec 8.10).
                let is_answer = self.visitor_messages > 0;
                if is_answer && matches!(message.body, Body::Text(_) | Body::File(_)) {
                    self.answered_at.get_or_insert(message.at);
                }
            }
            Author::Visitor => {
                self.visitor_messages = self.visitor_messages.saturating_add(1);
                self.visitor_wrote_again |= self.operator_wrote;
            }
            Author::Bot(_) => {
                if self.answered_at.is_none() {
                    self.bot_wrote_at = Some(message.at);
                }
            }
            Author::System => {}
        }
    }

    /// How it went, if it were over now, and why.
    pub fn outcome(&self) -> (Outcome, OutcomeRule) {
        if let Some(correction) = &self.correction {
            return (correction.outcome, OutcomeRule::Corrected);
        }
        let rule = match self.operators.len() {
            2.. => OutcomeRule::SeveralOperators,
            0 if self.nobody_found => OutcomeRule::NobodyFound,
            1 if !self.operator_wrote => OutcomeRule::OperatorSilent,
            1 if !self.visitor_wrote_again && self.rating.is_none() => OutcomeRule::VisitorSilent,
            _ => OutcomeRule::RanItsCourse,
        };
        (rule.outcome(), rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rating::Face;
    use uuid::Uuid;

    fn history(operators: u128, operator_wrote: bool, visitor_wrote_again: bool) -> History {
        History {
            operators: (0..operators)
                .map(|id| UserId(Uuid::from_u128(id)))
                .collect(),
            operator_wrote,
            visitor_wrote_again,
            ..History::default()
        }
    }

    #[test]
    fn the_first_rule_that_applies_decides() {
        let nobody = |history: History| History {
            nobody_found: true,
            ..history
        };
        let table = [
            (
                history(2, false, false),
                Outcome::Escalated,
                OutcomeRule::SeveralOperators,
            ),
            (
                history(3, true, true),
                Outcome::Escalated,
                OutcomeRule::SeveralOperators,
            ),
            (
                nobody(history(2, true, true)),
                Outcome::Escalated,
                OutcomeRule::SeveralOperators,
            ),
            (
                nobody(history(0, false, false)),
                Outcome::NoOneAvailable,
                OutcomeRule::NobodyFound,
            ),
            (
                nobody(history(1, true, true)),
                Outcome::Success,
                OutcomeRule::RanItsCourse,
            ),
            (
                nobody(history(1, false, false)),
                Outcome::NoAnswer,
                OutcomeRule::OperatorSilent,
            ),
            (
                history(1, false, false),
                Outcome::NoAnswer,
                OutcomeRule::OperatorSilent,
            ),
            (
                history(1, true, false),
                Outcome::NoAnswer,
                OutcomeRule::VisitorSilent,
            ),
            (
                history(1, true, true),
                Outcome::Success,
                OutcomeRule::RanItsCourse,
            ),
            (
                history(0, false, false),
                Outcome::Success,
                OutcomeRule::RanItsCourse,
            ),
        ];
        for (history, outcome, rule) in table {
            assert_eq!(history.outcome(), (outcome, rule), "{history:?}");
        }
    }

    #[test]
    fn a_rating_is_an_answer_to_who_wrote_and_to_nobody_else() {
        let rated = |history: History| {
            let rating = Some(Rating {
                face: Face::Dissatisfied,
                comment: String::new(),
                operator: None,
                at: Timestamp(1),
                is_internal: false,
            });
            History { rating, ..history }.outcome().1
        };
        assert_eq!(rated(history(1, true, false)), OutcomeRule::RanItsCourse);
        assert_eq!(rated(history(1, false, false)), OutcomeRule::OperatorSilent);
        assert_eq!(
            rated(history(2, true, false)),
            OutcomeRule::SeveralOperators
        );
    }

    #[test]
    fn what_an_administrator_said_comes_before_the_rules() {
        let mut history = history(2, true, true);
        history.correction = Some(Correction {
            outcome: Outcome::NoAnswer,
            by: crate::testing::operator(1),
            at: Timestamp(1),
        });
        assert_eq!(
            history.outcome(),
            (Outcome::NoAnswer, OutcomeRule::Corrected)
        );
    }
}
