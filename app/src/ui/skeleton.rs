//! The shape of what is being loaded; it appears after 150 ms only.

use leptos::prelude::*;

/// A few grey bars.
#[component]
pub(crate) fn Skeleton() -> impl IntoView {
    view! {
        <div class="skeleton" aria-hidden="true">
            <div class="skeleton__bar"></div>
            <div class="skeleton__bar"></div>
            <div class="skeleton__bar"></div>
            <div class="skeleton__bar"></div>
        </div>
    }
}
