//! How far a visitor is in a script, and what he has said on the way.

use super::{Kind, Step};
use crate::id::{AnswerId, StepId};
use crate::limit;
use crate::text;
use serde::{Deserialize, Serialize};

/// A walk through a script.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Run {
    /// Where it stands.
    pub place: Place,
    /// What was said at each step, in order; the last word at a step counts.
    pub given: Vec<Given>,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// It waits for a choice among the answers of this question; nothing is typed meanwhile (spec 9.9).
    Asks(StepId),
    /// It waits for the words of the visitor at this step.
    Waits(StepId),
    /// It takes in lines until nothing more comes.
    Gathers(StepId),
    /// It waits to be told whether there is an operator.
    Forwards(StepId),
    /// An operator has taken over.
    Forwarded,
    /// Nothing comes after what the visitor said last: the conversation is over (spec 9.10).
    Over,
    /// The script has nothing more to say, and waits for nothing.
    DeadEnd,
}

impl Place {
    /// Where a run stands that has come to a step; `None` if it goes on by itself.
    pub(super) fn before(step: &Step) -> Option<Self> {
        Some(match step.kind {
            Kind::Text | Kind::CreateTicket { .. } | Kind::CreateLead { .. } => return None,
            Kind::Question { .. } => Self::Asks(step.id),
            Kind::Email | Kind::Phone | Kind::FreeInput => Self::Waits(step.id),
            Kind::FreeInputLines => Self::Gathers(step.id),
            Kind::Forward { .. } | Kind::CreateLeadAndForward { .. } => Self::Forwards(step.id),
        })
    }

    /// The step that waits.
    pub fn step(self) -> Option<StepId> {
        match self {
            Self::Asks(step) | Self::Waits(step) | Self::Gathers(step) | Self::Forwards(step) => {
                Some(step)
            }
            Self::Forwarded | Self::Over | Self::DeadEnd => None,
        }
    }

    /// Whether the script can begin again (spec 9.10).
    pub fn can_restart(self) -> bool {
        matches!(self, Self::Over | Self::DeadEnd)
    }
}

/// What a visitor said at a step.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Given {
    /// Which step.
    pub step: StepId,
    /// What.
    pub value: Value,
}

/// What a visitor says to a step.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// He chose an answer.
    Answer(AnswerId),
    /// His address, as he wrote it: what it is for others, [`Value::address`] says.
    Email(String),
    /// His number.
    Phone(String),
    /// His words.
    Words(String),
}

impl Value {
    /// The address at which he can be written to, if this is one.
    pub fn address(&self) -> Option<String> {
        match self {
            Self::Email(written) => text::email(written).ok(),
            _ => None,
        }
    }
}

/// How a run went on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Where it stands now.
    pub place: Place,
    /// What the visitor said to the step before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Given>,
    /// Whether it has begun again, and what was said before is forgotten.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_anew: bool,
}

impl Run {
    /// A run that stands here, in which nothing was said.
    pub fn at(place: Place) -> Self {
        Self {
            place,
            given: Vec::new(),
        }
    }

    /// Takes in how it went on.
    pub fn apply(&mut self, moved: &Moved) {
        self.place = moved.place;
        if moved.is_anew {
            self.given.clear();
        }
        let Some(given) = &moved.given else {
            return;
        };
        match self.given.iter_mut().find(|said| said.step == given.step) {
            Some(said) => said.value = given.value.clone(),
            None => self.given.push(given.clone()),
        }
    }

    /// What was said at a step.
    pub fn given_at(&self, step: StepId) -> Option<&Value> {
        let given = self.given.iter().find(|given| given.step == step)?;
        Some(&given.value)
    }

    /// Whether an answer was chosen.
    pub fn has_chosen(&self, answer: AnswerId) -> bool {
        self.given
            .iter()
            .any(|given| given.value == Value::Answer(answer))
    }

    /// The words said at a step so far, with another line.
    pub(super) fn lines_with(&self, step: StepId, line: &str) -> String {
        let mut lines = match self.given_at(step) {
            Some(Value::Words(before)) => format!("{before}\n"),
            _ => String::new(),
        };
        lines.push_str(line);
        // Without an end, each line would be kept again with all before it, however many come. The messages keep everything.
        lines.chars().take(limit::LINES_CHARACTERS).collect()
    }
}
