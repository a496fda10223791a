//! *Configuration*: what holds for all channels, a section for each.

use crate::page::Configuration;
use crate::sections::Sections;
use crate::text::use_texts;
use leptos::prelude::*;

/// What came with the page, until it is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct First(pub(crate) StoredValue<Option<Configuration>>);

impl First {
    /// What came with the page, if it is of this kind; once.
    pub(crate) fn take<T>(of_kind: impl Fn(Configuration) -> Option<T>) -> Option<T> {
        let Self(first) = use_context()?;
        first
            .try_update_value(Option::take)
            .flatten()
            .and_then(of_kind)
    }
}

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
                ("/configuration/tags", texts.tags),
            ]
        >
            <div class="page__body">{children()}</div>
        </Sections>
    }
}
