//! What is typed in the dialog of a step.

use crate::account::FormProblems;
use crate::text::Texts;
use domain::chatbot::{Answer, Kind, ScriptTexts, Step};
use domain::id::{AnswerId, ExpertiseId, StepId, TeamId};
use leptos::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is typed.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    /// Which step.
    pub(super) id: RwSignal<StepId>,
    /// *Message*.
    pub(super) message: RwSignal<String>,
    /// The same in other languages, by primary tag.
    pub(super) translations: RwSignal<BTreeMap<String, String>>,
    /// *Step Type*, with answers and expertises as they are loaded; what is typed of them stands below.
    pub(super) kind: RwSignal<Kind>,
    /// *Answer* and *Optional Link* of each.
    pub(super) answers: RwSignal<Vec<TypedAnswer>>,
    /// *Operator Expertise*.
    pub(super) expertises: RwSignal<Vec<ExpertiseId>>,
    /// *Sales Team* or *Helpdesk Team*.
    pub(super) team: RwSignal<Option<TeamId>>,
    /// *Only If*.
    pub(super) only_if: RwSignal<Vec<AnswerId>>,
    /// What is wrong with it, by field of the step.
    pub(super) problems: FormProblems,
}

/// An answer as it is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct TypedAnswer {
    /// Which.
    pub(super) id: AnswerId,
    /// What stands on the button.
    pub(super) text: RwSignal<String>,
    /// The same in other languages, by primary tag.
    pub(super) translations: RwSignal<BTreeMap<String, String>>,
    /// Where it leads.
    pub(super) link: RwSignal<String>,
}

impl TypedAnswer {
    /// One without words.
    pub(super) fn empty() -> Self {
        Self {
            id: AnswerId(Uuid::now_v7()),
            text: RwSignal::default(),
            translations: RwSignal::default(),
            link: RwSignal::default(),
        }
    }

    fn of(answer: &Answer, said: &BTreeMap<String, ScriptTexts>) -> Self {
        Self {
            id: answer.id,
            text: RwSignal::new(answer.text.clone()),
            translations: RwSignal::new(in_languages(said, |texts| texts.answers.get(&answer.id))),
            link: RwSignal::new(answer.link.clone().unwrap_or_default()),
        }
    }
}

impl Typed {
    /// Nothing is typed yet.
    pub(super) fn empty() -> Self {
        Self {
            id: RwSignal::new(StepId(Uuid::nil())),
            message: RwSignal::default(),
            translations: RwSignal::default(),
            kind: RwSignal::default(),
            answers: RwSignal::default(),
            expertises: RwSignal::default(),
            team: RwSignal::new(None),
            only_if: RwSignal::default(),
            problems: FormProblems::new(Vec::new()),
        }
    }

    /// A step is worked on, with what it says in other languages; without one, a new one.
    pub(super) fn fill(self, step: Option<(Step, BTreeMap<String, ScriptTexts>)>) {
        let (step, said) = step.unwrap_or_else(|| {
            let step = Step {
                id: StepId(Uuid::now_v7()),
                message: String::new(),
                kind: Kind::default(),
                only_if: Vec::new(),
            };
            (step, BTreeMap::new())
        });
        let answers = step.kind.answers().iter();
        let answers = answers
            .map(|answer| TypedAnswer::of(answer, &said))
            .collect();
        self.translations
            .set(in_languages(&said, |texts| texts.messages.get(&step.id)));
        self.id.set(step.id);
        self.message.set(step.message);
        self.answers.set(answers);
        let expertises = step.kind.forwards().unwrap_or_default();
        self.expertises.set(expertises.to_vec());
        self.team.set(step.kind.makes().and_then(|(_, team)| team));
        self.only_if.set(step.only_if);
        self.kind.set(step.kind);
        self.problems.set(Vec::new());
    }

    /// What it says in other languages.
    pub(super) fn said(self) -> BTreeMap<String, ScriptTexts> {
        let mut said: BTreeMap<String, ScriptTexts> = BTreeMap::new();
        let id = self.id.get_untracked();
        // Blanks say nothing.
        let is_said = |(_, text): &(String, String)| !text.trim().is_empty();
        for (tag, text) in self
            .translations
            .get_untracked()
            .into_iter()
            .filter(is_said)
        {
            said.entry(tag).or_default().messages.insert(id, text);
        }
        for answer in self.answers.get_untracked() {
            for (tag, text) in answer
                .translations
                .get_untracked()
                .into_iter()
                .filter(is_said)
            {
                let texts = said.entry(tag).or_default();
                texts.answers.insert(answer.id, text);
            }
        }
        said
    }

    /// The step as it is typed.
    pub(super) fn step(self) -> Step {
        let answer = |answer: &TypedAnswer| Answer {
            id: answer.id,
            text: answer.text.get_untracked(),
            link: Some(answer.link.get_untracked()).filter(|link| !link.trim().is_empty()),
        };
        let kind = match self.kind.get_untracked() {
            Kind::Question { .. } => Kind::Question {
                answers: self
                    .answers
                    .with_untracked(|answers| answers.iter().map(answer).collect()),
            },
            Kind::Forward { .. } => Kind::Forward {
                expertises: self.expertises.get_untracked(),
            },
            Kind::CreateTicket { .. } => Kind::CreateTicket {
                team: self.team.get_untracked(),
            },
            Kind::CreateLead { .. } => Kind::CreateLead {
                team: self.team.get_untracked(),
            },
            Kind::CreateLeadAndForward { .. } => Kind::CreateLeadAndForward {
                team: self.team.get_untracked(),
                expertises: self.expertises.get_untracked(),
            },
            other => other,
        };
        Step {
            id: self.id.get_untracked(),
            message: self.message.get_untracked(),
            kind,
            only_if: self.only_if.get_untracked(),
        }
    }
}

/// One of the texts of a step, in each of the languages that have it.
fn in_languages(
    said: &BTreeMap<String, ScriptTexts>,
    of: impl Fn(&ScriptTexts) -> Option<&String>,
) -> BTreeMap<String, String> {
    let said = said.iter();
    said.filter_map(|(tag, texts)| Some((tag.clone(), of(texts)?.clone())))
        .collect()
}

/// The types that a step can have, by the name that the form has for each.
pub(super) fn kinds() -> [(&'static str, Kind); 10] {
    let (answers, expertises, team) = (Vec::new(), Vec::new(), None);
    let and_forward = Kind::CreateLeadAndForward {
        team,
        expertises: Vec::new(),
    };
    [
        ("text", Kind::Text),
        ("question", Kind::Question { answers }),
        ("email", Kind::Email),
        ("phone", Kind::Phone),
        ("forward", Kind::Forward { expertises }),
        ("free_input", Kind::FreeInput),
        ("free_input_lines", Kind::FreeInputLines),
        ("create_lead", Kind::CreateLead { team }),
        ("create_lead_and_forward", and_forward),
        ("create_ticket", Kind::CreateTicket { team }),
    ]
}

/// What a type is called.
pub(super) fn kind_in_words(texts: &Texts, kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => texts.step_text,
        Kind::Question { .. } => texts.step_question,
        Kind::Email => texts.step_email,
        Kind::Phone => texts.step_phone,
        Kind::Forward { .. } => texts.step_forward,
        Kind::FreeInput => texts.step_free_input,
        Kind::FreeInputLines => texts.step_free_input_lines,
        Kind::CreateLead { .. } => texts.step_create_lead,
        Kind::CreateLeadAndForward { .. } => texts.step_create_lead_and_forward,
        Kind::CreateTicket { .. } => texts.step_create_ticket,
    }
}
