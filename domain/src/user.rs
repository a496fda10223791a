//! People who sign in (spec 2).

use crate::country::Country;
use crate::expertise::Expertise;
use crate::id::{ExpertiseId, PictureId, UserId};
use crate::language::LanguageTag;
use crate::people::Profile;
use crate::problem::{Fault, Problem, problems};
use crate::report::Favourite;
use crate::search::SavedView;
use crate::text;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a user may do (spec 2.1); an administrator may do everything an operator may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers visitors.
    Operator,
    /// Configures, and answers.
    Administrator,
}

/// Which colours the console uses (spec 2.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the operating system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The languages of the console (spec 8.12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    English,
    /// French.
    French,
}

impl Language {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The language that serves somebody who asks for `tag` (`fr-CA` → French); English for all others.
    pub fn of_tag(tag: &str) -> Self {
        match tag.get(..2) {
            Some(start) if start.eq_ignore_ascii_case("fr") => Self::French,
            _ => Self::English,
        }
    }
}

/// What a user chose for himself in *My Preferences* (spec 2.4). What was stored before a choice existed reads as if
/// nobody had made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is chosen by itself")]
pub struct Preferences {
    /// *Online Chat Name*, what visitors see; empty means the user name.
    pub chat_name: String,
    /// The colours of the console.
    pub theme: Theme,
    /// The language of the console.
    pub language: Language,
    /// Whether a message from a visitor makes a sound.
    pub sound: bool,
    /// Whether a message from a visitor shows a desktop notification while the console is not looked at.
    pub notifications: bool,
    /// Whether he gets an e-mail when a colleague mentions him while he is away (spec 10.6).
    pub mention_mails: bool,
    /// The language he chats in before all others; `None` if he has not said so.
    pub main_language: Option<LanguageTag>,
    /// The languages he chats in besides, in order.
    pub further_languages: Vec<LanguageTag>,
    /// The country he is in.
    pub country: Option<Country>,
    /// The IANA name of his time zone; empty means that of his browser.
    pub time_zone: String,
    /// *Live Chat Expertise*: what he knows about.
    pub expertises: Vec<ExpertiseId>,
    /// Whether the information panel is hidden where there is room for it (spec 8.5).
    pub hides_panel: bool,
    /// What he seeks again and again in the inbox, in his order (spec 8.2).
    pub views: Vec<SavedView>,
    /// The reports he asks for again and again, in his order (spec 13.2).
    pub favourites: Vec<Favourite>,
}

impl Preferences {
    /// Every language he chats in, the main one first (spec 5.4).
    pub fn chat_languages(&self) -> impl Iterator<Item = &LanguageTag> {
        self.main_language.iter().chain(&self.further_languages)
    }

    /// The same, with what he knows about only as far as it is on the `list`, each once. What somebody took off the list
    /// meanwhile must not stand in the way.
    #[must_use]
    pub fn with_expertises_of(mut self, list: &[Expertise]) -> Self {
        let is_known = |id: &ExpertiseId| list.iter().any(|expertise| expertise.id == *id);
        self.expertises.retain(is_known);
        self.expertises.sort_unstable();
        self.expertises.dedup();
        self
    }

    /// The preferences as they are stored: names without blank space, each language once. Of languages only those are
    /// taken that are `enabled`, or that he has had before: what was switched off meanwhile must not stand in the way.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn check(self, before: &Self, enabled: &[LanguageTag]) -> Result<Self, Vec<Problem>> {
        let chat_name = if self.chat_name.trim().is_empty() {
            Ok(String::new())
        } else {
            text::name(&self.chat_name)
        };
        let may_speak = |language: &LanguageTag| {
            enabled.contains(language) || before.chat_languages().any(|known| known == language)
        };
        let is_allowed = self.chat_languages().all(may_speak);
        let languages = (!is_allowed).then_some(Fault::NotAllowed);
        match (chat_name, text::time_zone(&self.time_zone), languages) {
            (Ok(chat_name), Ok(time_zone), None) => {
                let mut further_languages = self.further_languages;
                further_languages.retain(|language| Some(language) != self.main_language.as_ref());
                further_languages.sort_unstable();
                further_languages.dedup();
                Ok(Self {
                    chat_name,
                    further_languages,
                    time_zone,
                    hides_panel: before.hides_panel,
                    views: before.views.clone(),
                    favourites: before.favourites.clone(),
                    ..self
                })
            }
            (chat_name, time_zone, languages) => Err(problems([
                ("chat_name", chat_name.err()),
                ("languages", languages),
                ("time_zone", time_zone.err()),
            ])),
        }
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            chat_name: String::new(),
            theme: Theme::default(),
            language: Language::default(),
            sound: true,
            notifications: true,
            mention_mails: true,
            main_language: None,
            further_languages: Vec::new(),
            country: None,
            time_zone: String::new(),
            expertises: Vec::new(),
            hides_panel: false,
            views: Vec::new(),
            favourites: Vec::new(),
        }
    }
}

/// A person who can sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Who.
    pub id: UserId,
    /// The user name, shown to colleagues.
    pub name: String,
    /// The address he signs in with, lower-case.
    pub email: String,
    /// What he may do.
    pub role: Role,
    /// What he chose for himself.
    pub preferences: Preferences,
    /// How he looks; initials stand in for a picture.
    #[serde(default)]
    pub picture: Option<PictureId>,
    /// Since when he is a user.
    pub created_at: Timestamp,
}

impl User {
    /// The name that visitors see (spec 2.4): the chat name if there is one.
    pub fn public_name(&self) -> &str {
        if self.preferences.chat_name.is_empty() {
            &self.name
        } else {
            &self.preferences.chat_name
        }
    }

    /// Takes in what all consoles are told of him.
    pub fn meet(&mut self, told: &Operator, role: Role, profile: &Profile) {
        let chat_name = Some(&told.public_name).filter(|name| **name != told.name);
        self.preferences.chat_name = chat_name.cloned().unwrap_or_default();
        self.name.clone_from(&told.name);
        self.role = role;
        self.picture = profile.picture;
        self.preferences.expertises.clone_from(&profile.expertises);
        let Profile {
            main_language,
            further_languages,
            ..
        } = profile;
        self.preferences.main_language.clone_from(main_language);
        self.preferences
            .further_languages
            .clone_from(further_languages);
    }

    /// How he looks, what he knows about and what he speaks.
    pub fn profile(&self) -> Profile {
        Profile {
            picture: self.picture,
            expertises: self.preferences.expertises.clone(),
            main_language: self.preferences.main_language.clone(),
            further_languages: self.preferences.further_languages.clone(),
        }
    }

    /// Whether his colleagues see him as they saw him `before`.
    pub fn is_seen_as(&self, before: &Self) -> bool {
        self.as_operator() == before.as_operator() && self.profile() == before.profile()
    }

    /// The user as he stands in conversations.
    pub fn as_operator(&self) -> Operator {
        Operator {
            id: self.id,
            name: self.name.clone(),
            public_name: self.public_name().to_owned(),
        }
    }
}

/// A user as he stands in conversations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// Who.
    pub id: UserId,
    /// The name for colleagues; visitors never learn it if there is another (spec 6.10).
    pub name: String,
    /// The name for visitors.
    pub public_name: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit;

    fn tags(tags: &[&str]) -> Vec<LanguageTag> {
        tags.iter()
            .filter_map(|tag| LanguageTag::parse(tag))
            .collect()
    }

    #[test]
    fn preferences_that_were_stored_before_a_choice_existed_still_read() {
        let stored = r#"{"chat_name":"Ada","theme":"dark","language":"french","sound":false,"notifications":true}"#;
        let read: Preferences = serde_json::from_str(stored).unwrap();
        assert_eq!((read.chat_name.as_str(), read.theme), ("Ada", Theme::Dark));
        assert_eq!((read.main_language, read.country), (None, None));
    }

    #[test]
    fn each_language_is_chatted_in_once_and_the_main_one_first() {
        let chosen = Preferences {
            main_language: LanguageTag::parse("fr"),
            further_languages: tags(&["fr", "en", "de", "en"]),
            ..Preferences::default()
        };
        let enabled = tags(&["de", "en", "fr"]);
        let kept = chosen.check(&Preferences::default(), &enabled).unwrap();
        let kept: Vec<&str> = kept.chat_languages().map(LanguageTag::as_str).collect();
        assert_eq!(kept, ["fr", "de", "en"]);
    }

    #[test]
    fn a_language_is_enabled_or_was_his_before() {
        let chosen = Preferences {
            further_languages: tags(&["it"]),
            ..Preferences::default()
        };
        let wrong = chosen
            .clone()
            .check(&Preferences::default(), &tags(&["en"]));
        assert_eq!(
            wrong.unwrap_err(),
            [Problem::new("languages", Fault::NotAllowed)]
        );
        assert!(chosen.clone().check(&chosen, &tags(&["en"])).is_ok());
    }

    #[test]
    fn what_is_known_is_on_the_list_and_known_once() {
        let id = |number| ExpertiseId(uuid::Uuid::from_u128(number));
        let name = String::new();
        let list = [1, 2].map(|number| Expertise {
            id: id(number),
            name: name.clone(),
        });
        let chosen = Preferences {
            expertises: vec![id(2), id(3), id(1), id(2)],
            ..Preferences::default()
        };
        let kept = chosen.with_expertises_of(&list);
        assert_eq!(kept.expertises, [id(1), id(2)]);
    }

    #[test]
    fn what_consoles_are_told_of_somebody_is_what_he_is_called_and_may_do() {
        let mut ada = User {
            id: UserId(uuid::Uuid::from_u128(1)),
            name: "Ada".to_owned(),
            email: "ada@example.org".to_owned(),
            role: Role::Operator,
            preferences: Preferences::default(),
            created_at: Timestamp(0),
            picture: None,
        };
        let profile = Profile {
            picture: Some(PictureId(uuid::Uuid::from_u128(5))),
            expertises: vec![ExpertiseId(uuid::Uuid::from_u128(6))],
            main_language: LanguageTag::parse("fr"),
            further_languages: Vec::new(),
        };
        for (name, public_name, chat_name) in [
            ("Ada Lovelace", "Ada", "Ada"),
            ("Countess Ada", "Countess Ada", ""),
        ] {
            let told = Operator {
                id: ada.id,
                name: name.to_owned(),
                public_name: public_name.to_owned(),
            };
            ada.meet(&told, Role::Administrator, &profile);
            assert_eq!(ada.profile(), profile);
            assert_eq!(ada.as_operator(), told);
            assert_eq!(ada.preferences.chat_name, chat_name);
            assert_eq!(ada.role, Role::Administrator);
        }
    }

    #[test]
    fn a_time_zone_is_a_name_or_nothing() {
        let with = |time_zone: &str| {
            let time_zone = time_zone.to_owned();
            let chosen = Preferences {
                time_zone,
                ..Preferences::default()
            };
            chosen.check(&Preferences::default(), &[])
        };
        for right in [
            "",
            "Europe/Paris",
            "America/Argentina/Buenos_Aires",
            "Etc/GMT+5",
            "UTC",
        ] {
            assert_eq!(with(right).unwrap().time_zone, right);
        }
        for wrong in [
            "Europe Paris",
            "/etc/passwd",
            "../x",
            "Zürich",
            "Europe//Paris",
        ] {
            assert_eq!(
                with(wrong).unwrap_err(),
                [Problem::new("time_zone", Fault::NotATimeZone)],
                "{wrong}"
            );
        }
        let most = "a".repeat(limit::TIME_ZONE_CHARACTERS);
        assert!(with(&most).is_ok());
        assert!(with(&format!("{most}a")).is_err());
    }
}
