//! Where steps lead, and how that is drawn.

use super::properties::any_script;
use super::*;
use proptest::prelude::*;

/// Each arrow as `from to`, with places counted from 0, and its label.
fn arrows(script: &Script) -> Vec<String> {
    let arrows = check(script).arrows.into_iter();
    arrows
        .map(|arrow| {
            let by = arrow.by.iter().map(|by| match by {
                Move::Chose(id) => id.0.as_u128().to_string(),
                other => format!("{other:?}"),
            });
            let by = by.collect::<Vec<_>>().join(" ");
            format!("{} {:?} {by}", arrow.from, arrow.to)
        })
        .collect()
}

fn long_script(steps: u128) -> Script {
    let steps = (0..steps).map(|id| match id % 5 {
        0 => question(id, 3),
        1 => only_if(a_step(id, Kind::Text), [(id - 1, 1)]),
        2 => only_if(forward(id), [(id - 2, 1)]),
        3 => only_if(a_step(id, Kind::Email), [(id - 3, 2), (id - 3, 1)]),
        _ => a_step(id, Kind::Text),
    });
    Script::from(steps.collect::<Vec<_>>())
}

fn drawn(script: &Script) -> Option<Plan> {
    plan(script.steps.len(), &check(script).arrows)
}

fn overlaps(one: &Placed, other: &Placed) -> bool {
    one.at.x < other.at.x + other.width
        && other.at.x < one.at.x + one.width
        && one.at.y < other.at.y + other.height
        && other.at.y < one.at.y + one.height
}

/// Whether a line passes over something: within a row it goes straight down, and between rows nothing stands.
fn passes(line: &[Point], place: &Placed) -> bool {
    line.windows(2).any(|pair| {
        let (x, y) = (pair[0].x.min(pair[1].x), pair[0].y.min(pair[1].y));
        let (right, bottom) = (pair[0].x.max(pair[1].x), pair[0].y.max(pair[1].y));
        x < place.at.x + place.width
            && place.at.x < right
            && y < place.at.y + place.height
            && place.at.y < bottom
            || (x == right
                && x > place.at.x
                && x < place.at.x + place.width
                && y < place.at.y + place.height
                && place.at.y < bottom)
    })
}

fn expect_readable(script: &Script, plan: &Plan) {
    let arrows = check(script).arrows;
    let steps = plan.placed.iter().filter_map(|placed| match placed.drawn {
        Drawn::Step(place) => Some(place),
        _ => None,
    });
    assert!(
        steps.eq(0..script.steps.len()),
        "each step stands there once"
    );
    let labels = plan
        .placed
        .iter()
        .filter(|placed| matches!(placed.drawn, Drawn::Label(_)));
    let labelled = arrows.iter().filter(|arrow| arrow.is_labelled());
    assert_eq!(labels.count(), labelled.count());
    for (place, one) in plan.placed.iter().enumerate() {
        assert!(one.at.x >= 0 && one.at.x + one.width <= plan.width);
        assert!(one.at.y >= 0 && one.at.y + one.height <= plan.height);
        for other in plan.placed.iter().skip(place + 1) {
            assert!(!overlaps(one, other), "{one:?} {other:?}");
        }
    }
    assert_eq!(plan.lines.len(), arrows.len());
    for (place, (line, arrow)) in plan.lines.iter().zip(&arrows).enumerate() {
        let (first, last) = (line.first().unwrap(), line.last().unwrap());
        let from = plan.placed.get(arrow.from).unwrap();
        assert_eq!(first.x, from.at.x + from.width / 2);
        assert_eq!(first.y, from.at.y + from.height);
        let to = plan.placed.iter().find(|placed| match arrow.to {
            Target::Step(to) => placed.drawn == Drawn::Step(to),
            _ => placed.drawn == Drawn::End(place),
        });
        let to = to.unwrap();
        assert_eq!((last.x, last.y), (to.at.x + to.width / 2, to.at.y));
        for other in &plan.placed {
            let is_own = other.drawn == Drawn::Label(place);
            assert!(is_own || !passes(line, other), "{arrow:?} over {other:?}");
        }
    }
}

#[test]
fn each_answer_leads_where_the_engine_goes() {
    let guide = script([
        a_step(0, Kind::Text),
        question(1, 3),
        only_if(forward(2), [(1, 1)]),
        only_if(a_step(3, Kind::Email), [(1, 1)]),
        only_if(a_step(4, Kind::Text), [(1, 2)]),
    ]);
    assert_eq!(
        arrows(&guide),
        [
            "0 Step(1) ",
            "1 Step(2) 101",
            "1 Step(4) 102",
            "1 End 103",
            "2 Step(3) NotFound",
            "2 Operator Found",
            "3 End ",
            "4 DeadEnd ",
        ]
    );
}

#[test]
fn answers_that_lead_to_the_same_step_share_an_arrow_in_their_order() {
    let guide = script([question(0, 3), a_step(1, Kind::Phone)]);
    assert_eq!(arrows(&guide), ["0 Step(1) 1 2 3", "1 End "]);
}

#[test]
fn where_an_earlier_answer_parts_the_ways_the_arrow_names_it() {
    let guide = script([
        question(1, 2),
        a_step(2, Kind::Text),
        only_if(a_step(3, Kind::Phone), [(1, 1)]),
        a_step(4, Kind::Email),
    ]);
    let arrows = check(&guide).arrows;
    let of_text: Vec<(Target, Vec<AnswerId>)> = arrows
        .into_iter()
        .filter(|arrow| arrow.from == 1)
        .map(|arrow| (arrow.to, arrow.only_if))
        .collect();
    assert_eq!(
        of_text,
        [
            (Target::Step(2), vec![answer_id(1, 1)]),
            (Target::Step(3), vec![])
        ]
    );
}

#[test]
fn scripts_of_forty_and_a_hundred_steps_are_drawn_readably_and_always_alike() {
    for steps in [1, 2, 8, 40, 100, 200] {
        let script = long_script(steps);
        let plan = drawn(&script).unwrap();
        expect_readable(&script, &plan);
        assert_eq!(drawn(&script), Some(plan), "{steps}");
    }
}

#[test]
fn an_empty_script_is_an_empty_sheet_and_a_step_that_never_runs_stands_below() {
    assert_eq!(drawn(&Script::default()).unwrap().placed, []);
    let script = script([
        question(1, 1),
        a_step(2, Kind::Email),
        only_if(a_step(3, Kind::Text), [(9, 9)]),
    ]);
    let plan = drawn(&script).unwrap();
    let heights: Vec<i32> = plan.placed.iter().map(|placed| placed.at.y).collect();
    assert!(plan.placed.iter().all(|placed| placed.at.y <= heights[2]));
    expect_readable(&script, &plan);
}

#[test]
fn what_nobody_could_read_is_not_drawn() {
    let arrows: Vec<Arrow> = (0..199)
        .flat_map(|from| (from + 1..200).map(move |to| (from, to)))
        .map(|(from, to)| Arrow {
            from,
            to: Target::Step(to),
            by: Vec::new(),
            only_if: Vec::new(),
        })
        .collect();
    assert_eq!(plan(200, &arrows), None);
}

proptest! {
    #[test]
    fn whatever_the_script_nothing_lies_over_anything_else(script in any_script()) {
        expect_readable(&script, &drawn(&script).unwrap());
    }
}
