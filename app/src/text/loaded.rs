//! The one language that a page is in, as its browser has loaded it.

use super::Texts;
use std::sync::OnceLock;

static LOADED: OnceLock<Texts> = OnceLock::new();

/// Takes the texts of the page, as `texts::Texts::lines` told them; whether they are those of this program.
pub(crate) fn load(lines: String) -> bool {
    let loaded = texts::Texts::of(lines.leak());
    loaded.is_some_and(|texts| LOADED.set(Texts(texts)).is_ok())
}

/// The texts of the page.
pub(crate) fn use_texts() -> &'static Texts {
    // Nothing of the page runs before they are loaded.
    LOADED.get_or_init(|| Texts(texts::Texts::default()))
}
