//! What a step depends on: of all that was chosen before, the answers that make a difference there (spec 9.4, 9.13).

use super::engine::is_eligible;
use super::{Kind, Script, Step};
use crate::id::AnswerId;
use std::collections::{BTreeSet, HashMap};

/// Which steps name the answers of which questions.
pub(super) struct Conditions<'s> {
    script: &'s Script,
    /// For each step the places of the questions that it names; `None` if it names what is no earlier answer, and so never runs.
    named: Vec<Option<BTreeSet<usize>>>,
}

/// How one comes to a step, as far as that makes a difference there.
#[derive(Default)]
pub(super) struct Choices {
    /// Each with the answers that were chosen, in the order of their questions, and the shortest first.
    pub(super) all: Vec<Vec<AnswerId>>,
    /// Whether there are others.
    pub(super) is_partial: bool,
    /// How many were looked at on the way.
    pub(super) tried: usize,
}

impl<'s> Conditions<'s> {
    pub(super) fn of(script: &'s Script) -> Self {
        let mut questions = HashMap::new();
        let mut named = Vec::new();
        for (place, step) in script.steps.iter().enumerate() {
            let places = step.only_if.iter();
            named.push(
                places
                    .map(|answer| questions.get(answer).copied())
                    .collect(),
            );
            let answers = step.kind.answers().iter();
            questions.extend(answers.map(|answer| (answer.id, place)));
        }
        Self { script, named }
    }

    /// The different ways to come to a step that waits; of more than `most`, only so many.
    ///
    /// A run passes all steps in their order, and what was chosen decides alone which of them are said. So all that matters of it at
    /// a step are the answers that it names, that what may come next names, and that decide whether their questions were asked.
    pub(super) fn choices(&self, place: usize, most: usize) -> Choices {
        if self.never_runs(place) {
            return Choices::default();
        }
        let own = self.questions([place]);
        let stops = self.stops(place);
        let asking = self.next(place).into_iter().chain(stops.iter().copied());
        let asking: BTreeSet<usize> = asking.chain([place]).collect();
        let questions = self.questions(asking.iter().copied());
        let asking: BTreeSet<usize> = asking.union(&questions).copied().collect();
        let mut all = vec![Vec::new()];
        let (mut is_partial, mut tried) = (false, 0);
        for question in questions.into_iter().filter(|question| *question < place) {
            let answers = self.answers(question, &asking, |by| by == place || own.contains(&by));
            let mut longer = Vec::new();
            for chosen in all {
                if !self.is_said(question, &chosen) {
                    // Without it the step is not reached.
                    if !own.contains(&question) {
                        longer.push(chosen);
                    }
                    continue;
                }
                longer.extend(answers.iter().map(|answer| {
                    let mut chosen = chosen.clone();
                    chosen.push(*answer);
                    chosen
                }));
            }
            is_partial |= longer.len() > most;
            longer.truncate(most);
            tried += longer.len();
            all = longer;
        }
        all.retain(|chosen| {
            self.is_said(place, chosen) && !stops.iter().any(|stop| self.is_said(*stop, chosen))
        });
        all.sort_by_key(Vec::len);
        Choices {
            all,
            is_partial,
            tried,
        }
    }

    /// Whether no choice of answers leads to a step.
    pub(super) fn never_runs(&self, place: usize) -> bool {
        self.named.get(place).is_none_or(Option::is_none)
    }

    fn named(&self, place: usize) -> impl Iterator<Item = usize> {
        self.named
            .get(place)
            .into_iter()
            .flatten()
            .flatten()
            .copied()
    }

    fn is_said(&self, place: usize, chosen: &[AnswerId]) -> bool {
        let step = self.script.steps.get(place);
        step.is_some_and(|step| is_eligible(self.script, step, chosen))
    }

    /// The questions on which steps depend, and on which these depend.
    fn questions(&self, steps: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut open: Vec<usize> = steps.into_iter().collect();
        while let Some(place) = open.pop() {
            open.extend(self.named(place).filter(|question| found.insert(*question)));
        }
        found
    }

    /// Questions without an answer, at which no run goes on.
    fn stops(&self, before: usize) -> Vec<usize> {
        let earlier = self.script.steps.iter().enumerate().take(before);
        let stops = earlier.filter(|(place, step)| is_stop(step) && !self.never_runs(*place));
        stops.map(|(place, _)| place).collect()
    }

    /// The steps that may follow a step before anything else is asked.
    fn next(&self, place: usize) -> Vec<usize> {
        let mut next = Vec::new();
        for (later, step) in self.script.steps.iter().enumerate().skip(place + 1) {
            let is_possible =
                !self.never_runs(later) && self.named(later).all(|named| named <= place);
            if is_possible {
                next.push(later);
                if step.waits() && self.follows(later, place) {
                    break;
                }
            }
        }
        next
    }

    /// Whether a step is said wherever an earlier one was.
    fn follows(&self, later: usize, place: usize) -> bool {
        let (Some(later_step), Some(step)) =
            (self.script.steps.get(later), self.script.steps.get(place))
        else {
            return false;
        };
        self.named(later).all(|question| {
            let answers = self
                .script
                .steps
                .get(question)
                .map(|question| question.kind.answers());
            let mut asked = answers.unwrap_or_default().iter();
            self.named(place).any(|named| named == question)
                && asked.all(|answer| {
                    !step.only_if.contains(&answer.id) || later_step.only_if.contains(&answer.id)
                })
        })
    }

    /// Of a question's answers one of each kind: those that the same of the `asking` steps name make no difference. Those that
    /// `needs` rules out are left out: it tells of which steps one has to come by.
    fn answers(
        &self,
        question: usize,
        asking: &BTreeSet<usize>,
        needs: impl Fn(usize) -> bool,
    ) -> Vec<AnswerId> {
        let by = asking
            .iter()
            .filter(|by| self.named(**by).any(|named| named == question));
        let by: Vec<usize> = by.copied().collect();
        let mut known = BTreeSet::new();
        let answers = self
            .script
            .steps
            .get(question)
            .map(|step| step.kind.answers());
        let answers = answers.unwrap_or_default().iter().map(|answer| answer.id);
        answers
            .filter(|answer| {
                let names = by.iter().map(|by| {
                    let step = self.script.steps.get(*by);
                    step.is_some_and(|step| step.only_if.contains(answer))
                });
                let names: Vec<bool> = names.collect();
                let fits = by
                    .iter()
                    .zip(&names)
                    .all(|(by, names)| *names || !needs(*by));
                fits && known.insert(names)
            })
            .collect()
    }
}

/// Whether no run goes on from it: a question that has no answer yet.
fn is_stop(step: &Step) -> bool {
    matches!(&step.kind, Kind::Question { answers } if answers.is_empty())
}
