//! The preferences as a form sends them, where what is not chosen is an empty text or nothing.

use domain::country::Country;
use domain::id::ExpertiseId;
use domain::language::LanguageTag;
use domain::user::{Language, Preferences, Theme};
use serde::{Deserialize, Serialize};

/// The preferences as a form sends them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Chosen {
    chat_name: String,
    theme: Theme,
    language: Language,
    sound: bool,
    notifications: bool,
    mention_mails: bool,
    main_language: String,
    further_languages: Vec<String>,
    country: String,
    time_zone: String,
    expertises: Vec<ExpertiseId>,
}

impl From<Chosen> for Preferences {
    fn from(chosen: Chosen) -> Self {
        Self {
            chat_name: chosen.chat_name,
            theme: chosen.theme,
            language: chosen.language,
            sound: chosen.sound,
            notifications: chosen.notifications,
            mention_mails: chosen.mention_mails,
            // What is none is as good as not chosen: the form offers none of it.
            main_language: LanguageTag::parse(&chosen.main_language),
            further_languages: chosen
                .further_languages
                .iter()
                .filter_map(|tag| LanguageTag::parse(tag))
                .collect(),
            country: Country::parse(&chosen.country),
            time_zone: chosen.time_zone,
            expertises: chosen.expertises,
            // The form does not say; what was chosen elsewhere stays.
            hides_panel: false,
            views: Vec::new(),
            favourites: Vec::new(),
        }
    }
}

impl From<Preferences> for Chosen {
    fn from(preferences: Preferences) -> Self {
        let text = |tag: &LanguageTag| tag.as_str().to_owned();
        Self {
            chat_name: preferences.chat_name,
            theme: preferences.theme,
            language: preferences.language,
            sound: preferences.sound,
            notifications: preferences.notifications,
            mention_mails: preferences.mention_mails,
            main_language: preferences
                .main_language
                .as_ref()
                .map(text)
                .unwrap_or_default(),
            further_languages: preferences.further_languages.iter().map(text).collect(),
            country: preferences
                .country
                .map(Country::code)
                .unwrap_or_default()
                .to_owned(),
            time_zone: preferences.time_zone,
            expertises: preferences.expertises,
        }
    }
}
