//! A line in which one types what is looked for in a list.

use super::{Icon, Size};
use leptos::prelude::*;

/// A search line; what it says is in `sought`.
#[component]
pub(crate) fn Search(
    /// What is looked for.
    sought: RwSignal<String>,
    /// What a screen reader says, and what stands in it while it is empty.
    label: &'static str,
) -> impl IntoView {
    view! {
        <div class="search">
            <Icon name="search" size=Size::Small />
            <input
                class="search__input"
                type="search"
                aria-label=label
                placeholder=label
                autocomplete="off"
                prop:value=sought
                on:input:target=move |event| sought.set(event.target().value())
            />
        </div>
    }
}
