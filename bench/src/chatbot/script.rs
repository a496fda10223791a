//! A script of a hundred steps in which what is said depends on what was answered long before.

use domain::chatbot::{Answer, Input, Kind, Place, Run, Script, Step, begin, step};
use domain::id::{AnswerId, StepId};
use uuid::Uuid;

/// Rounds of five steps.
const ROUNDS: u128 = 20;
/// Answers of a question.
const ANSWERS: u128 = 4;
/// After so many rounds an answer is remembered again: until then, every combination is another state.
const REMEMBERED_AFTER: u128 = 10;
/// What the visitor says where he is not given a choice.
pub(super) const WORDS: &str = "Two of them, with steel burrs, please.";

/// The script.
pub(super) fn script() -> Script {
    Script::from((0..ROUNDS).flat_map(round).collect::<Vec<_>>())
}

/// A question, two messages that depend on its answer, an input, and a message that depends on an answer of long ago.
fn round(round: u128) -> [Step; 5] {
    let number = round + 1;
    let say = |place: u128, message: String, kind: Kind, only_if: Vec<AnswerId>| Step {
        id: StepId(Uuid::from_u128(round * 5 + place + 1)),
        message,
        kind,
        only_if,
    };
    let answers = (0..ANSWERS).map(|place| Answer {
        id: answer(round, place),
        text: format!("The {place}. of the {number}. question"),
        link: None,
    });
    let question = Kind::Question {
        answers: answers.collect(),
    };
    let long_ago = round.checked_sub(REMEMBERED_AFTER);
    let only_if = long_ago.map(|round| answer(round, 0)).into_iter().collect();
    [
        say(
            0,
            format!("{number}. Which one do you mean?"),
            question,
            Vec::new(),
        ),
        say(
            1,
            format!("{number}. That is a good one."),
            Kind::Text,
            vec![answer(round, 0)],
        ),
        say(
            2,
            format!("{number}. That is the one that most people take."),
            Kind::Text,
            vec![answer(round, 1), answer(round, 2)],
        ),
        say(
            3,
            format!("{number}. How many would you like?"),
            Kind::FreeInput,
            Vec::new(),
        ),
        say(
            4,
            format!("{number}. Thank you, I have written that down."),
            Kind::Text,
            only_if,
        ),
    ]
}

fn answer(round: u128, place: u128) -> AnswerId {
    AnswerId(Uuid::from_u128(1_000 + round * ANSWERS + place))
}

/// The choice of a visitor who has said so many things; `None` if it is words that are asked for.
pub(super) fn choice(said: u128) -> Option<AnswerId> {
    let round = said / 2;
    said.is_multiple_of(2)
        .then(|| answer(round, round % ANSWERS))
}

/// Everything that a visitor does, and how far the run was before.
pub(super) fn walk(script: &Script) -> Vec<(Run, Input<'static>)> {
    let mut run = Run::at(begin(script).place);
    let mut walked = Vec::new();
    for said in 0.. {
        let input = match run.place {
            Place::Asks(_) => choice(said).map(Input::Chose),
            Place::Waits(_) => Some(Input::Wrote(WORDS)),
            _ => None,
        };
        let Some(input) = input else { break };
        let Some(moved) = step(script, &run, input).moved else {
            break;
        };
        walked.push((run.clone(), input));
        run.apply(&moved);
    }
    walked
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::chatbot::{ChatbotDraft, check};

    #[test]
    fn the_script_has_a_hundred_steps_can_be_saved_and_is_walked_to_its_end() {
        let draft = ChatbotDraft {
            name: "Guide".to_owned(),
            script: script(),
        };
        assert_eq!(draft.script.steps.len(), 100);
        assert!(draft.clone().check().is_ok());
        assert_eq!(walk(&draft.script).len(), 40);
        assert_eq!(check(&draft.script).left_out, []);
    }
}
