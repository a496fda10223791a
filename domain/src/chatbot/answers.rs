//! What a visitor said to a chatbot, as operators read it (spec 8.5).

use super::{Kind, Run, Script, Step, Value};
use serde::{Deserialize, Serialize};

/// What was asked, and what the visitor said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenAnswer {
    /// The step's message.
    pub asked: String,
    /// The answer he chose, or his words.
    pub said: String,
}

impl Script {
    /// What was said in a run of this script, in the order of what was asked.
    pub fn given_answers(&self, run: &Run) -> Vec<GivenAnswer> {
        let given = |step: &Step| {
            Some(GivenAnswer {
                asked: step.message.clone(),
                said: in_words(step, run.given_at(step.id)?)?,
            })
        };
        self.steps.iter().filter_map(given).collect()
    }
}

fn in_words(step: &Step, value: &Value) -> Option<String> {
    match (value, &step.kind) {
        (Value::Answer(id), Kind::Question { answers }) => {
            let chosen = answers.iter().find(|answer| answer.id == *id)?;
            Some(chosen.text.clone())
        }
        (Value::Answer(_), _) => None,
        (Value::Email(said) | Value::Phone(said) | Value::Words(said), _) => Some(said.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chatbot::{Answer, Given, Place};
    use crate::id::{AnswerId, StepId};
    use uuid::Uuid;

    fn step(id: u128, message: &str, kind: Kind) -> Step {
        Step {
            id: StepId(Uuid::from_u128(id)),
            message: message.to_owned(),
            kind,
            only_if: Vec::new(),
        }
    }

    fn given(step: u128, value: Value) -> Given {
        Given {
            step: StepId(Uuid::from_u128(step)),
            value,
        }
    }

    #[test]
    fn answers_stand_in_words_beside_what_was_asked_and_what_was_not_asked_is_left_out() {
        let answer = |id, text: &str| Answer {
            id: AnswerId(Uuid::from_u128(id)),
            text: text.to_owned(),
            link: None,
        };
        let script = Script::from(vec![
            step(1, "Hello", Kind::Text),
            step(
                2,
                "What is it about?",
                Kind::Question {
                    answers: vec![answer(21, "Prices"), answer(22, "Help")],
                },
            ),
            step(3, "Your address?", Kind::Email),
            step(4, "Your number?", Kind::Phone),
        ]);
        let run = Run {
            place: Place::Over,
            given: vec![
                given(3, Value::Email("ada@example.org".to_owned())),
                given(2, Value::Answer(AnswerId(Uuid::from_u128(22)))),
                // Of a question that is not in this script.
                given(9, Value::Words("lost".to_owned())),
            ],
        };
        let told: Vec<(String, String)> = script
            .given_answers(&run)
            .into_iter()
            .map(|given| (given.asked, given.said))
            .collect();
        let expected = [
            ("What is it about?", "Help"),
            ("Your address?", "ada@example.org"),
        ];
        assert_eq!(
            told,
            expected.map(|(asked, said)| (asked.to_owned(), said.to_owned()))
        );
    }
}
