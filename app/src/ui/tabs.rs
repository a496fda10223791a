//! The sections of a page, each with an address.

use leptos::prelude::*;
use leptos_router::components::A;

/// A row of sections.
#[component]
pub(crate) fn Tabs(
    /// What the sections are of.
    label: &'static str,
    /// The sections.
    children: Children,
) -> impl IntoView {
    view! { <nav class="tabs" aria-label=label>{children()}</nav> }
}

/// A section.
#[component]
pub(crate) fn Tab(
    /// Its address.
    href: &'static str,
    /// Its name.
    children: Children,
) -> impl IntoView {
    view! {
        <A href=href exact=true attr:class="tabs__tab">
            {children()}
        </A>
    }
}
