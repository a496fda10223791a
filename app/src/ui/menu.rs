//! A list of things to do, within a popover.

use super::{Icon, Size};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A thing to do; `on:click` does it.
#[component]
pub(crate) fn MenuItem(
    /// Its sign.
    icon: &'static str,
    /// Its text.
    text: &'static str,
    /// For a choice: whether it is the one chosen.
    #[prop(optional, into)]
    chosen: Option<Signal<bool>>,
    /// Whether it is chosen or not for itself, and not in place of others.
    #[prop(optional)]
    is_switch: bool,
) -> impl IntoView {
    let role = match chosen {
        Some(_) if is_switch => "menuitemcheckbox",
        Some(_) => "menuitemradio",
        None => "menuitem",
    };
    let checked = move || chosen.map(|chosen| if chosen.get() { "true" } else { "false" });
    view! {
        <button type="button" class="menu__item" role=role aria-checked=checked>
            <Icon name=icon size=Size::Small />
            {text}
        </button>
    }
}

/// Moves the focus among the elements that match `selector`: by `columns` with the vertical arrows, by one with the others.
pub(crate) fn move_focus(event: &KeyboardEvent, selector: &str, columns: usize) {
    let Some(root) = event
        .current_target()
        .and_then(|root| root.dyn_into::<Element>().ok())
    else {
        return;
    };
    let elements = elements(&root, selector);
    let focused = event.target();
    let place = elements.iter().position(|element| {
        focused.as_ref() == Some(element.unchecked_ref::<web_sys::EventTarget>())
    });
    let (Some(place), Some(last)) = (place, elements.len().checked_sub(1)) else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowDown" => (place + columns).min(last),
        "ArrowUp" => place.saturating_sub(columns),
        "ArrowRight" if columns > 1 => (place + 1).min(last),
        "ArrowLeft" if columns > 1 => place.saturating_sub(1),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    if let Some(element) = elements.get(next) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

fn elements(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|place| found.item(place)?.dyn_into().ok())
        .collect()
}
