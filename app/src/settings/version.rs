//! Two people edit the same settings: the second is told, and what he typed is kept.

use crate::account::FormProblems;
use crate::text::use_texts;
use crate::ui::{Button, Notice, Tone};
use domain::settings::VERSION_FIELD;
use leptos::prelude::*;

/// Which version of the settings a form edits; after a conflict, a sentence on what happened and what can be done.
#[component]
pub(super) fn Version(
    /// The version.
    version: RwSignal<u32>,
    /// What was wrong with the form.
    problems: FormProblems,
) -> impl IntoView {
    let texts = use_texts();
    let is_changed = problems.of(texts, VERSION_FIELD);
    view! {
        <input type="hidden" name=VERSION_FIELD value=move || version.get().to_string() />
        <Show when=move || is_changed.get().is_some()>
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.settings_changed>
                <Button on:click=move |_| crate::browser::page::reload()>{texts.settings_changed_do}</Button>
            </Notice>
        </Show>
    }
}
