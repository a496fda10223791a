//! A chatbot's form as it was filled in, and what is wrong with it (spec 9.1, 9.2).

use super::{Answer, Kind, Script, ScriptTexts, Step, is_link};
use crate::id::{AnswerId, ExpertiseId, StepId};
use crate::language::LanguageTag;
use crate::limit;
use crate::problem::{Fault, Problem};
use crate::text;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

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
        let limit = limit::SCRIPT_CHARACTERS;
        if characters(&self.script) > limit {
            check.told("steps", Fault::TooLong { limit });
        }
        let translations = check.translations(&self.script);
        let steps = self.script.steps.into_iter().enumerate();
        let steps = steps.map(|(place, step)| check.step(place, step)).collect();
        if check.problems.is_empty() {
            Ok(Self {
                name,
                script: Script {
                    steps,
                    translations,
                },
            })
        } else {
            Err(check.problems)
        }
    }
}

/// Characters of all words of a script together.
fn characters(script: &Script) -> usize {
    let answers = script.steps.iter().flat_map(|step| step.kind.answers());
    let own = script.steps.iter().map(|step| &step.message);
    let own = own.chain(answers.map(|answer| &answer.text));
    let translated = script.translations.values();
    let translated =
        translated.flat_map(|texts| texts.messages.values().chain(texts.answers.values()));
    own.chain(translated)
        .map(|words| words.chars().count())
        .sum()
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

    /// The words in other languages, without those of what is not there.
    fn translations(&mut self, script: &Script) -> BTreeMap<String, ScriptTexts> {
        let most = limit::CHATBOT_LANGUAGES;
        if script.translations.len() > most {
            self.told("translations", Fault::TooMany { limit: most });
        }
        let mut translations = BTreeMap::new();
        for (tag, texts) in &script.translations {
            let kept = self.translation(script, tag, texts);
            if !kept.is_empty() {
                translations.insert(tag.clone(), kept);
            }
        }
        translations
    }

    fn translation(&mut self, script: &Script, tag: &str, texts: &ScriptTexts) -> ScriptTexts {
        let mut kept = ScriptTexts::default();
        for (place, step) in script.steps.iter().enumerate() {
            let field = format!("steps.{place}");
            if let Some(message) = texts.messages.get(&step.id) {
                let message = text::optional(message, limit::STEP_CHARACTERS);
                let message = self.translated(&field, tag, message);
                kept.messages
                    .extend(message.map(|message| (step.id, message)));
            }
            for (number, answer) in step.kind.answers().iter().enumerate() {
                if let Some(said) = texts
                    .answers
                    .get(&answer.id)
                    .filter(|said| !said.trim().is_empty())
                {
                    let field = format!("{field}.answers.{number}");
                    let said = self.translated(&field, tag, text::name(said));
                    kept.answers.extend(said.map(|said| (answer.id, said)));
                }
            }
        }
        kept
    }

    /// What is kept of one text; where there is none, the one that the script was written in stands in.
    fn translated(
        &mut self,
        field: &str,
        tag: &str,
        text: Result<String, Fault>,
    ) -> Option<String> {
        let is_language = LanguageTag::parse(tag).is_some_and(|known| known.primary() == tag);
        let text = text.and_then(|text| is_language.then_some(text).ok_or(Fault::NotAllowed));
        match text {
            Ok(text) => Some(text).filter(|text| !text.is_empty()),
            Err(fault) => {
                self.told(&format!("{field}.translations.{tag}"), fault);
                None
            }
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
