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
    /// Whether one is in it on the pages below its address too.
    #[prop(optional)]
    is_of_pages_below: bool,
    /// Its name.
    children: Children,
) -> impl IntoView {
    view! {
        <A href=href exact=!is_of_pages_below attr:class="tabs__tab">
            {children()}
        </A>
    }
}
