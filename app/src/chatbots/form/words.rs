//! The words of a step in another language than the script was written in.

use super::typed::Typed;
use crate::text::{fill_count, use_texts};
use crate::ui::{Entry, Extent};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The words of a step in another language; all else is the same in each.
#[component]
pub(super) fn Translations(
    /// What is typed.
    typed: Typed,
    /// The primary tag of the language.
    tag: String,
) -> impl IntoView {
    let texts = use_texts();
    let field = |start: &str| format!("{start}translations.{tag}");
    let answers = typed.answers.get_untracked().into_iter().enumerate();
    let answers = answers
        .map(|(place, answer)| {
            view! {
                <Words
                    name=format!("answer-{}", answer.id)
                    label=fill_count(texts.answer, place + 1)
                    own=answer.text
                    translations=answer.translations
                    tag=tag.clone()
                    problem=typed.problems.of_field(texts, field(&format!("answers.{place}.")))
                />
            }
        })
        .collect_view();
    let problem = typed.problems.of_field(texts, field(""));
    view! {
        <p class="dialog__text">{texts.step_translate_help}</p>
        <Words
            name="step-message".to_owned()
            label=texts.step_message
            own=typed.message
            translations=typed.translations
            tag
            extent=Extent::Lines
            problem
        />
        {answers}
    }
}

/// A text in another language; empty, it shows the one that stands in.
#[component]
fn Words(
    name: String,
    #[prop(into)] label: Signal<String>,
    own: RwSignal<String>,
    translations: RwSignal<BTreeMap<String, String>>,
    tag: String,
    #[prop(optional)] extent: Extent,
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let read = tag.clone();
    let value = Signal::derive(move || {
        translations.with(|texts| texts.get(&read).cloned().unwrap_or_default())
    });
    let on_change = Callback::new(move |text: String| {
        translations.update(|texts| {
            if text.is_empty() {
                texts.remove(&tag);
            } else {
                texts.insert(tag.clone(), text);
            }
        });
    });
    view! { <Entry name label value on_change extent placeholder=own problem /> }
}
