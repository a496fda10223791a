//! What the check finds, and that the engine agrees.

use super::*;

fn text(id: u128) -> Step {
    a_step(id, Kind::Text)
}

fn flaws(script: &Script) -> Vec<(u128, Flaw)> {
    let checked = check(script);
    assert!(checked.is_complete);
    let findings = checked.findings.into_iter();
    findings
        .map(|finding| (finding.step.0.as_u128(), finding.flaw))
        .collect()
}

#[test]
fn a_script_that_always_asks_or_forwards_has_no_flaw() {
    let script = script([
        text(1),
        question(2, 2),
        only_if(forward(3), [(2, 1)]),
        a_step(4, Kind::Email),
    ]);
    assert_eq!(flaws(&script), []);
}

#[test]
fn each_flaw_is_found_with_the_shortest_path_to_it() {
    let script = script([
        question(1, 3),
        only_if(question(2, 1), [(1, 1)]),
        only_if(text(3), [(2, 1)]),
        only_if(forward(4), [(1, 2)]),
    ]);
    let checked = check(&script);
    let found: Vec<(u128, Flaw, Vec<Move>)> = checked
        .findings
        .into_iter()
        .map(|finding| (finding.step.0.as_u128(), finding.flaw, finding.path))
        .collect();
    let chose = |question, place| Move::Chose(answer_id(question, place));
    assert_eq!(
        found,
        [
            (1, Flaw::LeadsNowhere(answer_id(1, 3)), vec![chose(1, 3)]),
            (3, Flaw::DeadEnd, vec![chose(1, 1), chose(2, 1)]),
            (4, Flaw::NoFallback, vec![chose(1, 2), Move::NotFound]),
        ]
    );
}

#[test]
fn a_step_that_no_path_leads_to_never_runs() {
    // Nothing has the answer that it asks for.
    let script = script([
        question(1, 1),
        only_if(question(2, 1), [(1, 1)]),
        only_if(text(3), [(1, 9)]),
        a_step(4, Kind::Phone),
    ]);
    assert_eq!(flaws(&script), [(3, Flaw::NeverRuns)]);
}

#[test]
fn a_script_that_only_speaks_is_a_dead_end() {
    assert_eq!(flaws(&script([text(1), text(2)])), [(2, Flaw::DeadEnd)]);
    assert_eq!(flaws(&script([])), []);
}

#[test]
fn lines_and_forwards_are_walked_through() {
    let script = script([
        a_step(1, Kind::FreeInputLines),
        forward(2),
        a_step(3, Kind::FreeInput),
        text(4),
    ]);
    let checked = check(&script);
    let path = &checked.findings.first().unwrap().path;
    assert_eq!(
        path.as_slice(),
        [Move::Wrote, Move::FellSilent, Move::NotFound, Move::Wrote]
    );
}

#[test]
fn a_script_with_too_many_paths_is_checked_in_part_and_says_so() {
    let mut steps: Vec<Step> = (1..=40).map(|id| question(id, 2)).collect();
    let triggers = (1..=40).map(|id| answer_id(id, 1));
    steps.push(Step {
        only_if: triggers.collect(),
        ..text(99)
    });
    assert!(!check(&Script::from(steps)).is_complete);
}
