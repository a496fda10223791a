//! *Configuration*: what holds for all channels, a section for each.

use crate::text::use_texts;
use crate::ui::{Tab, Tabs};
use leptos::prelude::*;
use leptos_meta::Title;

/// What the sections of the configuration have in common.
#[component]
pub(crate) fn Section(
    /// Its name.
    title: &'static str,
    /// The section.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Title text=format!("{title} · {}", texts.porchlight) />
        <div class="page">
            <header class="page__head">
                <h1 class="page__title">{texts.configuration}</h1>
                <Tabs label=texts.configuration_sections>
                    <Tab href="/configuration/expertise">{texts.expertise}</Tab>
                </Tabs>
            </header>
            <div class="page__body">{children()}</div>
        </div>
    }
}
