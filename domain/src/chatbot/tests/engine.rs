//! Every line of spec 9.4–9.10.

use super::*;
use crate::limit;

/// A visitor at a script, and everything that the bot has said to him.
struct Walk {
    script: Script,
    run: Run,
    said: Vec<Says>,
}

impl Walk {
    fn of<const N: usize>(steps: [Step; N]) -> Self {
        let script = script(steps);
        let begun = begin(&script);
        Self {
            run: Run::at(begun.place),
            said: begun.says.into_iter().map(Says::Step).collect(),
            script,
        }
    }

    /// Whether the input meant something.
    fn on(&mut self, input: Input<'_>) -> bool {
        let turn = step(&self.script, &self.run, input);
        self.said.extend(turn.says);
        if let Some(moved) = &turn.moved {
            self.run.apply(moved);
        }
        turn.moved.is_some()
    }

    fn choose(&mut self, question: u128, place: u128) -> bool {
        self.on(Input::Chose(answer_id(question, place)))
    }

    /// The steps that were said, by their numbers.
    fn steps(&self) -> Vec<u128> {
        let steps = self.said.iter().filter_map(|says| match says {
            Says::Step(id) => Some(id.0.as_u128()),
            Says::NotAnEmail(_) => None,
        });
        steps.collect()
    }

    fn waits(&self) -> Option<u128> {
        match self.run.place {
            Place::Asks(id) | Place::Waits(id) | Place::Gathers(id) => Some(id.0.as_u128()),
            _ => None,
        }
    }
}

fn text(id: u128) -> Step {
    a_step(id, Kind::Text)
}

#[test]
fn the_welcome_steps_are_those_up_to_the_first_that_is_not_text() {
    let table: [(Script, &[u128], Place); 7] = [
        (script([]), &[], Place::DeadEnd),
        (script([text(1), text(2)]), &[1, 2], Place::DeadEnd),
        (
            script([text(1), question(2, 2), text(3)]),
            &[1, 2],
            Place::Asks(step_id(2)),
        ),
        (
            script([a_step(1, Kind::Email), text(2)]),
            &[1],
            Place::Waits(step_id(1)),
        ),
        // A forward says its message only to who is forwarded.
        (
            script([text(1), forward(2), text(3)]),
            &[1],
            Place::Forwards(step_id(2)),
        ),
        // Nothing was chosen yet, so what asks for a choice is not eligible.
        (
            script([
                question(1, 1),
                only_if(text(2), [(1, 1)]),
                a_step(3, Kind::Phone),
            ]),
            &[1],
            Place::Asks(step_id(1)),
        ),
        (
            script([a_step(1, Kind::FreeInputLines)]),
            &[1],
            Place::Gathers(step_id(1)),
        ),
    ];
    for (script, says, place) in table {
        let begun = begin(&script);
        let said: Vec<u128> = begun.says.iter().map(|id| id.0.as_u128()).collect();
        assert_eq!((said.as_slice(), begun.place), (says, place));
    }
}

#[test]
fn only_if_is_or_within_a_question_and_and_across_questions() {
    let table = [
        ((1, 1), Vec::new(), true),
        ((1, 1), vec![(1, 1)], true),
        ((2, 1), vec![(1, 1)], false),
        ((2, 1), vec![(1, 1), (1, 2)], true),
        ((3, 1), vec![(1, 1), (1, 2)], false),
        ((1, 1), vec![(1, 1), (2, 1)], true),
        ((1, 2), vec![(1, 1), (2, 1)], false),
        ((2, 1), vec![(1, 1), (2, 1)], false),
        ((2, 1), vec![(1, 1), (1, 2), (2, 1), (2, 3)], true),
        ((2, 2), vec![(1, 1), (1, 2), (2, 1), (2, 3)], false),
    ];
    for ((first, second), triggers, is_said) in table {
        let mut last = a_step(3, Kind::Phone);
        last.only_if = triggers
            .iter()
            .map(|(question, place)| answer_id(*question, *place))
            .collect();
        let mut walk = Walk::of([question(1, 3), question(2, 3), last]);
        assert!(walk.choose(1, first) && walk.choose(2, second));
        assert_eq!(walk.steps().contains(&3), is_said, "{triggers:?}");
        let place = if is_said {
            Place::Waits(step_id(3))
        } else {
            Place::Over
        };
        assert_eq!(walk.run.place, place);
    }
}

#[test]
fn the_next_step_is_the_first_eligible_one_after_the_present() {
    let mut walk = Walk::of([
        question(1, 2),
        only_if(question(2, 1), [(1, 1)]),
        only_if(text(3), [(1, 2)]),
        only_if(a_step(4, Kind::FreeInput), [(1, 2)]),
        text(5),
    ]);
    assert!(walk.choose(1, 2));
    assert_eq!((walk.steps(), walk.waits()), (vec![1, 3, 4], Some(4)));
    assert!(walk.on(Input::Wrote("words")));
    assert_eq!(walk.run.place, Place::DeadEnd);
}

#[test]
fn an_answer_is_chosen_once_by_its_id_and_only_of_the_question_that_is_asked() {
    let mut walk = Walk::of([question(1, 2), question(2, 2), a_step(3, Kind::Phone)]);
    // The text of an answer is a message like any other, and so is another step's answer nothing.
    assert!(!walk.on(Input::Wrote("Answer 1")));
    assert!(!walk.choose(2, 1));
    assert_eq!(walk.waits(), Some(1));
    assert!(walk.choose(1, 1));
    assert!(!walk.choose(1, 1), "a double click counts once");
    assert!(!walk.choose(1, 2));
    assert!(walk.run.has_chosen(answer_id(1, 1)) && !walk.run.has_chosen(answer_id(1, 2)));
    assert_eq!(walk.waits(), Some(2));
}

#[test]
fn an_address_is_asked_for_until_it_is_one() {
    let mut walk = Walk::of([a_step(1, Kind::Email), a_step(2, Kind::Phone)]);
    for wrong in ["ada", "ada@", " @b.c "] {
        assert!(!walk.on(Input::Wrote(wrong)));
        let told = Says::NotAnEmail(wrong.trim().to_owned());
        assert_eq!((walk.said.last(), walk.waits()), (Some(&told), Some(1)));
    }
    assert!(walk.on(Input::Wrote(" Ada@Example.org ")));
    assert_eq!(
        walk.run.given_at(step_id(1)),
        Some(&Value::Email("Ada@Example.org".to_owned())),
        "as it was written"
    );
    assert_eq!(
        walk.run.given_at(step_id(1)).unwrap().address().unwrap(),
        "ada@example.org"
    );
    assert_eq!(walk.waits(), Some(2));
}

#[test]
fn a_phone_number_is_anything_and_the_last_inputs_words_are_kept_too() {
    let mut walk = Walk::of([a_step(1, Kind::Phone), a_step(2, Kind::FreeInput)]);
    assert!(walk.on(Input::Wrote(" call me! ")));
    assert!(walk.on(Input::Wrote("the end")));
    assert_eq!(walk.run.place, Place::Over);
    let given: Vec<&Value> = walk.run.given.iter().map(|given| &given.value).collect();
    assert_eq!(
        given,
        [
            &Value::Phone("call me!".to_owned()),
            &Value::Words("the end".to_owned())
        ]
    );
}

#[test]
fn several_lines_end_when_nothing_more_comes() {
    let mut walk = Walk::of([a_step(1, Kind::FreeInputLines), a_step(2, Kind::Phone)]);
    assert!(!walk.on(Input::FellSilent), "nothing was said yet");
    assert!(walk.on(Input::Wrote("one")));
    assert!(walk.on(Input::Wrote("two")));
    assert_eq!(walk.waits(), Some(1));
    assert!(walk.on(Input::FellSilent));
    assert_eq!(walk.waits(), Some(2));
    assert_eq!(
        walk.run.given_at(step_id(1)),
        Some(&Value::Words("one\ntwo".to_owned()))
    );
    assert!(
        !walk.on(Input::FellSilent),
        "a phone number is waited for as long as it takes"
    );
}

#[test]
fn what_is_kept_of_several_lines_has_a_limit() {
    let mut walk = Walk::of([a_step(1, Kind::FreeInputLines)]);
    let longest = "é".repeat(limit::MESSAGE_CHARACTERS);
    for _ in 0..9 {
        assert!(walk.on(Input::Wrote(&longest)));
    }
    assert!(walk.on(Input::Wrote("kept")));
    let kept = |walk: &Walk| match walk.run.given_at(step_id(1)) {
        Some(Value::Words(words)) => words.clone(),
        other => panic!("{other:?}"),
    };
    assert!(kept(&walk).ends_with("é\nkept"));
    assert!(walk.on(Input::Wrote(&longest)) && walk.on(Input::Wrote("more")));
    assert_eq!(kept(&walk).chars().count(), limit::LINES_CHARACTERS);
}

#[test]
fn a_forward_says_its_message_if_somebody_is_there_and_nothing_if_not() {
    let steps = [question(1, 1), forward(2), a_step(3, Kind::Email)];
    let mut walk = Walk::of(steps.clone());
    assert!(walk.choose(1, 1));
    assert_eq!(walk.run.place, Place::Forwards(step_id(2)));
    assert!(walk.on(Input::OperatorFound));
    assert_eq!(
        (walk.steps(), walk.run.place),
        (vec![1, 2], Place::Forwarded)
    );
    for late in [
        Input::Wrote("hello"),
        Input::NobodyFound,
        Input::Restart,
        Input::FellSilent,
    ] {
        assert!(!walk.on(late), "an operator has it: {late:?}");
    }

    let mut walk = Walk::of(steps);
    assert!(walk.choose(1, 1) && walk.on(Input::NobodyFound));
    assert_eq!((walk.steps(), walk.waits()), (vec![1, 3], Some(3)));
    assert!(!walk.on(Input::OperatorFound), "he comes too late");
}

#[test]
fn a_forward_without_a_message_says_nothing_and_one_without_fallback_is_a_dead_end() {
    let silent = Step {
        message: String::new(),
        ..forward(1)
    };
    let mut walk = Walk::of([silent]);
    assert!(walk.on(Input::OperatorFound));
    assert!(walk.said.is_empty());
    let mut walk = Walk::of([question(1, 1), forward(2)]);
    assert!(walk.choose(1, 1) && walk.on(Input::NobodyFound));
    assert_eq!(walk.run.place, Place::DeadEnd);
}

#[test]
fn a_forward_that_comes_first_waits_for_the_visitors_first_words() {
    let mut walk = Walk::of([text(1), forward(2), a_step(3, Kind::Email)]);
    assert!(!walk.on(Input::Wrote("hello")));
    assert_eq!(walk.run.place, Place::Forwards(step_id(2)));
    assert!(walk.on(Input::NobodyFound));
    assert_eq!(walk.waits(), Some(3));
}

#[test]
fn two_forwards_in_a_row_are_each_tried() {
    let mut walk = Walk::of([
        question(1, 1),
        forward(2),
        forward(3),
        a_step(4, Kind::Email),
    ]);
    assert!(walk.choose(1, 1) && walk.on(Input::NobodyFound));
    assert_eq!(walk.run.place, Place::Forwards(step_id(3)));
    assert!(walk.on(Input::NobodyFound));
    assert_eq!(walk.waits(), Some(4));
}

#[test]
fn no_step_after_an_input_is_the_end_and_a_text_that_is_last_a_dead_end() {
    let mut walk = Walk::of([question(1, 1)]);
    assert!(walk.choose(1, 1));
    assert_eq!(walk.run.place, Place::Over);
    let mut walk = Walk::of([question(1, 1), text(2)]);
    assert!(walk.choose(1, 1));
    assert_eq!(walk.run.place, Place::DeadEnd);
    for late in [
        Input::Wrote("still there?"),
        Input::FellSilent,
        Input::OperatorFound,
        Input::NobodyFound,
    ] {
        assert!(!walk.on(late), "{late:?}");
    }
    assert!(!walk.choose(1, 1), "a choice after the end");
}

#[test]
fn restarting_forgets_the_answers_and_begins_with_the_first_step() {
    let steps = [
        question(1, 2),
        only_if(text(2), [(1, 1)]),
        a_step(3, Kind::Phone),
    ];
    let mut walk = Walk::of(steps);
    assert!(!walk.on(Input::Restart), "it is not over yet");
    assert!(walk.choose(1, 1) && !walk.on(Input::Restart) && walk.on(Input::Wrote("1")));
    assert_eq!(walk.run.place, Place::Over);
    assert!(walk.on(Input::Restart));
    assert_eq!((walk.waits(), walk.run.given.len()), (Some(1), 0));
    assert!(walk.choose(1, 2));
    assert_eq!(walk.steps(), [1, 2, 3, 1, 3]);
}

#[test]
fn welcome_bot_is_a_script_that_can_be_stored_and_talks() {
    let mut last = 0;
    let script = welcome_bot(|| {
        last += 1;
        Uuid::from_u128(last)
    });
    let draft = ChatbotDraft {
        name: WELCOME_BOT.to_owned(),
        script: script.clone(),
    };
    assert_eq!(draft.clone().check(), Ok(draft));
    let begun = begin(&script);
    assert_eq!(begun.says.len(), 2);
    let run = Run::at(begun.place);
    let question = script.steps.get(1).unwrap();
    let places: Vec<bool> = question
        .kind
        .answers()
        .iter()
        .map(|answer| {
            let moved = step(&script, &run, Input::Chose(answer.id)).moved.unwrap();
            matches!(moved.place, Place::Forwards(_))
        })
        .collect();
    assert_eq!(places, [true, false, false]);
}

#[test]
fn a_step_that_makes_a_record_says_its_message_and_the_script_goes_on() {
    let walk = Walk::of([
        text(1),
        a_step(2, Kind::CreateTicket { team: None }),
        a_step(3, Kind::CreateLead { team: None }),
        a_step(4, Kind::Phone),
    ]);
    assert_eq!((walk.steps(), walk.waits()), (vec![1, 2, 3, 4], Some(4)));
}

#[test]
fn a_lead_that_is_forwarded_says_its_message_once_whether_somebody_is_found_or_not() {
    let walk = || Walk::of([a_step(1, Kind::FreeInput), lead_and_forward(2), text(3)]);
    let mut found = walk();
    assert!(found.on(Input::Wrote("Hello")));
    assert_eq!(
        (found.steps(), found.run.place),
        (vec![1, 2], Place::Forwards(step_id(2)))
    );
    assert!(found.on(Input::OperatorFound));
    assert_eq!(
        (found.steps(), found.run.place),
        (vec![1, 2], Place::Forwarded)
    );
    let mut alone = walk();
    alone.on(Input::Wrote("Hello"));
    alone.on(Input::NobodyFound);
    assert_eq!(
        (alone.steps(), alone.run.place),
        (vec![1, 2, 3], Place::DeadEnd)
    );
}
