//! The check of a script (spec 9.13): every path is walked with the engine itself, shortest first.

use super::flow::{Arrow, Ways};
use super::{Input, Place, Run, Says, Script, begin, step};
use crate::id::{AnswerId, StepId};
use std::collections::{HashSet, VecDeque};

/// States that are looked at; a script with more of them is checked in part.
const MOST_STATES: usize = 5_000;
/// What every input step takes.
const WORDS: &str = "ada@example.org";

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// By step, each with the shortest path that shows it.
    pub findings: Vec<Finding>,
    /// Where each step leads, by step: what the walk went along.
    pub arrows: Vec<Arrow>,
    /// Whether every path was walked; otherwise nothing is said of steps that were not met.
    pub is_complete: bool,
}

/// Something that is likely not meant so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// At which step.
    pub step: StepId,
    /// What.
    pub flaw: Flaw,
    /// How one comes there from the beginning.
    pub path: Vec<Move>,
}

/// What is likely not meant so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The script stops after this step without asking anything.
    DeadEnd,
    /// No path leads to this step.
    NeverRuns,
    /// This answer ends the conversation at once.
    LeadsNowhere(AnswerId),
    /// If nobody is found here, the script stops without a word.
    NoFallback,
}

/// What happens on a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Move {
    /// The visitor chooses an answer.
    Chose(AnswerId),
    /// The visitor writes something that fits.
    Wrote,
    /// The visitor has written all his lines.
    FellSilent,
    /// An operator is found.
    Found,
    /// Nobody is found.
    NotFound,
}

impl Move {
    /// The same for the engine.
    pub fn input(self) -> Input<'static> {
        match self {
            Self::Chose(answer) => Input::Chose(answer),
            Self::Wrote => Input::Wrote(WORDS),
            Self::FellSilent => Input::FellSilent,
            Self::Found => Input::OperatorFound,
            Self::NotFound => Input::NobodyFound,
        }
    }
}

/// A state on the way, and how one came there.
struct State {
    run: Run,
    path: Vec<Move>,
}

/// Walks every path of a script.
pub fn check(script: &Script) -> Checked {
    let begun = begin(script);
    let mut walk = Walk {
        script,
        met: begun.says.iter().copied().collect(),
        findings: Vec::new(),
        ways: Ways::default(),
    };
    walk.ways.begin(script, &begun);
    if let (Place::DeadEnd, Some(last)) = (begun.place, begun.says.last()) {
        walk.find(*last, Flaw::DeadEnd, &[]);
    }
    let mut seen = HashSet::new();
    let mut waiting = VecDeque::from([State {
        run: Run::at(begun.place),
        path: Vec::new(),
    }]);
    let mut is_complete = true;
    while let Some(state) = waiting.pop_front() {
        if !seen.insert(walk.essence(&state.run)) {
            continue;
        }
        if seen.len() > MOST_STATES {
            is_complete = false;
            break;
        }
        for next in walk.moves(&state.run) {
            waiting.extend(walk.go(&state, next));
        }
    }
    if is_complete {
        for step in &script.steps {
            if !walk.met.contains(&step.id) {
                walk.find(step.id, Flaw::NeverRuns, &[]);
            }
        }
    }
    let mut findings = walk.findings;
    findings.sort_by_key(|finding| script.find(finding.step).map(|(place, _)| place));
    Checked {
        findings,
        arrows: walk.ways.arrows(script),
        is_complete,
    }
}

struct Walk<'s> {
    script: &'s Script,
    met: HashSet<StepId>,
    findings: Vec<Finding>,
    ways: Ways,
}

impl Walk<'_> {
    fn find(&mut self, step: StepId, flaw: Flaw, path: &[Move]) {
        let is_known = self
            .findings
            .iter()
            .any(|known| known.step == step && known.flaw == flaw);
        if !is_known {
            let path = path.to_vec();
            self.findings.push(Finding { step, flaw, path });
        }
    }

    /// What can happen where a run stands.
    fn moves(&mut self, run: &Run) -> Vec<Move> {
        match run.place {
            Place::Asks(id) => {
                let answers = self.script.find(id).map(|(_, step)| step.kind.answers());
                let answers = answers.unwrap_or_default().iter();
                answers.map(|answer| Move::Chose(answer.id)).collect()
            }
            Place::Gathers(id) if run.given_at(id).is_some() => vec![Move::FellSilent],
            Place::Waits(_) | Place::Gathers(_) => vec![Move::Wrote],
            Place::Forwards(id) => {
                self.met.insert(id);
                vec![Move::NotFound, Move::Found]
            }
            Place::Forwarded | Place::Over | Place::DeadEnd => Vec::new(),
        }
    }

    /// Goes on by a move; where that leads.
    fn go(&mut self, from: &State, by: Move) -> Option<State> {
        let turn = step(self.script, &from.run, by.input());
        let moved = turn.moved?;
        let mut path = from.path.clone();
        path.push(by);
        let said = turn.says.iter().filter_map(|says| match says {
            Says::Step(id) => Some(*id),
            Says::NotAnEmail(_) => None,
        });
        let said: Vec<StepId> = said.collect();
        self.met.extend(&said);
        self.ways
            .go(self.script, from.run.place, by, (&said, moved.place));
        match (from.run.place, by, moved.place, said.last()) {
            (_, _, Place::DeadEnd, Some(last)) => self.find(*last, Flaw::DeadEnd, &path),
            (Place::Forwards(id), Move::NotFound, Place::DeadEnd, None) => {
                self.find(id, Flaw::NoFallback, &path);
            }
            (Place::Asks(id), Move::Chose(answer), Place::Over, _) => {
                self.find(id, Flaw::LeadsNowhere(answer), &path);
            }
            _ => {}
        }
        let mut run = from.run.clone();
        run.apply(&moved);
        Some(State { run, path })
    }

    /// What of a run makes a difference later: where it stands, and the chosen answers that a later step asks for.
    fn essence(&self, run: &Run) -> (Place, bool, Vec<AnswerId>) {
        let (from, has_lines) = match run.place {
            Place::Asks(id) | Place::Waits(id) | Place::Forwards(id) => (self.place(id), false),
            Place::Gathers(id) => (self.place(id), run.given_at(id).is_some()),
            Place::Forwarded | Place::Over | Place::DeadEnd => {
                return (run.place, false, Vec::new());
            }
        };
        let later = self.script.steps.iter().skip(from);
        let asked: HashSet<AnswerId> = later.flat_map(|step| step.only_if.clone()).collect();
        let mut chosen: Vec<AnswerId> = asked
            .into_iter()
            .filter(|answer| run.has_chosen(*answer))
            .collect();
        chosen.sort_unstable();
        (run.place, has_lines, chosen)
    }

    fn place(&self, id: StepId) -> usize {
        self.script.find(id).map_or(0, |(place, _)| place)
    }
}
