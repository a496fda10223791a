//! A filter that is on or off.

use leptos::prelude::*;

/// A filter; `on:click` switches it.
#[component]
pub(crate) fn Chip(
    /// Whether it is on.
    #[prop(into)]
    pressed: Signal<bool>,
    /// Its text.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
        >
            {children()}
        </button>
    }
}
