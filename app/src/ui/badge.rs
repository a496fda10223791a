//! A number that wants attention.

use leptos::prelude::*;

/// A count; nothing for zero.
#[component]
pub(crate) fn Badge(
    /// How many.
    #[prop(into)]
    count: Signal<usize>,
    /// The same in words, for a screen reader.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <Show when=move || { count.get() > 0 }>
            <span class="badge" aria-hidden="true">{move || count.get().min(99)}</span>
            <span class="visually-hidden">{move || label.get()}</span>
        </Show>
    }
}
