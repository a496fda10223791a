//! The flow picture: where each step leads, drawn, and the same as a list (spec 9.13).

use super::dialog::Edited;
use super::state::Form;
use crate::browser::page::focus_later;
use crate::text::{Texts, fill_count, use_texts};
use crate::ui::{Empty, Notice};
use domain::chatbot::{
    Arrow, Checked, Drawn, Kind, Move, Placed, Plan, Point, Script, Step, Target, plan,
};
use domain::id::{AnswerId, StepId};
use domain::text::shortened;
use leptos::prelude::*;
use std::fmt::Write;

/// Characters of a message on the picture: what two lines hold.
const MESSAGE_CHARACTERS: usize = 60;
/// How long and how wide half of the head of an arrow is.
const HEAD: (i32, i32) = (7, 4);

/// The picture, with the list behind it.
#[component]
pub(super) fn FlowPicture(
    form: Form,
    checked: Memo<Checked>,
    edited: RwSignal<Edited>,
) -> impl IntoView {
    let texts = use_texts();
    let script = Memo::new(move |_| {
        form.draft
            .with(|draft| form.language.with(|tag| draft.script.clone().spoken(tag)))
    });
    // The step that was opened from here was drawn anew meanwhile, and the keyboard goes back to it.
    Effect::new(move |before: Option<Edited>| {
        let now = edited.get();
        if let (Some(Edited::Step(id)), Edited::Nothing) = (before, now) {
            focus_later(&step_id(id));
        }
        now
    });
    let content = move || {
        let (script, checked) = (script.get(), checked.get());
        if script.steps.is_empty() {
            return view! { <Empty icon="list-ordered" title=texts.steps_none text=texts.steps_none_text /> }
                .into_any();
        }
        let picture = match plan(script.steps.len(), &checked.arrows) {
            Some(plan) => drawn(texts, &plan, &script, &checked, edited),
            None => view! { <Notice icon="info" text=texts.flow_too_large /> }.into_any(),
        };
        view! {
            {picture}
            <details class="flow__list">
                <summary class="button button--quiet">{texts.flow_as_list}</summary>
                <List script checked />
            </details>
        }
        .into_any()
    };
    view! { <div class="flow">{content}</div> }
}

fn drawn(
    texts: &'static Texts,
    plan: &Plan,
    script: &Script,
    checked: &Checked,
    edited: RwSignal<Edited>,
) -> AnyView {
    let lines = plan.lines.iter().map(|line| {
        view! {
            <path class="flow__line" d=course(line) />
            <path class="flow__head" d=head(line) />
        }
    });
    let things = plan.placed.iter().map(|placed| {
        let thing = match placed.drawn {
            Drawn::Step(place) => script
                .steps
                .get(place)
                .map(|step| on_step(texts, place, step, edited)),
            Drawn::Label(place) => checked.arrows.get(place).map(|arrow| {
                let label = label(texts, script, arrow);
                view! { <span class="flow__label" title=label.clone()>{label.clone()}</span> }
                    .into_any()
            }),
            Drawn::End(place) => checked.arrows.get(place).map(|arrow| {
                let kind = if arrow.to == Target::DeadEnd {
                    "stop"
                } else {
                    "end"
                };
                view! { <span class="flow__end" data-end=kind>{target(texts, arrow.to)}</span> }
                    .into_any()
            }),
        };
        framed(*placed, thing)
    });
    let size = format!("0 0 {} {}", plan.width, plan.height);
    view! {
        <div class="flow__box">
            <svg class="flow__paper" width=plan.width height=plan.height viewBox=size role="group" aria-label=texts.flow>
                <g aria-hidden="true">{lines.collect_view()}</g>
                {things.collect_view()}
            </svg>
        </div>
    }
    .into_any()
}

/// HTML in the drawing, where words wrap and buttons are buttons. What only says again what the list says is not read out.
fn framed(placed: Placed, thing: Option<AnyView>) -> AnyView {
    let is_hidden = (!matches!(placed.drawn, Drawn::Step(_))).then_some("true");
    let Point { x, y } = placed.at;
    view! {
        <foreignObject x=x y=y width=placed.width height=placed.height aria-hidden=is_hidden>
            {thing}
        </foreignObject>
    }
    .into_any()
}

fn on_step(texts: &'static Texts, place: usize, step: &Step, edited: RwSignal<Edited>) -> AnyView {
    let id = step.id;
    let is_question = matches!(step.kind, Kind::Question { .. }).then_some("question");
    view! {
        <button
            type="button"
            class="flow__step"
            id=step_id(id)
            data-kind=is_question
            title=message(texts, step)
            on:click=move |_| edited.set(Edited::Step(id))
        >
            <span class="flow__place">{place + 1}</span>
            <span class="flow__message">{shortened(&message(texts, step), MESSAGE_CHARACTERS)}</span>
        </button>
    }
    .into_any()
}

fn step_id(id: StepId) -> String {
    format!("flow-{id}")
}

/// Each step and where it leads.
#[component]
fn List(script: Script, checked: Checked) -> impl IntoView {
    let texts = use_texts();
    let rows = script.steps.iter().enumerate().map(|(place, step)| {
        let arrows = checked.arrows.iter().filter(|arrow| arrow.from == place);
        let ways = arrows.map(|arrow| {
            let to = match arrow.to {
                Target::Step(to) => script.steps.get(to).map_or_else(String::new, |step| {
                    let start = fill_count(texts.step_place, to + 1);
                    format!("{start} {}", message(texts, step))
                }),
                other => target(texts, other).to_owned(),
            };
            let label = label(texts, &script, arrow);
            let way = if label.is_empty() {
                format!("→ {to}")
            } else {
                format!("{label} → {to}")
            };
            view! { <li>{way}</li> }
        });
        let ways = ways.collect_view();
        view! {
            <li>
                <strong>{message(texts, step)}</strong>
                <ul>{ways}</ul>
            </li>
        }
    });
    view! { <ol class="flow__steps">{rows.collect_view()}</ol> }
}

fn message(texts: &Texts, step: &Step) -> String {
    if step.message.is_empty() {
        texts.step_no_message.to_owned()
    } else {
        step.message.clone()
    }
}

fn target(texts: &Texts, target: Target) -> &'static str {
    match target {
        Target::Operator => texts.flow_operator,
        Target::DeadEnd => texts.flow_stop,
        Target::End | Target::Step(_) => texts.flow_end,
    }
}

/// What leads along an arrow; empty where the script simply goes on.
fn label(texts: &Texts, script: &Script, arrow: &Arrow) -> String {
    let answer = |id: &AnswerId| {
        let found = script.answer(*id).map(|(_, answer)| answer.text.clone());
        found.unwrap_or_default()
    };
    let by = arrow.by.iter().map(|by| match by {
        Move::Chose(id) => answer(id),
        Move::Wrote => texts.move_wrote.to_owned(),
        Move::FellSilent => texts.move_fell_silent.to_owned(),
        Move::Found => texts.move_found.to_owned(),
        Move::NotFound => texts.move_not_found.to_owned(),
    });
    let words: Vec<String> = by.chain(arrow.only_if.iter().map(answer)).collect();
    words.join(" · ")
}

/// The course of an arrow: down through rows, and in a curve between them.
fn course(line: &[Point]) -> String {
    let mut course = String::new();
    let mut last: Option<Point> = None;
    for (place, point) in line.iter().enumerate() {
        let Point { x, y } = point;
        // A text takes whatever is written.
        let _ = match last {
            None => write!(course, "M{x} {y}"),
            Some(from) if place % 2 == 1 => {
                let middle = i32::midpoint(from.y, *y);
                write!(course, "C{} {middle} {x} {middle} {x} {y}", from.x)
            }
            Some(_) => write!(course, "V{y}"),
        };
        last = Some(*point);
    }
    course
}

/// The head of an arrow, which points down.
fn head(line: &[Point]) -> String {
    let (long, half) = HEAD;
    line.last().map_or_else(String::new, |Point { x, y }| {
        format!("M{} {}h{}L{x} {y}z", x - half, y - long, 2 * half)
    })
}
