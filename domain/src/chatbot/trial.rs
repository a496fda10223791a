//! A script tried out by who edits it, with the engine that talks to visitors (spec 9.11).

use super::{Input, Place, Run, Says, Script, begin, step};
use crate::id::{AnswerId, StepId};
use crate::team::App;

/// A walk through a script that nobody else sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The script, as it was when the trial began.
    pub script: Script,
    /// How far it is.
    pub run: Run,
    /// What was said, in order.
    pub lines: Vec<TrialLine>,
    /// The step that was said last.
    pub last: Option<StepId>,
    /// Whether a forward finds somebody.
    pub is_operator_there: bool,
}

/// What was said in a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrialLine {
    /// The message of a step.
    Bot(String),
    /// That this is no address.
    NotAnEmail(String),
    /// What the visitor said.
    Visitor(String),
    /// A record would be made of this conversation.
    Made(App),
    /// An operator has joined.
    Joined,
    /// Nothing comes after this.
    Ended,
    /// The script begins again.
    Restarted,
}

impl Trial {
    /// A script from its beginning.
    pub fn new(script: Script, is_operator_there: bool) -> Self {
        let begun = begin(&script);
        let mut trial = Self {
            run: Run::at(begun.place),
            script,
            lines: Vec::new(),
            last: None,
            is_operator_there,
        };
        for id in begun.says {
            trial.say(Says::Step(id));
        }
        trial.settle();
        trial
    }

    /// The answers that can be chosen now.
    pub fn offered(&self) -> Vec<(AnswerId, String)> {
        let Place::Asks(id) = self.run.place else {
            return Vec::new();
        };
        let question = self.script.find(id).map(|(_, step)| step.kind.answers());
        let answers = question.unwrap_or_default().iter();
        answers
            .map(|answer| (answer.id, answer.text.clone()))
            .collect()
    }

    /// An answer is chosen.
    pub fn choose(&mut self, answer: AnswerId) {
        let chosen = self
            .script
            .answer(answer)
            .map(|(_, answer)| answer.text.clone());
        if let (Place::Asks(_), Some(text)) = (self.run.place, chosen) {
            self.lines.push(TrialLine::Visitor(text));
            self.take(Input::Chose(answer));
        }
    }

    /// Something is written.
    pub fn write(&mut self, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            self.lines.push(TrialLine::Visitor(words.to_owned()));
            self.take(Input::Wrote(words));
        }
    }

    /// Ten seconds pass in which nothing more is written.
    pub fn fall_silent(&mut self) {
        self.take(Input::FellSilent);
    }

    /// It begins again.
    pub fn restart(&mut self) {
        if self.run.place.can_restart() {
            self.lines.push(TrialLine::Restarted);
            self.take(Input::Restart);
        }
    }

    fn take(&mut self, mut input: Input<'_>) {
        loop {
            let turn = step(&self.script, &self.run, input);
            for says in turn.says {
                self.say(says);
            }
            let is_moved = turn.moved.is_some();
            if let Some(moved) = turn.moved {
                self.run.apply(&moved);
            }
            // A forward that comes first waits for the visitor's first words: until then nothing is stored. Begun again, it is.
            let waits_still = !is_moved && !matches!(input, Input::Wrote(_));
            if !matches!(self.run.place, Place::Forwards(_)) || waits_still {
                break;
            }
            input = if self.is_operator_there {
                Input::OperatorFound
            } else {
                Input::NobodyFound
            };
        }
        self.settle();
    }

    /// Says how it ends, once it has.
    fn settle(&mut self) {
        match self.run.place {
            Place::Forwarded if !self.lines.contains(&TrialLine::Joined) => {
                self.lines.push(TrialLine::Joined);
            }
            Place::Over | Place::DeadEnd if self.lines.last() != Some(&TrialLine::Ended) => {
                self.lines.push(TrialLine::Ended);
            }
            _ => {}
        }
    }

    fn say(&mut self, says: Says) {
        match says {
            Says::Step(id) => {
                let step = self.script.find(id).map(|(_, step)| step);
                let made = step.and_then(|step| step.kind.makes());
                let message = step.map(|step| step.message.clone());
                self.last = Some(id);
                self.lines.push(TrialLine::Bot(message.unwrap_or_default()));
                if let Some((app, _)) = made {
                    self.lines.push(TrialLine::Made(app));
                }
            }
            Says::NotAnEmail(input) => self.lines.push(TrialLine::NotAnEmail(input)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Step, welcome_bot};
    use super::*;
    use uuid::Uuid;

    fn trial(is_operator_there: bool) -> Trial {
        let mut last = 0;
        let script = welcome_bot(|| {
            last += 1;
            Uuid::from_u128(last)
        });
        Trial::new(script, is_operator_there)
    }

    #[test]
    fn a_trial_ends_with_an_operator_where_one_is_there() {
        let mut trial = trial(true);
        assert_eq!((trial.lines.len(), trial.offered().len()), (2, 3));
        let (prices, text) = trial.offered()[0].clone();
        trial.choose(prices);
        trial.choose(prices);
        let chosen = trial
            .lines
            .iter()
            .filter(|line| **line == TrialLine::Visitor(text.clone()));
        assert_eq!(chosen.count(), 1);
        assert_eq!(trial.lines.last(), Some(&TrialLine::Joined));
        trial.write("hello");
        trial.restart();
        assert_eq!(
            trial.lines.last(),
            Some(&TrialLine::Visitor("hello".to_owned()))
        );
    }

    #[test]
    fn a_trial_tells_that_a_record_would_be_made() {
        let (lead, ticket) = (
            Kind::CreateLeadAndForward {
                team: None,
                expertises: Vec::new(),
            },
            Kind::CreateTicket { team: None },
        );
        let kinds = [Kind::FreeInput, ticket, lead];
        let steps = (1..).zip(kinds).map(|(id, kind)| Step {
            id: StepId(Uuid::from_u128(id)),
            message: format!("Step {id}"),
            kind,
            only_if: Vec::new(),
        });
        let script = Script::from(steps.collect::<Vec<_>>());
        let mut trial = Trial::new(script, true);
        trial.write("Hello");
        let bot = |text: &str| TrialLine::Bot(text.to_owned());
        assert_eq!(
            trial.lines,
            [
                bot("Step 1"),
                TrialLine::Visitor("Hello".to_owned()),
                bot("Step 2"),
                TrialLine::Made(App::Helpdesk),
                bot("Step 3"),
                TrialLine::Made(App::Crm),
                TrialLine::Joined,
            ]
        );
    }

    #[test]
    fn a_forward_that_comes_first_waits_for_words_only_where_nothing_was_said() {
        let expertises = Vec::new();
        let kinds = [Kind::Forward { expertises }, Kind::Text];
        let steps = (1..).zip(kinds).map(|(id, kind)| Step {
            id: StepId(Uuid::from_u128(id)),
            message: format!("Step {id}"),
            kind,
            only_if: Vec::new(),
        });
        let mut trial = Trial::new(Script::from(steps.collect::<Vec<_>>()), false);
        assert_eq!(trial.lines, []);
        trial.write("Hello");
        let nobody = [TrialLine::Bot("Step 2".to_owned()), TrialLine::Ended];
        assert_eq!(trial.lines[1..], nobody);
        trial.restart();
        assert_eq!(
            trial.lines[3..],
            [&[TrialLine::Restarted][..], &nobody].concat()
        );
    }

    #[test]
    fn a_trial_without_an_operator_goes_on_to_its_end_and_begins_again() {
        let mut trial = trial(false);
        let (prices, _) = trial.offered()[0].clone();
        trial.choose(prices);
        trial.write("ada@");
        assert_eq!(
            trial.lines.last(),
            Some(&TrialLine::NotAnEmail("ada@".to_owned()))
        );
        trial.write("ada@example.org");
        assert_eq!(trial.lines.last(), Some(&TrialLine::Ended));
        trial.fall_silent();
        assert_eq!(trial.run.place, Place::DeadEnd);
        let (before, said) = (trial.lines.len(), trial.last);
        trial.restart();
        assert_eq!(trial.lines.len(), before + 3);
        assert_ne!(trial.last, said);
        assert_eq!(trial.offered().len(), 3);
    }
}
