//! What holds for every script and every visitor.

use super::walk::walked;
use super::*;
use proptest::prelude::*;
use std::ops::Range;

fn any_step(
    kinds: Range<u8>,
    answers: Range<u128>,
) -> impl Strategy<Value = (u8, u128, Vec<(u128, u128)>)> {
    (
        kinds,
        answers,
        proptest::collection::vec((0u128..12, 1u128..4), 0..4),
    )
}

/// A script that passes its own check: triggers that name no earlier answer are dropped.
pub(super) fn any_script() -> impl Strategy<Value = Script> {
    script_of(any_step(3..13, 1..4))
}

/// Mostly questions, of which some have no answer yet, and what depends on them.
fn branching_script() -> impl Strategy<Value = Script> {
    script_of(any_step(0..8, 0..4))
}

fn script_of(
    steps: impl Strategy<Value = (u8, u128, Vec<(u128, u128)>)>,
) -> impl Strategy<Value = Script> {
    proptest::collection::vec(steps, 0..12).prop_map(|steps| {
        let steps = steps.into_iter().zip(0u128..);
        let steps = steps.map(|((kind, answers, triggers), id)| {
            let step = match kind {
                0..=3 => question(id, answers),
                4 | 5 => a_step(id, Kind::Text),
                6 => forward(id),
                7 => a_step(id, Kind::Email),
                8 => a_step(id, Kind::FreeInput),
                9 => lead_and_forward(id),
                10 => a_step(id, Kind::CreateLead { team: None }),
                11 => a_step(id, Kind::CreateTicket { team: None }),
                _ => a_step(id, Kind::FreeInputLines),
            };
            Step {
                only_if: triggers
                    .iter()
                    .map(|(question, place)| answer_id(*question, *place))
                    .collect(),
                ..step
            }
        });
        let mut script = Script::from(steps.collect::<Vec<_>>());
        script.drop_stale_triggers();
        script
    })
}

/// Expects that the check finds what all paths show, and that each path that it names is one.
fn expect_all_found(script: &Script) -> Result<(), TestCaseError> {
    let Some(walked) = walked(script) else {
        return Err(TestCaseError::reject("too many paths"));
    };
    let checked = check(script);
    prop_assert_eq!(&checked.left_out, &[]);
    prop_assert_eq!(&checked.arrows, &walked.arrows);
    for finding in &checked.findings {
        let mut same = walked.flaws.iter();
        let same = same.find(|(step, flaw, _)| (*step, *flaw) == (finding.step, finding.flaw));
        prop_assert!(
            same.is_some_and(|(_, _, moves)| finding.path.len() >= *moves),
            "{:?}",
            finding
        );
    }
    prop_assert_eq!(
        checked.findings.len(),
        walked.flaws.len(),
        "{:?}",
        walked.flaws
    );
    Ok(())
}

fn input(script: &Script, deed: (u8, usize, usize)) -> Input<'static> {
    let (kind, first, second) = deed;
    match kind {
        0 | 1 => {
            let questions = script
                .steps
                .iter()
                .filter(|step| !step.kind.answers().is_empty());
            let questions: Vec<&Step> = questions.collect();
            let Some(question) = questions.get(first % questions.len().max(1)) else {
                return Input::Wrote("words");
            };
            let answers = question.kind.answers();
            Input::Chose(answers.get(second % answers.len()).unwrap().id)
        }
        2 => Input::Wrote("ada@example.org"),
        3 => Input::Wrote("words"),
        4 => Input::FellSilent,
        5 => Input::OperatorFound,
        6 => Input::NobodyFound,
        _ => Input::Restart,
    }
}

proptest! {
    #[test]
    fn the_check_finds_what_all_paths_show(any in any_script(), branching in branching_script()) {
        expect_all_found(&any)?;
        expect_all_found(&branching)?;
    }

    #[test]
    fn a_run_waits_for_an_input_forwards_or_is_at_its_end_and_only_goes_forward(
        script in any_script(),
        deeds in proptest::collection::vec((0u8..8, 0usize..9, 0usize..9), 0..60),
    ) {
        let begun = begin(&script);
        let mut run = Run::at(begun.place);
        for deed in deeds {
            let input = input(&script, deed);
            let turn = step(&script, &run, input);
            let before = run.clone();
            if let Some(moved) = &turn.moved {
                run.apply(moved);
            } else {
                prop_assert!(turn.says.iter().all(|says| matches!(says, Says::NotAnEmail(_))));
            }
            match run.place {
                Place::Asks(id) | Place::Waits(id) | Place::Gathers(id) => prop_assert!(script.find(id).unwrap().1.kind.is_input()),
                Place::Forwards(id) => {
                    let kind = &script.find(id).unwrap().1.kind;
                    prop_assert!(kind.forwards().is_some());
                }
                Place::Forwarded | Place::Over | Place::DeadEnd => {}
            }
            if input != Input::Restart {
                let at = |run: &Run| match run.place {
                    Place::Asks(id)
                    | Place::Waits(id)
                    | Place::Gathers(id)
                    | Place::Forwards(id) => script.find(id).unwrap().0,
                    Place::Forwarded | Place::Over | Place::DeadEnd => usize::MAX,
                };
                prop_assert!(at(&run) >= at(&before));
            }
            if before.place == Place::Forwarded {
                prop_assert_eq!(&run, &before);
            }
            // Whatever is said of its steps was eligible, or was just asked for.
            for says in &turn.says {
                if let Says::Step(id) = says {
                    let (_, said) = script.find(*id).unwrap();
                    prop_assert!(
                        said.only_if.is_empty()
                            || said.only_if.iter().any(|answer| run.has_chosen(*answer))
                    );
                }
            }
        }
    }

    #[test]
    fn somebody_who_answers_always_comes_to_an_end(
        script in any_script(),
        choices in proptest::collection::vec(0usize..9, 12),
        somebody_is_there: bool,
    ) {
        let mut run = Run::at(begin(&script).place);
        for choice in choices {
            let input = match run.place {
                Place::Forwards(_) if somebody_is_there => Input::OperatorFound,
                Place::Forwards(_) => Input::NobodyFound,
                Place::Asks(id) | Place::Waits(id) | Place::Gathers(id) => match &script.find(id).unwrap().1.kind {
                    Kind::Question { answers } => {
                        Input::Chose(answers.get(choice % answers.len()).unwrap().id)
                    }
                    Kind::FreeInputLines if run.given_at(id).is_some() => Input::FellSilent,
                    Kind::FreeInputLines => {
                        let wrote = step(&script, &run, Input::Wrote("words")).moved;
                        run.apply(&wrote.unwrap());
                        Input::FellSilent
                    }
                    _ => Input::Wrote("ada@example.org"),
                },
                Place::Forwarded | Place::Over | Place::DeadEnd => break,
            };
            let moved = step(&script, &run, input).moved;
            prop_assert!(moved.is_some(), "{:?} at {:?}", input, run.place);
            run.apply(&moved.unwrap());
        }
        prop_assert!(matches!(
            run.place,
            Place::Forwarded | Place::Over | Place::DeadEnd
        ));
    }

    #[test]
    fn every_finding_of_the_check_replays_and_no_walk_meets_an_end_that_it_missed(
        script in any_script(),
        choices in proptest::collection::vec(0usize..9, 12),
        somebody_is_there: bool,
    ) {
        let checked = check(&script);
        prop_assert_eq!(&checked.left_out, &[]);
        for finding in &checked.findings {
            let mut run = Run::at(begin(&script).place);
            let mut said = begin(&script).says;
            for turned in &finding.path {
                let turn = step(&script, &run, turned.input());
                said = turn.says.iter().filter_map(|says| match says {
                    Says::Step(id) => Some(*id),
                    Says::NotAnEmail(_) => None,
                }).collect();
                run.apply(&turn.moved.unwrap());
            }
            match finding.flaw {
                Flaw::DeadEnd | Flaw::LastWords => {
                    prop_assert_eq!(finding.path.is_empty(), finding.flaw == Flaw::DeadEnd);
                    prop_assert_eq!((run.place, said.last()), (Place::DeadEnd, Some(&finding.step)));
                }
                Flaw::NoFallback => prop_assert_eq!((run.place, said.len()), (Place::DeadEnd, 0)),
                Flaw::LeadsNowhere(answer) => {
                    prop_assert!(run.place == Place::Over && run.has_chosen(answer));
                }
                Flaw::NeverRuns => prop_assert!(finding.path.is_empty()),
            }
        }
        let never_runs = |id: StepId| checked
            .findings
            .iter()
            .any(|finding| finding.step == id && finding.flaw == Flaw::NeverRuns);
        let is_found = |id: StepId, flaw: Flaw| checked
            .findings
            .iter()
            .any(|finding| finding.step == id && finding.flaw == flaw);
        let mut run = Run::at(begin(&script).place);
        for choice in choices {
            let input = match run.place {
                Place::Forwards(_) if somebody_is_there => Input::OperatorFound,
                Place::Forwards(_) => Input::NobodyFound,
                Place::Asks(id) => {
                    let answers = script.find(id).unwrap().1.kind.answers();
                    Input::Chose(answers.get(choice % answers.len()).unwrap().id)
                }
                Place::Gathers(id) if run.given_at(id).is_some() => Input::FellSilent,
                Place::Gathers(_) | Place::Waits(_) => Input::Wrote("ada@example.org"),
                Place::Forwarded | Place::Over | Place::DeadEnd => break,
            };
            let turn = step(&script, &run, input);
            let place = run.place;
            run.apply(&turn.moved.unwrap());
            for says in &turn.says {
                if let Says::Step(id) = says {
                    prop_assert!(!never_runs(*id));
                }
            }
            match (run.place, turn.says.last(), place) {
                (Place::DeadEnd, Some(Says::Step(last)), _) => {
                    prop_assert!(is_found(*last, Flaw::LastWords));
                }
                (Place::DeadEnd, None, Place::Forwards(id)) => {
                    prop_assert!(is_found(id, Flaw::NoFallback));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn a_form_that_is_stored_is_a_fixed_point(script in any_script()) {
        let draft = ChatbotDraft { name: "Guide".to_owned(), script };
        if let Ok(kept) = draft.check() {
            prop_assert_eq!(kept.clone().check(), Ok(kept));
        }
    }
}
