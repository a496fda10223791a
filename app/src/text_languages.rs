//! The languages in which administrators write what visitors read.

use crate::preferences::Enabled;
use crate::settings::language_name;
use crate::text::use_texts;
use domain::language::LanguageTag;
use domain::widget_language::WIDGET_LANGUAGES;
use leptos::prelude::*;

/// In which language the texts are shown that are typed: in none in particular, or in one that visitors may have.
#[component]
pub(crate) fn TextLanguages(
    /// The primary tag of the one that is chosen; empty for none in particular.
    language: RwSignal<String>,
    /// Those that have texts of their own.
    #[prop(into)]
    translated: Signal<Vec<String>>,
    /// What choosing one does.
    help: &'static str,
) -> impl IntoView {
    let texts = use_texts();
    let Enabled(enabled) = expect_context();
    let offered = Memo::new(move |_| translated.with(|translated| offered(&enabled, translated)));
    view! {
        <div>
            <div class="chips" role="group" aria-label=texts.texts_language>
                <Choice language translated tag=String::new() name=texts.texts_general.to_owned() />
                <For each=move || offered.get() key=String::clone let:tag>
                    <Choice language translated name=language_name(&tag).to_owned() tag />
                </For>
            </div>
            <p class="field__help">{help}</p>
        </div>
    }
}

/// The widget's own languages, then what operators chat in besides and what has texts already, each once (spec 3.4).
fn offered(enabled: &[LanguageTag], translated: &[String]) -> Vec<String> {
    let own = WIDGET_LANGUAGES
        .iter()
        .map(|language| language.tag.to_owned());
    let enabled = enabled.iter().map(|tag| tag.primary().to_owned());
    let mut offered: Vec<String> = Vec::new();
    for tag in own.chain(enabled).chain(translated.iter().cloned()) {
        if !offered.contains(&tag) {
            offered.push(tag);
        }
    }
    offered
}

#[component]
fn Choice(
    language: RwSignal<String>,
    translated: Signal<Vec<String>>,
    tag: String,
    name: String,
) -> impl IntoView {
    let has_own = {
        let tag = tag.clone();
        move || translated.with(|translated| translated.contains(&tag))
    };
    let (shown, chosen) = (tag.clone(), tag);
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=move || if language.with(|now| *now == shown) { "true" } else { "false" }
            on:click=move |_| language.set(chosen.clone())
        >
            {name}
            <Show when=has_own>" •"</Show>
        </button>
    }
}
