//! What the check finds, and that the engine agrees.

use super::*;

fn text(id: u128) -> Step {
    a_step(id, Kind::Text)
}

fn flaws(script: &Script) -> Vec<(u128, Flaw)> {
    let checked = check(script);
    assert_eq!(checked.left_out, []);
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
            (3, Flaw::LastWords, vec![chose(1, 1), chose(2, 1)]),
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
fn a_message_that_takes_leave_is_no_dead_end() {
    let mut last = 0;
    let welcome = welcome_bot(|| {
        last += 1;
        Uuid::from_u128(last)
    });
    let found = flaws(&welcome).into_iter().map(|(_, flaw)| flaw);
    assert_eq!(found.collect::<Vec<_>>(), [Flaw::LastWords; 3]);
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
fn behind_a_question_that_has_no_answer_yet_nothing_runs() {
    let script = script([
        question(1, 2),
        only_if(question(2, 0), [(1, 1)]),
        only_if(text(3), [(1, 1)]),
        a_step(4, Kind::Phone),
    ]);
    assert_eq!(flaws(&script), [(3, Flaw::NeverRuns)]);
}

/// A hundred steps, in which what is said depends on what was answered ten questions before: every combination of ten answers is
/// another state.
fn a_hundred_steps() -> Script {
    let steps = (0..20).flat_map(|round| {
        let id = round * 5 + 1;
        let long_ago = if round < 10 {
            Vec::new()
        } else {
            vec![answer_id(id - 50, 1)]
        };
        [
            question(id, 4),
            only_if(text(id + 1), [(id, 1)]),
            only_if(text(id + 2), [(id, 2), (id, 3)]),
            a_step(id + 3, Kind::FreeInput),
            Step {
                only_if: long_ago,
                ..text(id + 4)
            },
        ]
    });
    Script::from(steps.collect::<Vec<_>>())
}

#[test]
fn a_script_of_a_hundred_steps_is_checked_as_a_whole() {
    let mut script = a_hundred_steps();
    assert_eq!(flaws(&script), [(100, Flaw::LastWords)]);
    assert_eq!(walk::walked(&script).map(|walked| walked.flaws), None);
    // What no answers lead to together is found among all the others.
    script.steps.push(only_if(text(101), [(1, 1), (6, 2)]));
    let two_of_one = Step {
        only_if: vec![answer_id(11, 1)],
        ..question(102, 1)
    };
    script.steps.push(two_of_one);
    script.steps.push(only_if(text(103), [(102, 1), (11, 2)]));
    script.steps.push(only_if(text(104), [(102, 1)]));
    let never = flaws(&script).into_iter();
    let never: Vec<_> = never.filter(|(_, flaw)| *flaw == Flaw::NeverRuns).collect();
    assert_eq!(never, [(103, Flaw::NeverRuns)]);
}

#[test]
fn where_too_much_can_follow_the_check_names_the_step() {
    let mut steps: Vec<Step> = (1..=40).map(|id| question(id, 2)).collect();
    let triggers = (1..=40).map(|id| answer_id(id, 1));
    steps.push(Step {
        only_if: triggers.collect(),
        ..text(99)
    });
    let checked = check(&Script::from(steps));
    assert_eq!(checked.left_out, [step_id(40)]);
    let never = |finding: &Finding| finding.flaw == Flaw::NeverRuns;
    assert!(!checked.findings.iter().any(never));
}
