//! How an open conversation stands (spec 7.1).

use serde::{Deserialize, Serialize};

/// How an open conversation stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// *In progress*.
    #[default]
    InProgress,
    /// *Waiting for customer*: set by hand; the visitor's next message reverts it.
    WaitingForCustomer,
    /// *Looking for help*: anyone joining reverts it.
    LookingForHelp,
}

impl Status {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [
        Self::InProgress,
        Self::WaitingForCustomer,
        Self::LookingForHelp,
    ];

    /// The word it is stored under.
    pub fn word(self) -> &'static str {
        match self {
            Self::InProgress => "in_progress",
            Self::WaitingForCustomer => "waiting_for_customer",
            Self::LookingForHelp => "looking_for_help",
        }
    }

    /// The status stored under a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}
