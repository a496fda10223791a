//! What is said beside the step that it is about: what is wrong with it, what its file names and is not here, and what the check of
//! the script found (spec 9.13).

use super::super::file;
use super::state::Form;
use crate::settings::language_name;
use crate::text::{Texts, fill, fill_count};
use domain::chatbot::{Checked, Finding, Flaw, Move, Script, Step};
use domain::id::StepId;
use domain::problem::Problem;
use leptos::prelude::*;

/// What is wrong with the step at a place and what it lacks, a sentence each; `step` is what stands there now.
pub(super) fn troubles(texts: &Texts, form: Form, place: usize, step: &Step) -> Vec<String> {
    let start = format!("steps.{place}.");
    let wrong = form.wrong.with(|wrong| {
        let own = wrong.iter().filter_map(|problem| {
            let field = problem.field.strip_prefix(&start)?;
            Some(wrong_field(texts, field, problem))
        });
        own.collect::<Vec<_>>()
    });
    let lacking = form.lacking.with(|lacking| {
        // Once it was changed, somebody has looked at it.
        let lacking = lacking.iter().flatten();
        let own = lacking.filter(|lacking| lacking.step == *step);
        own.map(|lacking| file::lacking(texts, lacking))
            .collect::<Vec<_>>()
    });
    wrong.into_iter().chain(lacking).collect()
}

fn wrong_field(texts: &Texts, field: &str, problem: &Problem) -> String {
    let mut parts = field.split('.');
    let name = match (parts.next(), parts.next(), parts.next()) {
        (Some("only_if"), ..) => return texts.step_only_if_unknown.to_owned(),
        (Some("answers"), Some(place), of_answer) => {
            let place = place.parse().unwrap_or(0_usize);
            let answer = fill_count(texts.answer, place + 1);
            match of_answer {
                Some("link") => format!("{answer}, {}", texts.answer_link),
                _ => answer,
            }
        }
        (Some("answers"), ..) => texts.step_answers.to_owned(),
        (Some("expertises"), ..) => texts.step_expertise.to_owned(),
        _ => texts.step_message.to_owned(),
    };
    let language = field.split_once("translations.");
    let name = match language {
        Some((_, tag)) => format!("{name}, {}", language_name(tag)),
        None => name,
    };
    let said = texts.fault(problem.fault);
    fill(texts.step_problem, &[("field", &name), ("problem", &said)])
}

/// What was found at a step, a sentence each.
pub(super) fn sentences(
    texts: &Texts,
    script: &Script,
    checked: &Checked,
    step: StepId,
) -> Vec<String> {
    let findings = checked.findings.iter();
    findings
        .filter(|finding| finding.step == step)
        .map(|finding| sentence(texts, script, finding))
        .collect()
}

fn sentence(texts: &Texts, script: &Script, finding: &Finding) -> String {
    let told = match finding.flaw {
        Flaw::DeadEnd => texts.flaw_dead_end.to_owned(),
        Flaw::LastWords => texts.flaw_last_words.to_owned(),
        Flaw::NeverRuns => texts.flaw_never_runs.to_owned(),
        Flaw::NoFallback => texts.flaw_no_fallback.to_owned(),
        Flaw::LeadsNowhere(answer) => {
            let answer = script
                .answer(answer)
                .map(|(_, answer)| answer.text.as_str());
            fill(
                texts.flaw_leads_nowhere,
                &[("answer", answer.unwrap_or_default())],
            )
        }
    };
    let path = path(texts, script, &finding.path);
    if path.is_empty() {
        told
    } else {
        let path = fill(texts.flaw_path, &[("path", &path)]);
        format!("{told} {path}")
    }
}

fn path(texts: &Texts, script: &Script, path: &[Move]) -> String {
    let words = path.iter().map(|turned| match turned {
        Move::Chose(answer) => {
            let answer = script
                .answer(*answer)
                .map(|(_, answer)| answer.text.as_str());
            answer.unwrap_or_default()
        }
        Move::Wrote => texts.move_wrote,
        Move::FellSilent => texts.move_fell_silent,
        Move::Found => texts.move_found,
        Move::NotFound => texts.move_not_found,
    });
    words.collect::<Vec<_>>().join(" → ")
}
