//! Where each step of a script leads (spec 9.13): what the check of all paths went along, and how that is drawn.

mod plan;
mod spread;

pub use plan::{Drawn, Placed, Plan, Point, plan};

use super::{Begun, Move, Place, Script};
use crate::id::{AnswerId, StepId};
use std::collections::BTreeMap;

/// From a step to what comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// The place of the step.
    pub from: usize,
    /// Where it leads.
    pub to: Target,
    /// What leads there, in the order of the answers; nothing where it simply goes on.
    pub by: Vec<Move>,
    /// Earlier answers by which a step that simply goes on leads there, where it leads to several.
    pub only_if: Vec<AnswerId>,
}

/// Where an arrow leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// To the step of this place.
    Step(usize),
    /// To an operator, who takes over.
    Operator,
    /// To the end of the conversation.
    End,
    /// To where nothing comes any more and nothing was asked.
    DeadEnd,
}

impl Arrow {
    /// Whether it says what leads along it.
    pub fn is_labelled(&self) -> bool {
        !self.by.is_empty() || !self.only_if.is_empty()
    }
}

/// The ways that a walk went, as it goes along.
#[derive(Debug, Default)]
pub(super) struct Ways {
    gone: BTreeMap<(usize, Target), Vec<Move>>,
}

impl Ways {
    /// How it begins.
    pub(super) fn begin(&mut self, script: &Script, begun: &Begun) {
        let chain = chain(script, &begun.says, begun.place);
        self.along(&chain, begun.place);
    }

    /// From where a run stands, by a move, over what is said, to where it stands then.
    pub(super) fn go(
        &mut self,
        script: &Script,
        from: Place,
        by: Move,
        (said, place): (&[StepId], Place),
    ) {
        let Some(from_step) = step_of(from).and_then(|id| at(script, id)) else {
            return;
        };
        if place == Place::Forwarded {
            return self.add(from_step, Target::Operator, Some(by));
        }
        // More lines of the same input.
        if place == from {
            return;
        }
        let chain = chain(script, said, place);
        match (chain.first(), ending(place)) {
            (Some(first), _) => self.add(from_step, Target::Step(*first), Some(by)),
            (None, Some(target)) => self.add(from_step, target, Some(by)),
            (None, None) => {}
        }
        self.along(&chain, place);
    }

    fn along(&mut self, chain: &[usize], place: Place) {
        for pair in chain.windows(2) {
            if let [from, to] = pair {
                self.add(*from, Target::Step(*to), None);
            }
        }
        if let (Some(last), Some(target)) = (chain.last(), ending(place)) {
            self.add(*last, target, None);
        }
    }

    fn add(&mut self, from: usize, to: Target, by: Option<Move>) {
        let moves = self.gone.entry((from, to)).or_default();
        // What an input says makes no difference.
        let by = by.filter(|by| !matches!(by, Move::Wrote | Move::FellSilent));
        moves.extend(by.filter(|by| !moves.contains(by)));
    }

    /// What was gone along, by step and target.
    pub(super) fn arrows(self, script: &Script) -> Vec<Arrow> {
        let arrows = self.gone.into_iter().map(|((from, to), by)| Arrow {
            from,
            to,
            by: in_order(script, from, by),
            only_if: Vec::new(),
        });
        let mut arrows: Vec<Arrow> = arrows.collect();
        let froms: Vec<usize> = arrows.iter().map(|arrow| arrow.from).collect();
        for arrow in &mut arrows {
            let is_one_of_several = froms.iter().filter(|from| **from == arrow.from).count() > 1;
            if let (true, true, Target::Step(to)) =
                (is_one_of_several, arrow.by.is_empty(), arrow.to)
            {
                let target = script.steps.get(to);
                arrow.only_if = target.map_or_else(Vec::new, |step| step.only_if.clone());
            }
        }
        arrows
    }
}

/// The places of what is said, with that of a forward that has not said anything yet.
fn chain(script: &Script, said: &[StepId], place: Place) -> Vec<usize> {
    let silent = match place {
        Place::Forwards(id) if said.last() != Some(&id) => Some(id),
        _ => None,
    };
    let steps = said.iter().copied().chain(silent);
    steps.filter_map(|id| at(script, id)).collect()
}

fn at(script: &Script, id: StepId) -> Option<usize> {
    script.find(id).map(|(place, _)| place)
}

fn step_of(place: Place) -> Option<StepId> {
    match place {
        Place::Asks(id) | Place::Waits(id) | Place::Gathers(id) | Place::Forwards(id) => Some(id),
        Place::Forwarded | Place::Over | Place::DeadEnd => None,
    }
}

fn ending(place: Place) -> Option<Target> {
    match place {
        Place::Forwarded => Some(Target::Operator),
        Place::Over => Some(Target::End),
        Place::DeadEnd => Some(Target::DeadEnd),
        _ => None,
    }
}

/// Answers in the order in which their question has them.
fn in_order(script: &Script, from: usize, mut by: Vec<Move>) -> Vec<Move> {
    let answers = script.steps.get(from).map(|step| step.kind.answers());
    let answers = answers.unwrap_or_default();
    by.sort_by_key(|by| match by {
        Move::Chose(id) => answers.iter().position(|answer| answer.id == *id),
        _ => None,
    });
    by
}
