//! *Only If*: the answers of earlier questions that a step is for (spec 9.4).

use super::state::Form;
use super::steps::answer_label;
use super::typed::Typed;
use crate::text::use_texts;
use crate::ui::{Icon, Size};
use domain::id::AnswerId;
use leptos::prelude::*;

/// The answers chosen, and a list to add one from; only answers that stand before the step are offered.
#[component]
pub(super) fn OnlyIf(form: Form, typed: Typed) -> impl IntoView {
    let texts = use_texts();
    let id = typed.id;
    let offered = Memo::new(move |_| {
        form.draft.with(|draft| {
            let steps = draft.script.steps.iter().enumerate();
            let earlier = steps.take_while(|(_, step)| step.id != id.get());
            earlier
                .flat_map(|(place, step)| {
                    let answers = step.kind.answers().iter();
                    answers.map(move |answer| {
                        let label = answer_label(texts, place, step, &answer.text);
                        (answer.id, label)
                    })
                })
                .collect::<Vec<_>>()
        })
    });
    let label = move |answer: AnswerId| {
        offered.with(|offered| {
            let found = offered.iter().find(|(id, _)| *id == answer);
            found.map(|(_, label)| label.clone()).unwrap_or_default()
        })
    };
    let add = move |value: &str| {
        if let Ok(answer) = value.parse::<AnswerId>() {
            typed.only_if.update(|chosen| {
                if !chosen.contains(&answer) {
                    chosen.push(answer);
                }
            });
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for="step-only-if">{texts.step_only_if}</label>
            <div class="chosen">
                <For each=move || typed.only_if.get() key=|answer| *answer let:answer>
                    <button
                        type="button"
                        class="chip"
                        title=texts.only_if_remove
                        on:click=move |_| typed.only_if.update(|chosen| chosen.retain(|other| *other != answer))
                    >
                        {label(answer)}
                        <Icon name="x" size=Size::Small />
                    </button>
                </For>
            </div>
            <div class="select">
                <select
                    class="select__input"
                    id="step-only-if"
                    disabled=move || offered.with(Vec::is_empty)
                    on:change:target=move |event| {
                        let list = event.target();
                        add(&list.value());
                        list.set_value("");
                    }
                >
                    <option value="">{texts.only_if_add}</option>
                    <For each=move || offered.get() key=|offer| offer.clone() let:offer>
                        <option value=offer.0.to_string()>{offer.1.clone()}</option>
                    </For>
                </select>
                <Icon name="chevron-down" size=Size::Small />
            </div>
            <p class="field__help">{texts.only_if_help}</p>
        </div>
    }
}
