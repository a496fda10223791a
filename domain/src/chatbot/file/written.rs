//! How a chatbot becomes a file.

use super::{ChatbotFile, FORMAT, FileAnswer, FilePlace, FileStep, Names, VERSION};
use crate::chatbot::{Answer, ChatbotDraft, Kind, Script, ScriptTexts, Step};
use crate::id::{AnswerId, ExpertiseId};
use std::collections::BTreeMap;

impl ChatbotFile {
    /// The file of a chatbot. What has no name any more is left out, as the chatbot itself passes over it.
    pub fn of(draft: &ChatbotDraft, names: Names<'_>) -> Self {
        let steps = draft.script.steps.iter();
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            name: draft.name.clone(),
            steps: steps
                .map(|step| written(&draft.script, step, names))
                .collect(),
        }
    }
}

fn written(script: &Script, step: &Step, names: Names<'_>) -> FileStep {
    let expertises = step.kind.forwards().unwrap_or_default().iter();
    let team = step.kind.makes().and_then(|(app, team)| {
        let (_, state) = names.apps.iter().find(|(known, _)| *known == app)?;
        state.team_name(team?).map(str::to_owned)
    });
    FileStep {
        kind: word(&step.kind).to_owned(),
        message: step.message.clone(),
        answers: step
            .kind
            .answers()
            .iter()
            .map(|one| answer(script, one))
            .collect(),
        expertises: expertises.filter_map(|id| expertise(names, *id)).collect(),
        team,
        only_if: step
            .only_if
            .iter()
            .filter_map(|id| place(script, *id))
            .collect(),
        translations: translated(script, |texts| texts.messages.get(&step.id)),
    }
}

fn answer(script: &Script, answer: &Answer) -> FileAnswer {
    FileAnswer {
        text: answer.text.clone(),
        link: answer.link.clone(),
        translations: translated(script, |texts| texts.answers.get(&answer.id)),
    }
}

/// One of the texts in each of the languages that have it.
fn translated(
    script: &Script,
    of: impl Fn(&ScriptTexts) -> Option<&String>,
) -> BTreeMap<String, String> {
    let texts = script.translations.iter();
    texts
        .filter_map(|(tag, texts)| Some((tag.clone(), of(texts)?.clone())))
        .collect()
}

fn expertise(names: Names<'_>, id: ExpertiseId) -> Option<String> {
    let found = names.expertises.iter().find(|known| known.id == id);
    found.map(|known| known.name.clone())
}

fn place(script: &Script, id: AnswerId) -> Option<FilePlace> {
    let (step, _) = script.answer(id)?;
    let answers = script.steps.get(step)?.kind.answers();
    let answer = answers.iter().position(|answer| answer.id == id)?;
    Some(FilePlace {
        step: step + 1,
        answer: answer + 1,
    })
}

/// A type as files call it.
fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Question { .. } => "question",
        Kind::Email => "email",
        Kind::Phone => "phone",
        Kind::Forward { .. } => "forward",
        Kind::CreateTicket { .. } => "create_ticket",
        Kind::CreateLead { .. } => "create_lead",
        Kind::CreateLeadAndForward { .. } => "create_lead_and_forward",
        Kind::FreeInput => "free_input",
        Kind::FreeInputLines => "free_input_lines",
    }
}
