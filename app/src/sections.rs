//! A page of several sections, each with an address (*Preferences*, *Users*, *Settings*, *Configuration*).

use crate::text::use_texts;
use crate::ui::{Tab, Tabs};
use leptos::prelude::*;
use leptos_meta::Title;

/// The head of such a page, and the section.
#[component]
pub(crate) fn Sections(
    /// What the page is called.
    name: &'static str,
    /// What the browser calls it, if it goes by its section.
    #[prop(optional, into)]
    title: Option<&'static str>,
    /// What a screen reader says of the row of sections.
    label: &'static str,
    /// Address and name of each section.
    sections: Vec<(&'static str, &'static str)>,
    /// The section.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let tabs = sections
        .into_iter()
        .map(|(href, name)| view! { <Tab href>{name}</Tab> })
        .collect_view();
    view! {
        <Title text=format!("{} · {}", title.unwrap_or(name), texts.porchlight) />
        <div class="page">
            <header class="page__head">
                <h1 class="page__title">{name}</h1>
                <Tabs label>{tabs}</Tabs>
            </header>
            {children()}
        </div>
    }
}
