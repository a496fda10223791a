mod check;
mod draft;
mod engine;
mod file;
mod flow;
mod properties;
mod walk;

use super::*;
use crate::id::{AnswerId, StepId};
use uuid::Uuid;

fn step_id(id: u128) -> StepId {
    StepId(Uuid::from_u128(id))
}

/// The answer of a question: `answer_id(3, 1)` is the first of step 3.
fn answer_id(question: u128, place: u128) -> AnswerId {
    AnswerId(Uuid::from_u128(question * 100 + place))
}

fn a_step(id: u128, kind: Kind) -> Step {
    Step {
        id: step_id(id),
        message: format!("Step {id}"),
        kind,
        only_if: Vec::new(),
    }
}

fn question(id: u128, answers: u128) -> Step {
    let answers = (1..=answers).map(|place| Answer {
        id: answer_id(id, place),
        text: format!("Answer {place}"),
        link: None,
    });
    a_step(
        id,
        Kind::Question {
            answers: answers.collect(),
        },
    )
}

fn forward(id: u128) -> Step {
    let expertises = Vec::new();
    a_step(id, Kind::Forward { expertises })
}

fn lead_and_forward(id: u128) -> Step {
    let kind = Kind::CreateLeadAndForward {
        team: None,
        expertises: Vec::new(),
    };
    a_step(id, kind)
}

/// The same step for those who chose one of these.
fn only_if<const N: usize>(step: Step, answers: [(u128, u128); N]) -> Step {
    Step {
        only_if: answers
            .map(|(question, place)| answer_id(question, place))
            .to_vec(),
        ..step
    }
}

fn script<const N: usize>(steps: [Step; N]) -> Script {
    Script::from(Vec::from(steps))
}
