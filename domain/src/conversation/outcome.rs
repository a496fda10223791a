//! How a conversation went, told from what happened in it (spec 7.3).

use crate::event::Happening;
use crate::id::UserId;
use crate::message::Author;
use crate::time::Timestamp;
use crate::user::Operator;
use serde::{Deserialize, Serialize};

/// How an ended conversation went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// An operator wrote, and the visitor never wrote again.
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

/// What of a conversation's past its outcome depends on.
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
            Happening::Said(message) => match message.author {
                Author::Operator(_) => self.operator_wrote = true,
                Author::Visitor => self.visitor_wrote_again |= self.operator_wrote,
                Author::Bot(_) | Author::System => {}
            },
            Happening::NobodyFound => self.nobody_found = true,
            Happening::OutcomeCorrected(correction) => self.correction = Some(correction.clone()),
            _ => {}
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
            1 if !self.visitor_wrote_again => OutcomeRule::VisitorSilent,
            _ => OutcomeRule::RanItsCourse,
        };
        (rule.outcome(), rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
