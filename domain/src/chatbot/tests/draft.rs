//! What a chatbot's form may hold.

use super::*;
use crate::limit;
use crate::problem::{Fault, Problem};

fn faults(steps: Vec<Step>) -> Vec<(String, Fault)> {
    let draft = ChatbotDraft {
        name: "Guide".to_owned(),
        script: Script { steps },
    };
    let problems: Vec<Problem> = draft.check().err().unwrap_or_default();
    problems
        .into_iter()
        .map(|problem| (problem.field, problem.fault))
        .collect()
}

fn fault(steps: Vec<Step>) -> Option<(String, Fault)> {
    faults(steps).into_iter().next()
}

fn at(field: &str, fault: Fault) -> (String, Fault) {
    (field.to_owned(), fault)
}

fn text(message: String) -> Step {
    Step {
        message,
        ..a_step(1, Kind::Text)
    }
}

fn asks(answers: Vec<Answer>) -> Step {
    a_step(1, Kind::Question { answers })
}

fn answer(place: u128, text: &str, link: Option<&str>) -> Answer {
    Answer {
        id: answer_id(1, place),
        text: text.to_owned(),
        link: link.map(str::to_owned),
    }
}

#[test]
fn a_name_is_needed_and_a_script_may_still_be_empty() {
    let draft = ChatbotDraft::default();
    assert_eq!(
        draft.check(),
        Err(vec![Problem::new("name", Fault::Missing)])
    );
    assert_eq!(faults(Vec::new()), []);
}

#[test]
fn texts_and_lists_have_limits() {
    let letters = |count| "é".repeat(count);
    let most = limit::STEP_CHARACTERS;
    assert_eq!(fault(vec![text(letters(most))]), None);
    assert_eq!(
        fault(vec![text(letters(most + 1))]),
        Some(at("steps.0.message", Fault::TooLong { limit: most }))
    );
    let most = limit::NAME_CHARACTERS;
    assert_eq!(
        fault(vec![asks(vec![answer(1, &letters(most), None)])]),
        None
    );
    assert_eq!(
        fault(vec![asks(vec![answer(1, &letters(most + 1), None)])]),
        Some(at("steps.0.answers.0.text", Fault::TooLong { limit: most }))
    );
    let answers = |count: usize| {
        let places = (1u128..).take(count);
        vec![asks(places.map(|place| answer(place, "A", None)).collect())]
    };
    let most = limit::ANSWERS;
    assert_eq!(fault(answers(most)), None);
    assert_eq!(
        fault(answers(most + 1)),
        Some(at("steps.0.answers", Fault::TooMany { limit: most }))
    );
    let steps = |count: usize| -> Vec<Step> {
        let ids = (1u128..).take(count);
        ids.map(|id| a_step(id, Kind::Text)).collect()
    };
    let most = limit::STEPS;
    assert_eq!(fault(steps(most)), None);
    for more in [most + 1, 5_000] {
        assert_eq!(
            fault(steps(more)),
            Some(at("steps", Fault::TooMany { limit: most }))
        );
    }
}

#[test]
fn every_step_says_something_but_a_forward() {
    assert_eq!(
        fault(vec![text(" \n ".to_owned())]),
        Some(at("steps.0.message", Fault::Missing))
    );
    let silent = Step {
        message: String::new(),
        ..forward(1)
    };
    assert_eq!(fault(vec![silent]), None);
}

#[test]
fn a_question_has_answers_that_say_something() {
    assert_eq!(
        fault(vec![asks(Vec::new())]),
        Some(at("steps.0.answers", Fault::Missing))
    );
    assert_eq!(
        fault(vec![asks(vec![answer(1, "  ", None)])]),
        Some(at("steps.0.answers.0.text", Fault::Missing))
    );
}

#[test]
fn an_answer_leads_only_where_a_visitor_may_be_taken() {
    for fine in ["https://shop.example/a", "/prices", "#prices", "  ", ""] {
        assert_eq!(
            fault(vec![asks(vec![answer(1, "A", Some(fine))])]),
            None,
            "{fine}"
        );
    }
    for wrong in [
        "javascript:alert(1)",
        "//evil.example",
        "/\\evil",
        "data:x",
        "shop",
    ] {
        assert_eq!(
            fault(vec![asks(vec![answer(1, "A", Some(wrong))])]),
            Some(at("steps.0.answers.0.link", Fault::NotALink)),
            "{wrong}"
        );
    }
    let long = format!("/{}", "a".repeat(limit::PAGE_CHARACTERS));
    assert_eq!(
        fault(vec![asks(vec![answer(1, "A", Some(&long))])]),
        Some(at(
            "steps.0.answers.0.link",
            Fault::TooLong {
                limit: limit::PAGE_CHARACTERS
            }
        ))
    );
}

#[test]
fn only_if_names_answers_of_earlier_questions() {
    let unknown = Some(at("steps.0.only_if", Fault::Unknown));
    // Its own, a later one's, and nobody's.
    assert_eq!(fault(vec![only_if(question(1, 1), [(1, 1)])]), unknown);
    let later = vec![only_if(a_step(2, Kind::Text), [(1, 1)]), question(1, 1)];
    assert_eq!(fault(later), unknown);
    assert_eq!(
        fault(vec![only_if(a_step(2, Kind::Text), [(1, 9)])]),
        unknown
    );
    let fine = vec![
        question(1, 1),
        only_if(a_step(2, Kind::Text), [(1, 1), (1, 1)]),
    ];
    assert_eq!(fault(fine), None);
}

#[test]
fn an_id_stands_for_one_thing() {
    assert_eq!(
        fault(vec![a_step(1, Kind::Text), a_step(1, Kind::Text)]),
        Some(at("steps.1.id", Fault::Taken))
    );
    assert_eq!(
        fault(vec![asks(vec![answer(1, "A", None), answer(1, "B", None)])]),
        Some(at("steps.0.answers.1.id", Fault::Taken))
    );
}

#[test]
fn a_step_that_moves_before_its_question_loses_that_trigger_and_no_other() {
    let moved = only_if(a_step(3, Kind::Text), [(1, 1), (2, 1)]);
    let mut script = script([question(1, 1), moved, question(2, 1)]);
    assert_eq!(script.drop_stale_triggers(), [step_id(3)]);
    assert_eq!(script.steps.get(1).unwrap().only_if, [answer_id(1, 1)]);
    assert_eq!(script.drop_stale_triggers(), []);
}
