//! The clipboard.

/// Puts a text there. Browsers allow it on a click only.
pub(crate) fn copy(text: &str) {
    if let Some(window) = web_sys::window() {
        // A refused copy has nothing to undo; the text stays selectable.
        let _ = window.navigator().clipboard().write_text(text);
    }
}
