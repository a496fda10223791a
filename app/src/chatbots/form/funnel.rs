//! How far visitors go in the script (spec 9.14).

use super::super::api;
use super::state::Form;
use crate::loaded::{Loaded, Shown};
use crate::text::use_texts;
use domain::chatbot::{Funnel as Counts, Step, StepCount};
use domain::id::ChatbotId;
use leptos::prelude::*;

/// The counts of each step, asked for once they are looked at; a new chatbot has none.
#[component]
pub(super) fn Funnel(form: Form) -> impl IntoView {
    let texts = use_texts();
    let is_open = RwSignal::new(false);
    let id = Memo::new(move |_| form.stored_id());
    let counts = move || {
        let id = id.get().filter(|_| is_open.get())?;
        Some(view! { <Counted form id /> })
    };
    view! {
        <Show when=move || id.get().is_some()>
            <details class="funnel" on:toggle=move |_| is_open.set(true)>
                <summary>{texts.funnel}</summary>
                {counts}
            </details>
        </Show>
    }
}

#[component]
fn Counted(form: Form, id: ChatbotId) -> impl IntoView {
    let texts = use_texts();
    let loaded = Loaded::new(None, move || api::counts(id));
    view! {
        <p class="field__help">{texts.funnel_help}</p>
        <Shown loaded content=move |counts| view! { <Table form counts /> }.into_any() />
    }
}

#[component]
fn Table(form: Form, counts: Counts) -> impl IntoView {
    let texts = use_texts();
    let most = counts.steps.iter().map(|(_, count)| count.reached).max();
    let most = most.unwrap_or_default();
    if most == 0 {
        return view! { <p class="field__help">{texts.funnel_none}</p> }.into_any();
    }
    let steps = form
        .draft
        .with_untracked(|draft| draft.script.steps.clone());
    let rows = (1..).zip(steps);
    let rows = rows.map(
        |(place, step)| view! { <Row place step=step.clone() count=counts.at(step.id) most /> },
    );
    view! {
        <table class="table funnel__table">
            <thead>
                <tr>
                    <th scope="col">{texts.step_message}</th>
                    <th scope="col">{texts.funnel_reached}</th>
                    <th scope="col">{texts.funnel_answered}</th>
                    <th scope="col">{texts.funnel_left}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(place: usize, step: Step, count: StepCount, most: i64) -> impl IntoView {
    let texts = use_texts();
    // What goes on by itself waits for nobody.
    let waits = step.waits().then_some((count.answered, count.left));
    let (answered, left) = waits.map_or((None, None), |(answered, left)| {
        (Some(answered), Some(left))
    });
    let message = if step.message.is_empty() {
        texts.step_no_message.to_owned()
    } else {
        step.message
    };
    view! {
        <tr>
            <th scope="row" class="funnel__step">{place} " " {message}</th>
            <td data-label=texts.funnel_reached>
                {count.reached}
                <progress class="funnel__bar" aria-hidden="true" max=most value=count.reached></progress>
            </td>
            <td data-label=texts.funnel_answered>{answered}</td>
            <td data-label=texts.funnel_left>{left}</td>
        </tr>
    }
}
