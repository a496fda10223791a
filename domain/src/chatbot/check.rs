//! The check of a script (spec 9.13): from each step that waits, everything that can happen is done with the engine itself.

use super::conditions::Conditions;
use super::flow::{Arrow, Ways};
use super::{Given, Input, Kind, Place, Run, Says, Script, Step, Value, begin, step};
use crate::id::{AnswerId, StepId};
use std::collections::HashSet;

/// Turns that are taken, and choices that are tried; behind the steps for which none are left, nothing is looked at.
const MOST_TURNS: usize = 10_000;
/// Different ways to come to one step that are looked at.
const MOST_CHOICES: usize = 1_000;
/// What every input step takes.
const WORDS: &str = "ada@example.org";

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// By step, each with a short path that shows it.
    pub findings: Vec<Finding>,
    /// Where each step leads, by step: what the walk went along.
    pub arrows: Vec<Arrow>,
    /// The steps behind which more can happen than was looked at, in their order; where there are none, nothing was missed.
    pub left_out: Vec<StepId>,
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
    /// The script stops after this step without having asked anything.
    DeadEnd,
    /// The script stops after this step, which asks nothing of a visitor who has answered before: no fault where it takes its leave.
    LastWords,
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

/// Looks at all that can happen in a script.
pub fn check(script: &Script) -> Checked {
    let begun = begin(script);
    let mut walk = Walk {
        script,
        met: begun.says.iter().copied().collect(),
        turns: 0,
        findings: Vec::new(),
        ways: Ways::default(),
        left_out: Vec::new(),
    };
    walk.ways.begin(script, &begun);
    if let (Place::DeadEnd, Some(last)) = (begun.place, begun.says.last()) {
        walk.find(*last, Flaw::DeadEnd, Vec::new);
    }
    let conditions = Conditions::of(script);
    for (place, waiting) in script.steps.iter().enumerate() {
        if let Some(stands) = Place::before(waiting) {
            walk.leave(&conditions, place, (waiting, stands));
        }
    }
    for (place, step) in script.steps.iter().enumerate() {
        let is_missed = !walk.met.contains(&step.id) && walk.left_out.is_empty();
        if is_missed || conditions.never_runs(place) {
            walk.find(step.id, Flaw::NeverRuns, Vec::new);
        }
    }
    let mut findings = walk.findings;
    findings.sort_by_key(|finding| script.find(finding.step).map(|(place, _)| place));
    Checked {
        findings,
        arrows: walk.ways.arrows(script),
        left_out: walk.left_out,
    }
}

struct Walk<'s> {
    script: &'s Script,
    met: HashSet<StepId>,
    turns: usize,
    findings: Vec<Finding>,
    ways: Ways,
    left_out: Vec<StepId>,
}

impl Walk<'_> {
    fn find(&mut self, step: StepId, flaw: Flaw, path: impl FnOnce() -> Vec<Move>) {
        let is_known = self
            .findings
            .iter()
            .any(|known| known.step == step && known.flaw == flaw);
        if !is_known {
            let path = path();
            self.findings.push(Finding { step, flaw, path });
        }
    }

    /// Goes on from where a run waits, by all that can happen there, whichever way it came.
    fn leave(
        &mut self,
        conditions: &Conditions<'_>,
        place: usize,
        (waiting, stands): (&Step, Place),
    ) {
        let room = MOST_TURNS.saturating_sub(self.turns);
        if room == 0 {
            return self.left_out.push(waiting.id);
        }
        let choices = conditions.choices(place, room.min(MOST_CHOICES));
        self.turns += choices.tried;
        let mut is_partial = choices.is_partial;
        for chosen in &choices.all {
            if self.turns >= MOST_TURNS {
                is_partial = true;
                break;
            }
            self.met.insert(waiting.id);
            let run = self.run(stands, chosen);
            for by in moves(waiting) {
                self.turns += 1;
                self.go(&run, by, chosen);
            }
        }
        if is_partial {
            self.left_out.push(waiting.id);
        }
    }

    /// A run that has come somewhere by these answers.
    fn run(&self, place: Place, chosen: &[AnswerId]) -> Run {
        let chosen = chosen.iter().filter_map(|answer| {
            let (question, _) = self.script.answer(*answer)?;
            let step = self.script.steps.get(question)?.id;
            let value = Value::Answer(*answer);
            Some(Given { step, value })
        });
        let lines = match place {
            Place::Gathers(step) => Some(Given {
                step,
                value: Value::Words(WORDS.to_owned()),
            }),
            _ => None,
        };
        Run {
            place,
            given: chosen.chain(lines).collect(),
        }
    }

    fn go(&mut self, run: &Run, by: Move, chosen: &[AnswerId]) {
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
        let script = self.script;
        let path = || path(script, run.place, chosen, by);
        match (run.place, by, moved.place, said.last()) {
            (_, _, Place::DeadEnd, Some(last)) => self.find(*last, Flaw::LastWords, path),
            (Place::Forwards(id), Move::NotFound, Place::DeadEnd, None) => {
                self.find(id, Flaw::NoFallback, path);
            }
            (Place::Asks(id), Move::Chose(answer), Place::Over, _) => {
                self.find(id, Flaw::LeadsNowhere(answer), path);
            }
            _ => {}
        }
    }
}

/// What can happen where a run waits.
fn moves(waiting: &Step) -> Vec<Move> {
    match &waiting.kind {
        Kind::Question { answers } => {
            let answers = answers.iter();
            answers.map(|answer| Move::Chose(answer.id)).collect()
        }
        // Lines were written before: that alone leads nowhere else.
        Kind::FreeInputLines => vec![Move::FellSilent],
        _ if waiting.kind.forwards().is_some() => vec![Move::NotFound, Move::Found],
        _ => vec![Move::Wrote],
    }
}

/// How one comes from the beginning to a place by these answers, and on from there; what else is asked on the way gets the answer
/// after which least is asked.
fn path(script: &Script, to: Place, chosen: &[AnswerId], by: Move) -> Vec<Move> {
    let mut run = Run::at(begin(script).place);
    let mut path = Vec::new();
    while run.place != to {
        let next = match run.place {
            Place::Asks(id) => {
                let answers = script.find(id).map(|(_, step)| step.kind.answers());
                let answers = answers.unwrap_or_default().iter().map(|answer| answer.id);
                let plainest = answers.min_by_key(|answer| {
                    let asks = |step: &&Step| step.waits() && step.only_if.contains(answer);
                    (
                        !chosen.contains(answer),
                        script.steps.iter().filter(asks).count(),
                    )
                });
                plainest.map(Move::Chose)
            }
            place => usual(&run, place),
        };
        let Some((next, moved)) =
            next.and_then(|next| Some((next, step(script, &run, next.input()).moved?)))
        else {
            break;
        };
        run.apply(&moved);
        path.push(next);
    }
    if let Place::Gathers(_) = to {
        path.push(Move::Wrote);
    }
    path.push(by);
    path
}

/// What leads on from a place where nothing is chosen.
fn usual(run: &Run, place: Place) -> Option<Move> {
    Some(match place {
        Place::Gathers(id) if run.given_at(id).is_some() => Move::FellSilent,
        Place::Waits(_) | Place::Gathers(_) => Move::Wrote,
        Place::Forwards(_) => Move::NotFound,
        Place::Asks(_) | Place::Forwarded | Place::Over | Place::DeadEnd => return None,
    })
}
