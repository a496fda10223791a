//! *Import*: a file becomes the form of a new chatbot (spec 9.13).

use super::file;
use crate::text::use_texts;
use crate::ui::Button;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use web_sys::HtmlInputElement;

/// The button; `refused` is told why a file cannot be opened.
#[component]
pub(super) fn Import(refused: RwSignal<Option<String>>) -> impl IntoView {
    let texts = use_texts();
    let navigate = use_navigate();
    let input = NodeRef::<html::Input>::new();
    // What was chosen and never shown does not turn up in a form that is opened later.
    Effect::new(|_| file::forget());
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |input: HtmlInputElement| {
        let chosen = input.files().and_then(|files| files.get(0));
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            let Some(chosen) = chosen else { return };
            match file::load(texts, &chosen).await {
                Ok(chatbot) => {
                    file::keep(chatbot);
                    navigate("/configuration/chatbots/new", NavigateOptions::default());
                }
                Err(sentence) => drop(refused.try_set(Some(sentence))),
            }
            // The same file can be chosen again once it is corrected.
            input.set_value("");
        });
    };
    view! {
        <input
            node_ref=input
            type="file"
            accept=".json,application/json"
            hidden
            on:change:target=move |event| {
                refused.set(None);
                chosen(event.target());
            }
        />
        <Button icon="upload" on:click=choose>{texts.import}</Button>
    }
}
