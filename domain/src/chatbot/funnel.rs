//! How many visitors come to each step of a script, and how far they go from there (spec 9.14).

use super::Place;
use crate::id::StepId;
use serde::{Deserialize, Serialize};

/// What became of all runs at a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepCount {
    /// How many came to it.
    pub reached: i64,
    /// How many gave what it waits for; at a forward, how many were given to an operator.
    pub answered: i64,
    /// In how many the conversation ended while it waited.
    pub left: i64,
}

/// The counts of a chatbot's steps; steps to which nobody came are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funnel {
    /// Each step with what became of runs there, in no particular order.
    pub steps: Vec<(StepId, StepCount)>,
}

impl Funnel {
    /// What became of runs at a step.
    pub fn at(&self, step: StepId) -> StepCount {
        let mut steps = self.steps.iter();
        let found = steps.find(|(known, _)| *known == step);
        found.map(|(_, count)| *count).unwrap_or_default()
    }
}

/// What one turn of a run adds to the counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// The steps that it came to, in order.
    pub reached: Vec<StepId>,
    /// The step that got what it waited for.
    pub answered: Option<StepId>,
}

impl Passed {
    /// How a run begins: with what was said, up to where it waits.
    pub fn begun(said: &[StepId], place: Place) -> Self {
        let waits = place.step().filter(|step| !said.contains(step));
        Self {
            reached: said.iter().copied().chain(waits).collect(),
            answered: None,
        }
    }

    /// How a run goes on from one place to another. A forward whose operator is found says its message late: it was reached before.
    pub fn on(before: Place, said: &[StepId], after: Place) -> Self {
        if before == after {
            return Self::default();
        }
        if after == Place::Forwarded {
            return Self {
                reached: Vec::new(),
                answered: before.step(),
            };
        }
        let answered = match before {
            Place::Forwards(_) => None,
            place => place.step(),
        };
        Self {
            answered,
            ..Self::begun(said, after)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(number: u128) -> StepId {
        StepId(Uuid::from_u128(number))
    }

    #[test]
    fn a_run_reaches_what_is_said_and_what_waits() {
        let (hello, question, forward) = (id(1), id(2), id(3));
        let begun = Passed::begun(&[hello, question], Place::Asks(question));
        assert_eq!(begun.reached, [hello, question]);
        let silent = Passed::begun(&[hello], Place::Forwards(forward));
        assert_eq!(silent.reached, [hello, forward]);
        assert_eq!(Passed::begun(&[hello], Place::DeadEnd).reached, [hello]);
    }

    #[test]
    fn what_a_step_waits_for_is_counted_once() {
        let (question, lines, forward, end) = (id(1), id(2), id(3), id(4));
        let chosen = Passed::on(Place::Asks(question), &[lines], Place::Gathers(lines));
        assert_eq!(
            (chosen.answered, chosen.reached),
            (Some(question), vec![lines])
        );
        let gathers = Place::Gathers(lines);
        assert_eq!(Passed::on(gathers, &[], gathers), Passed::default());
        let silent = Passed::on(gathers, &[], Place::Forwards(forward));
        assert_eq!(
            (silent.answered, silent.reached),
            (Some(lines), vec![forward])
        );
        let nobody = Passed::on(Place::Forwards(forward), &[end], Place::DeadEnd);
        assert_eq!((nobody.answered, nobody.reached), (None, vec![end]));
        let found = Passed::on(Place::Forwards(forward), &[forward], Place::Forwarded);
        assert_eq!((found.answered, found.reached), (Some(forward), vec![]));
        let anew = Passed::on(Place::Over, &[question], Place::Asks(question));
        assert_eq!((anew.answered, anew.reached), (None, vec![question]));
    }

    #[test]
    fn a_step_to_which_nobody_came_counts_nothing() {
        let count = StepCount {
            reached: 3,
            answered: 2,
            left: 1,
        };
        let funnel = Funnel {
            steps: vec![(id(1), count)],
        };
        assert_eq!(funnel.at(id(1)), count);
        assert_eq!(funnel.at(id(2)), StepCount::default());
    }
}
