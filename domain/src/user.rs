//! People who sign in (spec 2).

use crate::id::UserId;
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

/// What a user chose for himself in *My Preferences* (spec 2.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            chat_name: String::new(),
            theme: Theme::default(),
            language: Language::default(),
            sound: true,
            notifications: true,
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
