//! The check of a script (spec 9.13): every path is walked with the engine itself, shortest first.

use super::flow::{Arrow, Ways};
use super::{Input, Place, Run, Says, Script, Value, begin, step};
use crate::id::{AnswerId, StepId};
use std::collections::HashSet;
use std::rc::Rc;

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

/// A state on the way, and from which other one it was reached first, by what.
struct State {
    run: Rc<Run>,
    from: Option<(usize, Move)>,
}

/// Walks every path of a script.
pub fn check(script: &Script) -> Checked {
    let begun = begin(script);
    let mut walk = Walk {
        script,
        asked: asked(script),
        met: begun.says.iter().copied().collect(),
        seen: HashSet::new(),
        states: Vec::new(),
        findings: Vec::new(),
        ways: Ways::default(),
    };
    walk.ways.begin(script, &begun);
    if let (Place::DeadEnd, Some(last)) = (begun.place, begun.says.last()) {
        walk.find(*last, Flaw::DeadEnd, None);
    }
    walk.reach(Run::at(begun.place), None);
    let mut left = 0;
    while left < walk.states.len().min(MOST_STATES) {
        walk.leave(left);
        left += 1;
    }
    let is_complete = left == walk.states.len();
    if is_complete {
        for step in &script.steps {
            if !walk.met.contains(&step.id) {
                walk.find(step.id, Flaw::NeverRuns, None);
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

/// The answers that are asked for at each step or later.
fn asked(script: &Script) -> Vec<HashSet<AnswerId>> {
    let mut later = HashSet::new();
    let mut asked: Vec<HashSet<AnswerId>> = script
        .steps
        .iter()
        .rev()
        .map(|step| {
            later.extend(&step.only_if);
            later.clone()
        })
        .collect();
    asked.reverse();
    asked
}

struct Walk<'s> {
    script: &'s Script,
    asked: Vec<HashSet<AnswerId>>,
    met: HashSet<StepId>,
    seen: HashSet<Rc<Run>>,
    /// In the order in which they were reached.
    states: Vec<State>,
    findings: Vec<Finding>,
    ways: Ways,
}

impl Walk<'_> {
    fn find(&mut self, step: StepId, flaw: Flaw, from: Option<(usize, Move)>) {
        let is_known = self
            .findings
            .iter()
            .any(|known| known.step == step && known.flaw == flaw);
        if !is_known {
            let path = self.path(from);
            self.findings.push(Finding { step, flaw, path });
        }
    }

    fn path(&self, mut from: Option<(usize, Move)>) -> Vec<Move> {
        let mut path = Vec::new();
        while let Some((state, by)) = from {
            path.push(by);
            from = self.states.get(state).and_then(|state| state.from);
        }
        path.reverse();
        path
    }

    /// A run has come somewhere; where it was before is not looked at again.
    fn reach(&mut self, mut run: Run, from: Option<(usize, Move)>) {
        self.forget(&mut run);
        let run = Rc::new(run);
        if self.seen.insert(Rc::clone(&run)) {
            self.states.push(State { run, from });
        }
    }

    /// Keeps of what was said only what makes a difference later: answers that a later step asks for, and lines that go on.
    fn forget(&self, run: &mut Run) {
        let (Place::Asks(here) | Place::Waits(here) | Place::Gathers(here) | Place::Forwards(here)) =
            run.place
        else {
            run.given.clear();
            return;
        };
        let place = self.script.find(here).map_or(0, |(place, _)| place);
        let asked = self.asked.get(place);
        run.given.retain(|given| match &given.value {
            Value::Answer(answer) => asked.is_some_and(|asked| asked.contains(answer)),
            Value::Email(_) | Value::Phone(_) | Value::Words(_) => given.step == here,
        });
    }

    /// Goes on from a state by everything that can happen there.
    fn leave(&mut self, state: usize) {
        let Some(run) = self.states.get(state).map(|state| Rc::clone(&state.run)) else {
            return;
        };
        for by in self.moves(&run) {
            self.go(&run, (state, by));
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

    fn go(&mut self, run: &Run, (state, by): (usize, Move)) {
        let turn = step(self.script, run, by.input());
        let Some(moved) = turn.moved else {
            return;
        };
        let said = turn.says.iter().filter_map(|says| match says {
            Says::Step(id) => Some(*id),
            Says::NotAnEmail(_) => None,
        });
        let said: Vec<StepId> = said.collect();
        self.met.extend(&said);
        self.ways
            .go(self.script, run.place, by, (&said, moved.place));
        let from = Some((state, by));
        match (run.place, by, moved.place, said.last()) {
            (_, _, Place::DeadEnd, Some(last)) => self.find(*last, Flaw::DeadEnd, from),
            (Place::Forwards(id), Move::NotFound, Place::DeadEnd, None) => {
                self.find(id, Flaw::NoFallback, from);
            }
            (Place::Asks(id), Move::Chose(answer), Place::Over, _) => {
                self.find(id, Flaw::LeadsNowhere(answer), from);
            }
            _ => {}
        }
        let mut then = run.clone();
        then.apply(&moved);
        self.reach(then, from);
    }
}
