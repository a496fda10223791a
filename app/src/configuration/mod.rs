//! *Configuration*: what holds for all channels, a section for each.

use crate::live::Console;
use crate::sections::Sections;
use crate::text::use_texts;
use domain::user::Role;
use leptos::prelude::*;

/// How much of the page a section takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Width {
    /// As much as lines are read easily.
    #[default]
    Reading,
    /// All of it, for tables.
    Wide,
}

/// What the sections of the configuration have in common.
#[component]
pub(crate) fn Section(
    /// Its name.
    title: &'static str,
    /// How much of the page it takes.
    #[prop(optional)]
    width: Width,
    /// The section.
    children: Children,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let mut sections = vec![
        ("/configuration/expertise", texts.expertise),
        ("/configuration/tags", texts.tags),
        ("/configuration/canned", texts.canned),
    ];
    if console
        .me
        .with_untracked(|me| me.role == Role::Administrator)
    {
        sections.push(("/configuration/chatbots", texts.chatbots));
    }
    view! {
        <Sections
            name=texts.configuration
            title=title
            label=texts.configuration_sections
            sections=sections
        >
            <div class="page__body" class:page__body--wide=width == Width::Wide>{children()}</div>
        </Sections>
    }
}
