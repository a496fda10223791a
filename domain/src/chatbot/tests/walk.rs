//! Every path of a script, walked one by one: what the check has to find, in whichever way it does.

use super::super::flow::Ways;
use super::*;
use std::collections::{HashSet, VecDeque};

/// States that are looked at.
const MOST_STATES: usize = 20_000;

/// What all paths show.
#[derive(Debug)]
pub(super) struct Walked {
    /// What was found at which step, with the fewest moves that lead there.
    pub(super) flaws: Vec<(StepId, Flaw, usize)>,
    /// Where the steps lead.
    pub(super) arrows: Vec<Arrow>,
}

/// Walks a script, shortest paths first; `None` if it has too many.
pub(super) fn walked(script: &Script) -> Option<Walked> {
    let begun = begin(script);
    let mut flaws: Vec<(StepId, Flaw, usize)> = Vec::new();
    let mut ways = Ways::default();
    ways.begin(script, &begun);
    let mut met: HashSet<StepId> = begun.says.iter().copied().collect();
    let mut find = |step: StepId, flaw: Flaw, moves: usize| {
        if !flaws.iter().any(|known| (known.0, known.1) == (step, flaw)) {
            flaws.push((step, flaw, moves));
        }
    };
    if let (Place::DeadEnd, Some(last)) = (begun.place, begun.says.last()) {
        find(*last, Flaw::DeadEnd, 0);
    }
    let mut left = VecDeque::from([(Run::at(begun.place), 0)]);
    let mut seen = HashSet::new();
    while let Some((run, moves)) = left.pop_front() {
        met.extend(run.place.step());
        for by in all_moves(script, &run) {
            let turn = step(script, &run, by.input());
            let moved = turn.moved.unwrap();
            let said = turn.says.iter().filter_map(|says| match says {
                Says::Step(id) => Some(*id),
                Says::NotAnEmail(_) => None,
            });
            let said: Vec<StepId> = said.collect();
            met.extend(&said);
            ways.go(script, run.place, by, (&said, moved.place));
            match (run.place, by, moved.place, said.last()) {
                (_, _, Place::DeadEnd, Some(last)) => find(*last, Flaw::LastWords, moves + 1),
                (Place::Forwards(id), Move::NotFound, Place::DeadEnd, None) => {
                    find(id, Flaw::NoFallback, moves + 1);
                }
                (Place::Asks(id), Move::Chose(answer), Place::Over, _) => {
                    find(id, Flaw::LeadsNowhere(answer), moves + 1);
                }
                _ => {}
            }
            let mut then = run.clone();
            then.apply(&moved);
            if seen.insert(then.clone()) {
                left.push_back((then, moves + 1));
            }
        }
        if seen.len() > MOST_STATES {
            return None;
        }
    }
    for step in &script.steps {
        if !met.contains(&step.id) {
            find(step.id, Flaw::NeverRuns, 0);
        }
    }
    Some(Walked {
        flaws,
        arrows: ways.arrows(script),
    })
}

fn all_moves(script: &Script, run: &Run) -> Vec<Move> {
    match run.place {
        Place::Asks(id) => {
            let answers = script.find(id).unwrap().1.kind.answers().iter();
            answers.map(|answer| Move::Chose(answer.id)).collect()
        }
        Place::Gathers(id) if run.given_at(id).is_some() => vec![Move::FellSilent],
        Place::Waits(_) | Place::Gathers(_) => vec![Move::Wrote],
        Place::Forwards(_) => vec![Move::NotFound, Move::Found],
        Place::Forwarded | Place::Over | Place::DeadEnd => Vec::new(),
    }
}
