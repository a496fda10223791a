//! A chatbot's form as it was filled in, and what is wrong with it (spec 9.1, 9.2).

use super::{Answer, Kind, Script, Step, is_link};
use crate::id::{AnswerId, ExpertiseId, StepId};
use crate::limit;
use crate::problem::{Fault, Problem};
use crate::text;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What a form says of a chatbot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChatbotDraft {
    /// *Chatbot Name*.
    pub name: String,
    /// The steps.
    pub script: Script,
}

impl ChatbotDraft {
    /// The form as it is stored.
    ///
    /// # Errors
    /// Everything that is wrong with it, by field: `name`, `steps`, `steps.2.message`, `steps.2.answers.0.link` …
    pub fn check(self) -> Result<Self, Vec<Problem>> {
        let mut check = Check::default();
        let name = text::name(&self.name).unwrap_or_else(|fault| {
            check.told("name", fault);
            String::new()
        });
        let most = limit::STEPS;
        if self.script.steps.len() > most {
            check.told("steps", Fault::TooMany { limit: most });
            return Err(check.problems);
        }
        let steps = self.script.steps.into_iter().enumerate();
        let steps = steps.map(|(place, step)| check.step(place, step)).collect();
        if check.problems.is_empty() {
            Ok(Self {
                name,
                script: Script { steps },
            })
        } else {
            Err(check.problems)
        }
    }
}

/// What was met on the way through a script.
#[derive(Default)]
struct Check {
    steps: HashSet<StepId>,
    answers: HashSet<AnswerId>,
    problems: Vec<Problem>,
}

impl Check {
    fn told(&mut self, field: &str, fault: Fault) {
        self.problems.push(Problem::new(field, fault));
    }

    fn step(&mut self, place: usize, step: Step) -> Step {
        let field = format!("steps.{place}");
        if !self.steps.insert(step.id) {
            self.told(&format!("{field}.id"), Fault::Taken);
        }
        let message = self.message(&field, &step);
        let mut only_if = step.only_if;
        let mut met = HashSet::new();
        only_if.retain(|answer| met.insert(*answer));
        if only_if.iter().any(|answer| !self.answers.contains(answer)) {
            self.told(&format!("{field}.only_if"), Fault::Unknown);
        }
        let kind = match step.kind {
            Kind::Question { answers } => Kind::Question {
                answers: self.answers(&field, answers),
            },
            Kind::Forward { expertises } => Kind::Forward {
                expertises: self.expertises(&field, expertises),
            },
            Kind::CreateLeadAndForward { team, expertises } => Kind::CreateLeadAndForward {
                team,
                expertises: self.expertises(&field, expertises),
            },
            other => other,
        };
        Step {
            id: step.id,
            message,
            kind,
            only_if,
        }
    }

    /// An operator who takes over may do so without a word before.
    fn message(&mut self, field: &str, step: &Step) -> String {
        let kept = text::optional(&step.message, limit::STEP_CHARACTERS);
        let may_be_empty = matches!(step.kind, Kind::Forward { .. });
        match kept {
            Ok(kept) if kept.is_empty() && !may_be_empty => {
                self.told(&format!("{field}.message"), Fault::Missing);
                kept
            }
            Ok(kept) => kept,
            Err(fault) => {
                self.told(&format!("{field}.message"), fault);
                String::new()
            }
        }
    }

    fn expertises(&mut self, field: &str, mut expertises: Vec<ExpertiseId>) -> Vec<ExpertiseId> {
        let mut met = HashSet::new();
        expertises.retain(|expertise| met.insert(*expertise));
        if expertises.len() > limit::EXPERTISES {
            let limit = limit::EXPERTISES;
            self.told(&format!("{field}.expertises"), Fault::TooMany { limit });
        }
        expertises
    }

    fn answers(&mut self, field: &str, answers: Vec<Answer>) -> Vec<Answer> {
        let most = limit::ANSWERS;
        if answers.is_empty() {
            self.told(&format!("{field}.answers"), Fault::Missing);
        }
        if answers.len() > most {
            self.told(&format!("{field}.answers"), Fault::TooMany { limit: most });
            return Vec::new();
        }
        let answers = answers.into_iter().enumerate();
        answers
            .map(|(place, answer)| self.answer(&format!("{field}.answers.{place}"), answer))
            .collect()
    }

    fn answer(&mut self, field: &str, answer: Answer) -> Answer {
        if !self.answers.insert(answer.id) {
            self.told(&format!("{field}.id"), Fault::Taken);
        }
        let text = text::name(&answer.text).unwrap_or_else(|fault| {
            self.told(&format!("{field}.text"), fault);
            String::new()
        });
        let link = answer.link.map(|link| link.trim().to_owned());
        let link = link.filter(|link| !link.is_empty());
        if let Some(link) = &link {
            if link.chars().count() > limit::PAGE_CHARACTERS {
                let limit = limit::PAGE_CHARACTERS;
                self.told(&format!("{field}.link"), Fault::TooLong { limit });
            } else if !is_link(link) {
                self.told(&format!("{field}.link"), Fault::NotALink);
            }
        }
        Answer {
            id: answer.id,
            text,
            link,
        }
    }
}
