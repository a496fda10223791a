//! What `widget/window/main.js` does for the conversation.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_namespace = porchlight)]
extern "C" {
    /// Shows a picture, as [`super::picture::of`] writes it.
    pub(super) fn show(picture: &str);

    /// Puts words into the input.
    pub(super) fn fill(words: &str);

    /// Moves the keyboard's focus: to `launcher`, `input`, `close` or `stay`.
    pub(super) fn focus(spot: &str);

    /// Tells a visitor who does not look that somebody wrote.
    pub(super) fn tell(name: &str, text: &str);
}
