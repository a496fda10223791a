//! The little of the browser's document that the widget needs.
//!
//! The widget runs in an empty frame of its own inside its shadow root, so every global here is the browser's and not
//! what the page put in its place, and so are the methods of the elements made here. Only the page's own window is
//! reached through [`page`].

use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, Node, Window};

const SVG: &str = "http://www.w3.org/2000/svg";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    fn create(tag: &str) -> HtmlElement;

    #[wasm_bindgen(js_namespace = document, js_name = createElementNS)]
    fn create_in(namespace: &str, tag: &str) -> Element;

    #[wasm_bindgen(js_namespace = document, js_name = createTextNode)]
    fn create_text(text: &str) -> Node;

    #[wasm_bindgen(js_namespace = ["EventTarget", "prototype", "addEventListener"], js_name = call)]
    fn add_listener(target: &JsValue, kind: &str, handler: &JsValue, is_capturing: bool);

    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static OWN: Window;

    #[wasm_bindgen(thread_local_v2, js_name = parent)]
    static PAGE: Window;

    type Date;

    #[wasm_bindgen(static_method_of = Date)]
    fn now() -> f64;

    #[wasm_bindgen(constructor)]
    fn new(milliseconds: f64) -> Date;

    #[wasm_bindgen(method, js_name = toLocaleString)]
    fn to_locale_string(this: &Date, language: &str) -> String;
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

/// A point in time in the visitor's own time zone.
#[expect(clippy::cast_precision_loss, reason = "a time fits for a long while")]
pub(crate) fn day_and_time(at: i64, language: &str) -> String {
    Date::new(at as f64).to_locale_string(language)
}

/// Adds an element at the end of another.
pub(crate) fn add(parent: &Node, tag: &str, class: &str) -> HtmlElement {
    let element = create(tag);
    if !class.is_empty() {
        element.set_class_name(class);
    }
    append(parent, &element);
    element
}

/// Makes an element that stands nowhere yet.
pub(crate) fn make(tag: &str, class: &str) -> HtmlElement {
    let element = create(tag);
    element.set_class_name(class);
    element
}

/// Adds plain text at the end of an element.
pub(crate) fn add_text(parent: &Node, text: &str) {
    append(parent, &create_text(text));
}

/// Adds a node at the end of another.
pub(crate) fn append(parent: &Node, child: &Node) {
    // Fails only for a node inside itself.
    let _ = parent.append_child(child);
}

/// Sets an attribute.
pub(crate) fn set(element: &Element, name: &str, value: &str) {
    // Fails only for names that are none.
    let _ = element.set_attribute(name, value);
}

/// Shows or hides an element.
pub(crate) fn show(element: &HtmlElement, is_shown: bool) {
    element.set_hidden(!is_shown);
}

/// Sets the text of an element, unless it is that already: screen readers read every change.
pub(crate) fn set_text(element: &HtmlElement, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

/// Adds a drawing of 24 × 24 units.
pub(crate) fn add_icon(parent: &Node, path: &str) {
    let drawing = create_in(SVG, "svg");
    set(&drawing, "viewBox", "0 0 24 24");
    set(&drawing, "aria-hidden", "true");
    let line = create_in(SVG, "path");
    set(&line, "d", path);
    append(&drawing, &line);
    append(parent, &drawing);
}

/// Adds a button that does `deed`, with a drawing and a name for those who do not see it.
pub(crate) fn add_icon_button(
    parent: &Node,
    class: &str,
    deed: &str,
    label: &str,
    path: &str,
) -> HtmlElement {
    let button = add_button(parent, class, deed, "");
    set(&button, "aria-label", label);
    set(&button, "title", label);
    add_icon(&button, path);
    button
}

/// Adds a button that does `deed`, with a text.
pub(crate) fn add_button(parent: &Node, class: &str, deed: &str, text: &str) -> HtmlElement {
    let button = add(parent, "button", class);
    set(&button, "type", "button");
    set(&button, "data-do", deed);
    if !text.is_empty() {
        add_text(&button, text);
    }
    button
}

/// Hears events of a kind, before anything below the target does if `kind` needs it.
pub(crate) fn listen(target: &JsValue, kind: &str, handler: &JsValue) {
    // Scrolling does not bubble.
    add_listener(target, kind, handler, kind == "scroll");
}
