//! The engine: what a script does with what a visitor says (spec 9.4–9.10).

use super::{Given, Kind, Moved, Place, Run, Script, Step, Value};
use crate::id::{AnswerId, StepId};
use crate::text;

/// What happens to a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input<'i> {
    /// The visitor chose an answer.
    Chose(AnswerId),
    /// The visitor wrote.
    Wrote(&'i str),
    /// Nothing more came for as long as [`super::LINES_END_AFTER_MS`].
    FellSilent,
    /// An operator takes over.
    OperatorFound,
    /// There is no operator.
    NobodyFound,
    /// The visitor wants to begin again.
    Restart,
}

/// What the bot says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// The message of a step.
    Step(StepId),
    /// That this is no address (spec 9.7).
    NotAnEmail(String),
}

/// What comes of an input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// What the bot says, in order.
    pub says: Vec<Says>,
    /// How the run goes on; `None` if the input has no meaning where it stands.
    pub moved: Option<Moved>,
}

/// How a script begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The welcome steps that are said, in order (spec 9.5).
    pub says: Vec<StepId>,
    /// Where it waits then.
    pub place: Place,
}

/// Begins a script: the steps up to the first that waits for something.
pub fn begin(script: &Script) -> Begun {
    let (says, place) = go_on(script, 0, &[], Place::DeadEnd);
    Begun { says, place }
}

/// What comes of an input. An input that has no meaning where the run stands, such as the choice of another step's answer, a second
/// choice, or anything after the end, changes nothing.
pub fn step(script: &Script, run: &Run, input: Input<'_>) -> Turn {
    match (run.place, input) {
        (place, Input::Restart) if place.can_restart() => restart(script),
        (Place::Asks(id), Input::Chose(answer)) => choose(script, run, id, answer),
        (Place::Waits(id), Input::Wrote(words)) => hear(script, run, id, words),
        (Place::Gathers(id), Input::Wrote(words)) => gather(run, id, words),
        (Place::Gathers(id), Input::FellSilent) if run.given_at(id).is_some() => {
            after(script, run, id, None, Place::Over)
        }
        (Place::Forwards(id), Input::OperatorFound) => forward(script, id),
        (Place::Forwards(id), Input::NobodyFound) => after(script, run, id, None, Place::DeadEnd),
        _ => Turn::default(),
    }
}

fn restart(script: &Script) -> Turn {
    let begun = begin(script);
    Turn {
        says: begun.says.into_iter().map(Says::Step).collect(),
        moved: Some(Moved {
            place: begun.place,
            given: None,
            is_anew: true,
        }),
    }
}

fn choose(script: &Script, run: &Run, id: StepId, answer: AnswerId) -> Turn {
    let is_its = script.find(id).is_some_and(|(_, step)| {
        let mut answers = step.kind.answers().iter();
        answers.any(|known| known.id == answer)
    });
    if is_its {
        after(script, run, id, Some(Value::Answer(answer)), Place::Over)
    } else {
        Turn::default()
    }
}

fn hear(script: &Script, run: &Run, id: StepId, words: &str) -> Turn {
    let Some((_, step)) = script.find(id) else {
        return Turn::default();
    };
    let words = words.trim();
    let value = match step.kind {
        Kind::Email if text::email(words).is_err() => {
            return Turn {
                says: vec![Says::NotAnEmail(words.to_owned())],
                moved: None,
            };
        }
        Kind::Email => Value::Email(words.to_owned()),
        Kind::Phone => Value::Phone(words.to_owned()),
        _ => Value::Words(words.to_owned()),
    };
    after(script, run, id, Some(value), Place::Over)
}

fn gather(run: &Run, id: StepId, words: &str) -> Turn {
    let value = Value::Words(run.lines_with(id, words.trim()));
    Turn {
        says: Vec::new(),
        moved: Some(Moved {
            place: run.place,
            given: Some(Given { step: id, value }),
            is_anew: false,
        }),
    }
}

fn forward(script: &Script, id: StepId) -> Turn {
    // Where a record is made, the message was said with that.
    let message = script
        .find(id)
        .filter(|(_, step)| step.kind.makes().is_none() && !step.message.is_empty());
    Turn {
        says: message.map(|_| Says::Step(id)).into_iter().collect(),
        moved: Some(Moved {
            place: Place::Forwarded,
            given: None,
            is_anew: false,
        }),
    }
}

/// Goes on behind a step; where nothing comes after it, the run stands at `end`.
fn after(script: &Script, run: &Run, id: StepId, value: Option<Value>, end: Place) -> Turn {
    let given = value.map(|value| Given { step: id, value });
    let before = run.given.iter();
    let before = before.filter(|said| given.is_none() || said.step != id);
    let chosen: Vec<AnswerId> = before.chain(&given).filter_map(chosen).collect();
    let place = script
        .find(id)
        .map_or(script.steps.len(), |(place, _)| place.saturating_add(1));
    let (says, place) = go_on(script, place, &chosen, end);
    Turn {
        says: says.into_iter().map(Says::Step).collect(),
        moved: Some(Moved {
            place,
            given,
            is_anew: false,
        }),
    }
}

fn chosen(given: &Given) -> Option<AnswerId> {
    match given.value {
        Value::Answer(answer) => Some(answer),
        _ => None,
    }
}

/// Says the eligible steps from a place on, up to the first that waits for something; where the run stands then.
fn go_on(script: &Script, from: usize, chosen: &[AnswerId], end: Place) -> (Vec<StepId>, Place) {
    let mut says = Vec::new();
    for step in script.steps.iter().skip(from) {
        if !is_eligible(script, step, chosen) {
            continue;
        }
        let place = Place::before(step);
        // A forward says its message only once somebody is found (spec 9.8).
        if !matches!(step.kind, Kind::Forward { .. }) {
            says.push(step.id);
        }
        if let Some(place) = place {
            return (says, place);
        }
    }
    let place = if says.is_empty() { end } else { Place::DeadEnd };
    (says, place)
}

/// Whether for every question that a step names, one of the answers it names was chosen (spec 9.4).
pub(super) fn is_eligible(script: &Script, step: &Step, chosen: &[AnswerId]) -> bool {
    let named = &step.only_if;
    // Known without a look at the questions.
    if !named.is_empty() && !named.iter().any(|answer| chosen.contains(answer)) {
        return false;
    }
    named.iter().all(|named| {
        chosen.contains(named)
            || script.answer(*named).is_some_and(|(place, _)| {
                let question = script.steps.get(place);
                let answers = question.map_or(&[][..], |question| question.kind.answers());
                answers
                    .iter()
                    .any(|other| step.only_if.contains(&other.id) && chosen.contains(&other.id))
            })
    })
}
