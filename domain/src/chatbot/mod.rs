//! Chatbots: scripts of steps that talk to a visitor until an operator does (spec 9). Server, widget's tests and the test page run
//! the same engine.

mod answers;
mod bot;
mod check;
mod conditions;
mod draft;
mod engine;
mod file;
mod flow;
mod funnel;
mod link;
mod making;
mod run;
mod spoken;
#[cfg(test)]
mod tests;
mod trial;
mod welcome;

pub use answers::GivenAnswer;
pub use bot::{Bot, PublicBot};
pub use check::{Checked, Finding, Flaw, Move, check};
pub use draft::ChatbotDraft;
pub use engine::{Begun, Input, Says, Turn, begin, step};
pub use file::{ChatbotFile, FileHead, Lack, Lacking, Names, Opened, Unopened};
pub use flow::{Arrow, Drawn, Placed, Plan, Point, Target, plan};
pub use funnel::{Funnel, Passed, StepCount};
pub use link::is_link;
pub use making::record_title;
pub use run::{Given, Moved, Place, Run, Value};
pub use spoken::ScriptTexts;
pub use trial::{Trial, TrialLine};
pub use welcome::{WELCOME_BOT, welcome_bot};

use crate::expertise::Expertise;
use crate::id::{AnswerId, ChannelId, ChatbotId, ExpertiseId, PictureId, StepId, TeamId};
use crate::message::Body;
use crate::rule::ChannelRule;
use crate::team::{App, AppState};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// For how long nothing may come until an input of several lines is over (spec 9.7).
pub const LINES_END_AFTER_MS: i64 = 10_000;

/// A chatbot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chatbot {
    /// Which.
    pub id: ChatbotId,
    /// *Chatbot Name*; visitors see it.
    pub name: String,
    /// How it looks.
    pub picture: Option<PictureId>,
    /// What it says.
    pub script: Script,
    /// Counts each saving: a run keeps the version that it began with (spec 9.15).
    pub version: i64,
    /// Whether it was put away.
    pub is_archived: bool,
}

impl Chatbot {
    /// Whether a rule with it can be chosen (spec 4.5).
    pub fn is_usable(&self) -> bool {
        !self.is_archived && !self.script.steps.is_empty()
    }
}

/// A chatbot as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatbotCard {
    /// Which.
    pub id: ChatbotId,
    /// *Chatbot Name*.
    pub name: String,
    /// How it looks.
    pub picture: Option<PictureId>,
    /// How many steps its script has.
    pub steps: usize,
    /// Whether it was put away.
    pub is_archived: bool,
    /// The channels of which a rule names it.
    #[serde(default)]
    pub channels: Vec<ChannelId>,
}

/// A chatbot with all that its form needs; a new one is none yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatbotForm {
    /// The chatbot.
    pub chatbot: Option<Chatbot>,
    /// What operators can know about, by name.
    pub expertises: Vec<Expertise>,
    /// *Helpdesk* and *CRM*, with their teams.
    pub apps: Vec<(App, AppState)>,
    /// The rules that name it, channel by channel, in their order.
    #[serde(default)]
    pub rules: Vec<ChannelRule>,
}

/// What a chatbot says, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// The steps.
    pub steps: Vec<Step>,
    /// Their words in the languages that have their own, by primary tag.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<String, ScriptTexts>,
}

/// A step of a script.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Which.
    pub id: StepId,
    /// *Message*: what the bot says.
    pub message: String,
    /// *Step Type*.
    pub kind: Kind,
    /// *Only If*: answers of earlier questions; empty means always (spec 9.4).
    #[serde(default)]
    pub only_if: Vec<AnswerId>,
}

/// What a step does (spec 9.3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Kind {
    /// *Text*: it says something.
    #[default]
    Text,
    /// *Question*: it waits for one of its answers.
    Question {
        /// The answers, in their order.
        answers: Vec<Answer>,
    },
    /// *Email*: it waits for an address.
    Email,
    /// *Phone*: it waits for a number.
    Phone,
    /// *Forward to Operator*: it looks for somebody.
    Forward {
        /// *Operator Expertise*: who knows about these comes first.
        expertises: Vec<ExpertiseId>,
    },
    /// *Create Ticket*: it says something and makes a ticket.
    CreateTicket {
        /// *Helpdesk Team*; without one, or once it is gone, the first with *Live Chat*.
        #[serde(default)]
        team: Option<TeamId>,
    },
    /// *Create Lead*: it says something and makes a lead.
    CreateLead {
        /// *Sales Team*; without one, or once it is gone, the first with *Live Chat*.
        #[serde(default)]
        team: Option<TeamId>,
    },
    /// *Create Lead & Forward*: it says something, makes a lead and looks for somebody.
    CreateLeadAndForward {
        /// *Sales Team*, as of *Create Lead*.
        #[serde(default)]
        team: Option<TeamId>,
        /// *Operator Expertise*, as of *Forward to Operator*.
        expertises: Vec<ExpertiseId>,
    },
    /// *Free Input*: it waits for the next message.
    FreeInput,
    /// *Free Input (Multi-Line)*: it waits until nothing more comes.
    FreeInputLines,
}

impl Kind {
    /// The answers, if it is a question.
    pub fn answers(&self) -> &[Answer] {
        match self {
            Self::Question { answers } => answers,
            _ => &[],
        }
    }

    /// What operators should know who are looked for here; `None` if nobody is.
    pub fn forwards(&self) -> Option<&[ExpertiseId]> {
        match self {
            Self::Forward { expertises } | Self::CreateLeadAndForward { expertises, .. } => {
                Some(expertises)
            }
            _ => None,
        }
    }

    /// Whose record is made here, and the team that is named for it; `None` if none is.
    pub fn makes(&self) -> Option<(App, Option<TeamId>)> {
        match self {
            Self::CreateTicket { team } => Some((App::Helpdesk, *team)),
            Self::CreateLead { team } | Self::CreateLeadAndForward { team, .. } => {
                Some((App::Crm, *team))
            }
            _ => None,
        }
    }

    /// Whether the visitor has to say something before the script goes on.
    pub fn is_input(&self) -> bool {
        let goes_on = *self == Self::Text || self.forwards().is_some() || self.makes().is_some();
        !goes_on
    }
}

/// An answer of a question.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Which.
    pub id: AnswerId,
    /// *Answer*: what stands on the button.
    pub text: String,
    /// *Optional Link*: where it takes the visitor (spec 9.6).
    #[serde(default)]
    pub link: Option<String>,
}

impl Step {
    /// Whether a run waits at it for a visitor or an operator.
    pub fn waits(&self) -> bool {
        Place::before(self).is_some()
    }

    /// What the bot says at this step.
    pub fn body(&self) -> Body {
        let text = self.message.clone();
        match &self.kind {
            Kind::Question { answers } => Body::Question {
                text,
                answers: answers.clone(),
            },
            _ => Body::Text(text),
        }
    }
}

impl Script {
    /// The step with an id, and its place.
    pub fn find(&self, id: StepId) -> Option<(usize, &Step)> {
        self.steps
            .iter()
            .enumerate()
            .find(|(_, step)| step.id == id)
    }

    /// The answer with an id, and the place of its question.
    pub fn answer(&self, id: AnswerId) -> Option<(usize, &Answer)> {
        self.steps.iter().enumerate().find_map(|(place, step)| {
            let answer = step.kind.answers().iter().find(|answer| answer.id == id)?;
            Some((place, answer))
        })
    }

    /// The same script under other ids, with its triggers naming its own answers (spec 9.1).
    #[must_use]
    pub fn copy(
        &self,
        mut step_id: impl FnMut() -> StepId,
        mut answer_id: impl FnMut() -> AnswerId,
    ) -> Self {
        let mut copy = self.clone();
        let (mut steps, mut others) = (HashMap::new(), HashMap::new());
        for step in &mut copy.steps {
            let other = step_id();
            steps.insert(step.id, other);
            step.id = other;
            if let Kind::Question { answers } = &mut step.kind {
                for answer in answers {
                    let other = answer_id();
                    others.insert(answer.id, other);
                    answer.id = other;
                }
            }
            for trigger in &mut step.only_if {
                *trigger = others.get(trigger).copied().unwrap_or(*trigger);
            }
        }
        for texts in copy.translations.values_mut() {
            let messages = std::mem::take(&mut texts.messages).into_iter();
            let messages = messages.filter_map(|(id, text)| Some((*steps.get(&id)?, text)));
            texts.messages = messages.collect();
            let answers = std::mem::take(&mut texts.answers).into_iter();
            let answers = answers.filter_map(|(id, text)| Some((*others.get(&id)?, text)));
            texts.answers = answers.collect();
        }
        copy
    }

    /// Takes away each *Only If* that no longer names an answer of an earlier question, as after a move; the steps that lost some
    /// (spec 9.4).
    pub fn drop_stale_triggers(&mut self) -> Vec<StepId> {
        let mut earlier: Vec<AnswerId> = Vec::new();
        let mut lost = Vec::new();
        for step in &mut self.steps {
            let before = step.only_if.len();
            step.only_if.retain(|answer| earlier.contains(answer));
            if step.only_if.len() < before {
                lost.push(step.id);
            }
            earlier.extend(step.kind.answers().iter().map(|answer| answer.id));
        }
        lost
    }
}
