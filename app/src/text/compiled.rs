//! All languages, as the server has them.

use super::Texts;
use domain::user::Language;
use leptos::prelude::*;

/// The texts of a language.
pub(crate) fn texts(language: Language) -> &'static Texts {
    static ENGLISH: Texts = Texts(texts::ENGLISH);
    static FRENCH: Texts = Texts(texts::FRENCH);
    match language {
        Language::English => &ENGLISH,
        Language::French => &FRENCH,
    }
}

/// The texts of the page's language.
pub(crate) fn use_texts() -> &'static Texts {
    texts(use_context::<Language>().unwrap_or_default())
}
