//! One more in the list.

use super::api::Add as AddAction;
use super::{List, trouble};
use crate::account::FormProblems;
use crate::api::Failure;
use crate::browser::page::focus_later;
use crate::text::use_texts;
use crate::ui::{Button, Field, Kind, Notice, Tone};
use leptos::form::ActionForm;
use leptos::html;
use leptos::prelude::*;

/// The line above the list.
#[component]
pub(super) fn Add(list: List) -> impl IntoView {
    let texts = use_texts();
    let action = ServerAction::<AddAction>::new();
    let problems = FormProblems::new(Vec::new());
    let form = NodeRef::<html::Form>::new();
    Effect::new(move || match action.value().get() {
        Some(Ok(rows)) => {
            problems.set(Vec::new());
            if let Some(form) = form.get_untracked() {
                form.reset();
            }
            list.take_in(rows);
            focus_later("name");
        }
        Some(Err(Failure::Invalid(wrong))) => problems.set(wrong),
        _ => {}
    });
    let trouble = move || trouble(texts, action.value().get());
    view! {
        <ActionForm action node_ref=form attr:class="expertise__form">
            {move || trouble().map(|text| {
                view! { <Notice tone=Tone::Danger icon="triangle-alert" text /> }
            })}
            <Field
                name="name"
                label=texts.expertise_new
                autocomplete="off"
                problem=problems.of(texts, "name")
            />
            <Button kind=Kind::Submit icon="plus" disabled=action.pending()>
                {texts.expertise_add}
            </Button>
        </ActionForm>
    }
}
