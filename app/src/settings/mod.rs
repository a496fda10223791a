//! *Settings* of the whole system (spec 2.7).

pub(crate) mod api;
mod languages;
mod mail;
mod outbox;
mod site;
mod version;

pub(crate) use languages::LANGUAGES;
pub(crate) use mail::MailPage;
pub(crate) use site::SitePage;

use crate::text::use_texts;
use crate::ui::{Tab, Tabs};
use leptos::prelude::*;
use leptos_meta::Title;

/// What the sections of the settings have in common.
#[component]
fn Section(
    /// The section.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Title text=format!("{} · {}", texts.settings, texts.porchlight) />
        <div class="page">
            <header class="page__head">
                <h1 class="page__title">{texts.settings}</h1>
                <Tabs label=texts.settings_sections>
                    <Tab href="/settings">{texts.settings_site}</Tab>
                    <Tab href="/settings/mail">{texts.email}</Tab>
                </Tabs>
            </header>
            <div class="page__body">{children()}</div>
        </div>
    }
}
