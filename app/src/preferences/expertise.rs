//! *Live Chat Expertise*: what one knows about (spec 2.4, 5.4).

use crate::expertise::{first, list};
use crate::live::Console;
use crate::loaded::Loaded;
use crate::text::use_texts;
use crate::ui::{Check, Checks};
use domain::expertise::Expertise;
use leptos::prelude::*;

/// The name in the form.
const NAME: &str = "chosen[expertises][]";

/// What one knows about, of the list.
#[component]
pub(super) fn KnownExpertises() -> impl IntoView {
    let texts = use_texts();
    let loaded = Loaded::new(first(), list);
    let content = move || match loaded.get() {
        Some(offered) if offered.is_empty() => {
            view! { <p class="field__help">{texts.chat_expertise_none}</p> }.into_any()
        }
        Some(offered) => view! { <Boxes offered /> }.into_any(),
        None => view! { <Unchanged /> }.into_any(),
    };
    view! {
        <Checks label=texts.chat_expertise help=texts.chat_expertise_help>
            {content}
        </Checks>
    }
}

#[component]
fn Boxes(offered: Vec<Expertise>) -> impl IntoView {
    let known = Console::of_page().me.get_untracked().preferences.expertises;
    offered
        .into_iter()
        .map(|Expertise { id, name }| {
            let checked = known.contains(&id);
            view! { <Check name=NAME value=id.to_string() label=name checked /> }
        })
        .collect_view()
}

/// As long as the list is not here, saving changes nothing about it.
#[component]
fn Unchanged() -> impl IntoView {
    let known = Console::of_page().me.get_untracked().preferences.expertises;
    known
        .into_iter()
        .map(|id| view! { <input type="hidden" name=NAME value=id.to_string() /> })
        .collect_view()
}
