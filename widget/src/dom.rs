//! The little of the browser that the conversation needs.
//!
//! The widget runs in an empty frame of its own inside its shadow root, so every global here is the browser's and not
//! what the page put in its place. Only the page's own window is reached through [`page`].

use wasm_bindgen::prelude::*;
use web_sys::Window;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["EventTarget", "prototype", "addEventListener"], js_name = call)]
    fn add_listener(target: &JsValue, kind: &str, handler: &JsValue);

    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static OWN: Window;

    #[wasm_bindgen(thread_local_v2, js_name = parent)]
    static PAGE: Window;

    type Date;

    #[wasm_bindgen(static_method_of = Date)]
    fn now() -> f64;
}

/// The window of the frame that the widget runs in.
pub(crate) fn own() -> Window {
    OWN.with(Clone::clone)
}

/// The window of the page that the widget stands on.
pub(crate) fn page() -> Window {
    PAGE.with(Clone::clone)
}

/// Milliseconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a time fits for a long while"
)]
pub(crate) fn milliseconds() -> i64 {
    Date::now() as i64
}

/// Hears events of a kind.
pub(crate) fn listen(target: &JsValue, kind: &str, handler: &JsValue) {
    add_listener(target, kind, handler);
}
