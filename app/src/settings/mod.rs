//! *Settings* of the whole system (spec 2.7).

pub(crate) mod api;
mod apps;
mod conversations;
mod countries;
mod languages;
mod mail;
mod outbox;
mod site;
mod version;

pub(crate) use apps::AppPage;
pub(crate) use conversations::ConversationsPage;
pub(crate) use countries::CountriesPage;
pub(crate) use languages::{LANGUAGES, language_name};
pub(crate) use mail::MailPage;
pub(crate) use site::SitePage;

use crate::sections::Sections;
use crate::text::use_texts;
use leptos::prelude::*;

/// What the sections of the settings have in common.
#[component]
fn Section(
    /// The section.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Sections
            name=texts.settings
            label=texts.settings_sections
            sections=vec![
                ("/settings", texts.settings_site),
                ("/settings/conversations", texts.settings_conversations),
                ("/settings/helpdesk", texts.helpdesk),
                ("/settings/crm", texts.crm),
                ("/settings/mail", texts.email),
                ("/settings/countries", texts.countries),
            ]
        >
            <div class="page__body">{children()}</div>
        </Sections>
    }
}
