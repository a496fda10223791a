//! How a file becomes a chatbot again: a draft that is not saved yet, with everything that there was no place for told.

use super::{ChatbotFile, FilePlace, FileStep, Names};
use crate::chatbot::{Answer, ChatbotDraft, Kind, Script, Step};
use crate::id::{AnswerId, ExpertiseId, StepId, TeamId};
use crate::team::App;
use uuid::Uuid;

/// A file as a form shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// What it says; what is wrong with it [`ChatbotDraft::check`] tells.
    pub draft: ChatbotDraft,
    /// What it names that is not here.
    pub lacking: Vec<Lacking>,
}

/// Something that a step names and that is not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The step as it was opened.
    pub step: Step,
    /// What.
    pub lack: Lack,
}

/// What is not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A type of this name: the step is a text.
    Type(String),
    /// An expertise of this name.
    Expertise(String),
    /// A team of this name: the first with *Live Chat* stands in.
    Team(String),
    /// A place for answers, expertises or a team in a step of its type.
    Place,
}

impl ChatbotFile {
    /// The draft that the file tells; `id` makes the id of each step and answer. An *Only If* that names no answer stays one, so
    /// that it is told as any other.
    pub fn open(self, names: Names<'_>, mut id: impl FnMut() -> Uuid) -> Opened {
        let mut ids = |step: &FileStep| -> Vec<AnswerId> {
            step.answers.iter().map(|_| AnswerId(id())).collect()
        };
        let answers: Vec<Vec<AnswerId>> = self.steps.iter().map(&mut ids).collect();
        let mut lacking = Vec::new();
        let mut script = Script::default();
        for (written, own) in self.steps.into_iter().zip(&answers) {
            let found = |place: &FilePlace| {
                let of_step = answers.get(place.step.checked_sub(1)?)?;
                of_step.get(place.answer.checked_sub(1)?).copied()
            };
            let places = written.only_if.iter();
            let only_if = places
                .map(|place| found(place).unwrap_or_else(|| AnswerId(id())))
                .collect();
            let mut lacks = Vec::new();
            let kind = kind(&written, own, names, &mut lacks);
            let step_id = StepId(id());
            for (tag, text) in written.translations {
                let texts = script.translations.entry(tag).or_default();
                texts.messages.insert(step_id, text);
            }
            for (answer, answer_id) in written.answers.into_iter().zip(own) {
                for (tag, text) in answer.translations {
                    let texts = script.translations.entry(tag).or_default();
                    texts.answers.insert(*answer_id, text);
                }
            }
            let step = Step {
                id: step_id,
                message: written.message,
                kind,
                only_if,
            };
            lacking.extend(lacks.into_iter().map(|lack| Lacking {
                step: step.clone(),
                lack,
            }));
            script.steps.push(step);
        }
        let draft = ChatbotDraft {
            name: self.name,
            script,
        };
        Opened { draft, lacking }
    }
}

fn kind(step: &FileStep, ids: &[AnswerId], names: Names<'_>, lacks: &mut Vec<Lack>) -> Kind {
    let kind = match step.kind.as_str() {
        "text" => Kind::Text,
        "question" => Kind::Question {
            answers: answers(step, ids),
        },
        "email" => Kind::Email,
        "phone" => Kind::Phone,
        "forward" => Kind::Forward {
            expertises: expertises(step, names, lacks),
        },
        "create_ticket" => Kind::CreateTicket {
            team: team(step, App::Helpdesk, names, lacks),
        },
        "create_lead" => Kind::CreateLead {
            team: team(step, App::Crm, names, lacks),
        },
        "create_lead_and_forward" => Kind::CreateLeadAndForward {
            team: team(step, App::Crm, names, lacks),
            expertises: expertises(step, names, lacks),
        },
        "free_input" => Kind::FreeInput,
        "free_input_lines" => Kind::FreeInputLines,
        other => {
            lacks.push(Lack::Type(other.to_owned()));
            Kind::Text
        }
    };
    let is_question = matches!(kind, Kind::Question { .. });
    let has_too_much = (!is_question && !step.answers.is_empty())
        || (kind.forwards().is_none() && !step.expertises.is_empty())
        || (kind.makes().is_none() && step.team.is_some());
    if has_too_much {
        lacks.push(Lack::Place);
    }
    kind
}

fn answers(step: &FileStep, ids: &[AnswerId]) -> Vec<Answer> {
    let written = step.answers.iter().zip(ids);
    written
        .map(|(answer, id)| Answer {
            id: *id,
            text: answer.text.clone(),
            link: answer.link.clone(),
        })
        .collect()
}

fn expertises(step: &FileStep, names: Names<'_>, lacks: &mut Vec<Lack>) -> Vec<ExpertiseId> {
    let mut found = Vec::new();
    for name in &step.expertises {
        let mut known = names.expertises.iter();
        match known.find(|expertise| is_same(&expertise.name, name)) {
            Some(expertise) => found.push(expertise.id),
            None => lacks.push(Lack::Expertise(name.clone())),
        }
    }
    found
}

fn team(step: &FileStep, app: App, names: Names<'_>, lacks: &mut Vec<Lack>) -> Option<TeamId> {
    let name = step.team.as_ref()?;
    let state = names.apps.iter().find(|(known, _)| *known == app);
    let mut teams = state.iter().flat_map(|(_, state)| &state.teams);
    let found = teams.find(|team| is_same(&team.name, name));
    if found.is_none() {
        lacks.push(Lack::Team(name.clone()));
    }
    found.map(|team| team.id)
}

/// Whether two names are seen to be the same, as lists of them see it.
fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
