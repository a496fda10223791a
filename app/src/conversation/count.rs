//! How far what is being written is from the longest that a message may be.

use crate::text::{Texts, fill_count, use_texts};
use domain::limit::MESSAGE_CHARACTERS;
use leptos::prelude::*;

/// From this many characters before the limit on, the rest is told.
const COUNTED_FROM: usize = MESSAGE_CHARACTERS - 200;

/// How many characters are left, or too many; nothing far from the limit.
#[component]
pub(super) fn Count(
    /// What is being written.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let texts = use_texts();
    let characters = Memo::new(move |_| text.with(|text| text.trim().chars().count()));
    let told = move || counted(texts, characters.get());
    view! {
        <p
            class="composer__count"
            class:composer__count--over=move || { characters.get() > MESSAGE_CHARACTERS }
            role="status"
        >
            {told}
        </p>
    }
}

fn counted(texts: &Texts, characters: usize) -> Option<String> {
    match characters.checked_sub(MESSAGE_CHARACTERS) {
        Some(over @ 1..) => Some(fill_count(texts.characters_over, over)),
        _ if characters >= COUNTED_FROM => Some(fill_count(
            texts.characters_left,
            MESSAGE_CHARACTERS - characters,
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::user::Language;

    #[test]
    fn the_rest_is_told_near_the_limit_only() {
        let texts = crate::text::texts(Language::English);
        assert_eq!(counted(texts, 0), None);
        assert_eq!(counted(texts, COUNTED_FROM - 1), None);
        assert_eq!(
            counted(texts, MESSAGE_CHARACTERS).as_deref(),
            Some("0 characters left")
        );
        assert_eq!(
            counted(texts, MESSAGE_CHARACTERS + 2).as_deref(),
            Some("2 characters too many")
        );
    }
}
