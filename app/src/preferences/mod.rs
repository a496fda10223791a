//! *My Preferences* (spec 2.4).

mod absent;
pub(crate) mod api;
mod browser_name;
mod chats;
mod chosen;
mod expertise;
mod password;
mod profile;
mod second_factor;
mod sessions;

pub(crate) use chats::Enabled;
pub(crate) use password::PasswordPage;
pub(crate) use profile::{ProfilePage, choose_theme};
pub(crate) use second_factor::SecondFactorPage;
pub(crate) use sessions::SessionsPage;

use crate::sections::Sections;
use crate::text::use_texts;
use leptos::prelude::*;

/// What the sections of the preferences have in common.
#[component]
fn Section(
    /// The section.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Sections
            name=texts.preferences
            label=texts.preferences_sections
            sections=vec![
                ("/preferences", texts.preferences_profile),
                ("/preferences/password", texts.preferences_password),
                ("/preferences/second-factor", texts.preferences_second_factor),
                ("/preferences/sessions", texts.preferences_sessions),
            ]
        >
            <div class="page__body">{children()}</div>
        </Sections>
    }
}
