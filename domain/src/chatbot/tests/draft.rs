//! What a chatbot's form may hold.

use super::*;
use crate::limit;
use crate::problem::{Fault, Problem};

fn faults(steps: Vec<Step>) -> Vec<(String, Fault)> {
    let draft = ChatbotDraft {
        name: "Guide".to_owned(),
        script: Script::from(steps),
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

fn translated(
    tags: &[&str],
    message: &str,
    said: &str,
) -> Result<ChatbotDraft, Vec<(String, Fault)>> {
    let mut script = Script::from(vec![asks(vec![
        answer(1, "Prices", None),
        answer(2, "Nothing", None),
    ])]);
    let texts = ScriptTexts {
        messages: [
            (step_id(1), message.to_owned()),
            (step_id(9), "gone".to_owned()),
        ]
        .into(),
        answers: [
            (answer_id(1, 2), said.to_owned()),
            (answer_id(9, 1), "gone".to_owned()),
        ]
        .into(),
    };
    for tag in tags {
        script.translations.insert((*tag).to_owned(), texts.clone());
    }
    let draft = ChatbotDraft {
        name: "Guide".to_owned(),
        script,
    };
    draft.check().map_err(|problems| {
        let problems = problems.into_iter();
        problems
            .map(|problem| (problem.field, problem.fault))
            .collect()
    })
}

#[test]
fn words_in_other_languages_are_kept_as_their_own_are_and_those_of_nothing_are_not() {
    let draft = translated(&["fr"], " Que voulez-vous ? ", "Rien\n").unwrap();
    let texts = ScriptTexts {
        messages: [(step_id(1), "Que voulez-vous ?".to_owned())].into(),
        answers: [(answer_id(1, 2), "Rien".to_owned())].into(),
    };
    assert_eq!(draft.script.translations, [("fr".to_owned(), texts)].into());
    let draft = translated(&["fr"], "  ", " ").unwrap();
    assert!(draft.script.translations.is_empty(), "blanks say nothing");
}

#[test]
fn words_in_other_languages_are_as_long_as_others_and_the_languages_are_some() {
    let (message, said) = (
        "é".repeat(limit::STEP_CHARACTERS),
        "é".repeat(limit::NAME_CHARACTERS),
    );
    assert!(translated(&["fr"], &message, &said).is_ok());
    let too_long = |limit| Fault::TooLong { limit };
    assert_eq!(
        translated(&["fr"], &format!("{message}é"), &format!("{said}é")),
        Err(vec![
            at("steps.0.translations.fr", too_long(limit::STEP_CHARACTERS)),
            at(
                "steps.0.answers.1.translations.fr",
                too_long(limit::NAME_CHARACTERS)
            ),
        ])
    );
    for tag in ["", "fr-CA", "FR", "no language"] {
        let field = |start: &str| format!("{start}translations.{tag}");
        let expected =
            ["steps.0.", "steps.0.answers.1."].map(|start| at(&field(start), Fault::NotAllowed));
        assert_eq!(
            translated(&[tag], "a", "b"),
            Err(expected.to_vec()),
            "{tag}"
        );
    }
    let limit = limit::CHATBOT_LANGUAGES;
    let tags: Vec<String> = ('a'..='z')
        .take(limit + 1)
        .map(|one| format!("x{one}"))
        .collect();
    let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
    let (_, most) = tags.split_last().unwrap();
    assert!(translated(most, "a", "b").is_ok());
    assert_eq!(
        translated(&tags, "a", "b"),
        Err(vec![at("translations", Fault::TooMany { limit })])
    );
}

#[test]
fn all_words_of_a_script_together_are_limited() {
    let limit = limit::SCRIPT_CHARACTERS;
    let of = |characters: usize| {
        let count = u128::try_from(characters / limit::STEP_CHARACTERS).unwrap() - 1;
        let message = "é".repeat(limit::STEP_CHARACTERS);
        let long = (1..=count).map(|id| Step {
            message: message.clone(),
            ..a_step(id, Kind::Text)
        });
        // The rest is said by a step, its answer, and in another language.
        let asks = Step {
            message: "é".repeat(limit::STEP_CHARACTERS - 2),
            ..asks(vec![answer(1, "é", None)])
        };
        let asks = Step {
            id: step_id(count + 1),
            ..asks
        };
        let mut script = Script::from(long.chain([asks]).collect::<Vec<_>>());
        let said = "é".repeat(1 + characters % limit::STEP_CHARACTERS);
        let french = ScriptTexts {
            messages: [(step_id(count + 1), said)].into(),
            ..ScriptTexts::default()
        };
        script.translations.insert("fr".to_owned(), french);
        let draft = ChatbotDraft {
            name: "Guide".to_owned(),
            script,
        };
        draft.check()
    };
    assert!(of(limit).is_ok());
    assert_eq!(
        of(limit + 1),
        Err(vec![Problem::new("steps", Fault::TooLong { limit })])
    );
}

#[test]
fn a_copy_speaks_the_same_languages() {
    let script = translated(&["fr"], "Que voulez-vous ?", "Rien")
        .unwrap()
        .script;
    let mut ids = 100..;
    let mut next = || Uuid::from_u128(ids.next().unwrap());
    let mut others = 200..;
    let copy = script.copy(
        || StepId(next()),
        || AnswerId(Uuid::from_u128(others.next().unwrap())),
    );
    let spoken = copy.spoken("fr");
    assert_eq!(spoken.steps[0].message, "Que voulez-vous ?");
    let answers: Vec<&str> = spoken.steps[0]
        .kind
        .answers()
        .iter()
        .map(|answer| answer.text.as_str())
        .collect();
    assert_eq!(answers, ["Prices", "Rien"]);
}
