//! What the check of the script found, beside the step that it is about (spec 9.13).

use crate::text::{Texts, fill};
use domain::chatbot::{Checked, Finding, Flaw, Move, Script};
use domain::id::StepId;

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
