//! What a script says in other languages than the one it was written in. The words alone differ: a run goes the same way in each.

use super::{Answer, Kind, Script, Step};
use crate::id::{AnswerId, StepId};
use crate::language::primary_of;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// The words of a script in a language; where there are none, those that it was written in stand in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScriptTexts {
    /// *Message*, by step.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub messages: BTreeMap<StepId, String>,
    /// *Answer*, by answer.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<AnswerId, String>,
}

impl ScriptTexts {
    /// Whether nothing is said in it.
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty() && self.answers.is_empty()
    }
}

impl Script {
    /// What a step and its answers say in other languages.
    pub fn said_of(&self, step: &Step) -> BTreeMap<String, ScriptTexts> {
        let texts = self.translations.iter();
        let said = texts.map(|(tag, texts)| {
            let message = texts.messages.get_key_value(&step.id);
            let answers = step.kind.answers().iter();
            let answers = answers.filter_map(|answer| texts.answers.get_key_value(&answer.id));
            let said = ScriptTexts {
                messages: message.into_iter().map(copied).collect(),
                answers: answers.map(copied).collect(),
            };
            (tag.clone(), said)
        });
        said.filter(|(_, said)| !said.is_empty()).collect()
    }

    /// Puts what a step and its answers say in other languages in the place of what they said.
    pub fn say(&mut self, step: &Step, said: BTreeMap<String, ScriptTexts>) {
        for texts in self.translations.values_mut() {
            texts.messages.remove(&step.id);
            for answer in step.kind.answers() {
                texts.answers.remove(&answer.id);
            }
        }
        for (tag, ScriptTexts { messages, answers }) in said {
            let texts = self.translations.entry(tag).or_default();
            texts.messages.extend(messages);
            texts.answers.extend(answers);
        }
        self.translations.retain(|_, texts| !texts.is_empty());
    }

    /// Takes away the words of steps and answers that are not in it, as after a step was removed.
    pub fn drop_stale_words(&mut self) {
        let steps: HashSet<StepId> = self.steps.iter().map(|step| step.id).collect();
        let answers = self.steps.iter().flat_map(|step| step.kind.answers());
        let answers: HashSet<AnswerId> = answers.map(|answer| answer.id).collect();
        for texts in self.translations.values_mut() {
            texts.messages.retain(|id, _| steps.contains(id));
            texts.answers.retain(|id, _| answers.contains(id));
        }
        self.translations.retain(|_, texts| !texts.is_empty());
    }

    /// The script as it speaks to who reads the language of a tag: `fr` speaks to who asks for `fr-CA`. Nothing of the other languages
    /// is in it.
    #[must_use]
    pub fn spoken(mut self, tag: &str) -> Self {
        let texts = self.translations.remove(&primary_of(tag));
        let steps = self.steps.into_iter();
        Self::from(match texts {
            Some(texts) => steps.map(|step| step.spoken(&texts)).collect(),
            None => steps.collect::<Vec<_>>(),
        })
    }

    /// One of its steps as it speaks to who reads the language of a tag.
    #[must_use]
    pub fn spoken_step(&self, step: &Step, tag: &str) -> Step {
        match self.translations.get(&primary_of(tag)) {
            Some(texts) => step.clone().spoken(texts),
            None => step.clone(),
        }
    }
}

fn copied<I: Copy>((id, text): (&I, &String)) -> (I, String) {
    (*id, text.clone())
}

impl Step {
    fn spoken(self, texts: &ScriptTexts) -> Self {
        let said = |answer: Answer| match texts.answers.get(&answer.id) {
            Some(text) => Answer {
                text: text.clone(),
                ..answer
            },
            None => answer,
        };
        Self {
            message: texts
                .messages
                .get(&self.id)
                .cloned()
                .unwrap_or(self.message),
            kind: match self.kind {
                Kind::Question { answers } => Kind::Question {
                    answers: answers.into_iter().map(said).collect(),
                },
                kind => kind,
            },
            ..self
        }
    }
}

impl From<Vec<Step>> for Script {
    fn from(steps: Vec<Step>) -> Self {
        Self {
            steps,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn script() -> Script {
        let answers = [(21, "Prices"), (22, "Nothing")];
        let answers = answers.map(|(id, text)| Answer {
            id: AnswerId(Uuid::from_u128(id)),
            text: text.to_owned(),
            link: Some("/".to_owned()),
        });
        let kinds = [
            Kind::Text,
            Kind::Question {
                answers: answers.to_vec(),
            },
        ];
        let steps = (1..).zip(kinds).map(|(id, kind)| Step {
            id: StepId(Uuid::from_u128(id)),
            message: format!("Step {id}"),
            kind,
            only_if: Vec::new(),
        });
        let mut script = Script::from(steps.collect::<Vec<_>>());
        let french = ScriptTexts {
            messages: [(StepId(Uuid::from_u128(2)), "Étape 2".to_owned())].into(),
            answers: [(AnswerId(Uuid::from_u128(21)), "Prix".to_owned())].into(),
        };
        script.translations.insert("fr".to_owned(), french);
        script
    }

    fn words(script: &Script) -> Vec<&str> {
        let steps = script.steps.iter();
        let words = steps.flat_map(|step| {
            let answers = step
                .kind
                .answers()
                .iter()
                .map(|answer| answer.text.as_str());
            std::iter::once(step.message.as_str()).chain(answers)
        });
        words.collect()
    }

    #[test]
    fn it_speaks_the_language_of_who_asks_as_far_as_it_has_words() {
        let script = script();
        let own = ["Step 1", "Step 2", "Prices", "Nothing"];
        for (tag, expected) in [
            ("fr", ["Step 1", "Étape 2", "Prix", "Nothing"]),
            ("FR-ca", ["Step 1", "Étape 2", "Prix", "Nothing"]),
            ("fr_FR", ["Step 1", "Étape 2", "Prix", "Nothing"]),
            ("de", own),
            ("", own),
        ] {
            let spoken = script.clone().spoken(tag);
            assert_eq!(words(&spoken), expected, "{tag}");
            assert!(spoken.translations.is_empty());
            assert_eq!(spoken.steps[1].kind.answers()[0].link.as_deref(), Some("/"));
        }
    }

    #[test]
    fn what_a_step_says_is_taken_out_and_put_back_and_no_other_is_touched() {
        let mut script = script();
        let (text, question) = (script.steps[0].clone(), script.steps[1].clone());
        assert_eq!(script.said_of(&text), BTreeMap::new());
        let said = script.said_of(&question);
        assert_eq!(said, script.translations);
        let french = ScriptTexts {
            messages: [(text.id, "Étape 1".to_owned())].into(),
            ..ScriptTexts::default()
        };
        script.say(&text, [("fr".to_owned(), french)].into());
        assert_eq!(
            words(&script.clone().spoken("fr")),
            ["Étape 1", "Étape 2", "Prix", "Nothing"]
        );
        script.say(&question, BTreeMap::new());
        assert_eq!(
            words(&script.clone().spoken("fr")),
            ["Étape 1", "Step 2", "Prices", "Nothing"]
        );
        script.say(&text, BTreeMap::new());
        assert!(script.translations.is_empty());
        script.say(&question, said.clone());
        assert_eq!(
            words(&script.clone().spoken("fr")),
            ["Step 1", "Étape 2", "Prix", "Nothing"]
        );
    }

    #[test]
    fn words_go_with_what_they_are_the_words_of() {
        let mut script = script();
        script.drop_stale_words();
        assert_eq!(script, self::script());
        script.steps.pop();
        script.drop_stale_words();
        assert!(script.translations.is_empty());
    }

    #[test]
    fn what_is_stored_is_read_again_and_what_had_no_languages_is_read_too() {
        let script = script();
        let json = serde_json::to_string(&script).unwrap();
        assert_eq!(serde_json::from_str::<Script>(&json).unwrap(), script);
        let before: Script = serde_json::from_str(r#"{"steps":[]}"#).unwrap();
        assert_eq!(before, Script::default());
        assert_eq!(serde_json::to_string(&before).unwrap(), r#"{"steps":[]}"#);
    }
}
