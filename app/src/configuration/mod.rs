//! *Configuration*: what holds for all channels, a section for each.

use crate::sections::Sections;
use crate::text::use_texts;
use leptos::prelude::*;

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
        <Sections
            name=texts.configuration
            title=title
            label=texts.configuration_sections
            sections=vec![
                ("/configuration/expertise", texts.expertise),
            ]
        >
            <div class="page__body">{children()}</div>
        </Sections>
    }
}
