//! *My Preferences* (spec 2.4).

pub(crate) mod api;
mod browser_name;
mod chats;
mod chosen;
mod password;
mod profile;
mod sessions;

pub(crate) use chats::Enabled;
pub(crate) use password::PasswordPage;
pub(crate) use profile::{ProfilePage, choose_theme};
pub(crate) use sessions::{FirstSessions, SessionsPage};

use crate::text::use_texts;
use crate::ui::{Tab, Tabs};
use leptos::prelude::*;
use leptos_meta::Title;

/// What the sections of the preferences have in common.
#[component]
fn Section(
    /// The section.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Title text=format!("{} · {}", texts.preferences, texts.porchlight) />
        <div class="page">
            <header class="page__head">
                <h1 class="page__title">{texts.preferences}</h1>
                <Tabs label=texts.preferences_sections>
                    <Tab href="/preferences">{texts.preferences_profile}</Tab>
                    <Tab href="/preferences/password">{texts.preferences_password}</Tab>
                    <Tab href="/preferences/sessions">{texts.preferences_sessions}</Tab>
                </Tabs>
            </header>
            <div class="page__body">{children()}</div>
        </div>
    }
}
