//! The chatbot of a conversation.

use super::{Moved, Place, Run};
use crate::id::ChatbotId;
use serde::{Deserialize, Serialize};

/// The chatbot that a conversation began with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bot {
    /// Which.
    pub chatbot: ChatbotId,
    /// Which version of it: later ones do not concern this conversation (spec 9.15).
    pub version: i64,
    /// What it was called.
    pub name: String,
    /// How far it is.
    pub run: Run,
}

impl Bot {
    /// Whether it is its turn, or was last: no operator has taken over.
    pub fn is_in_charge(&self) -> bool {
        self.run.place != Place::Forwarded
    }

    /// Takes in how it went on.
    pub fn apply(&mut self, moved: &Moved) {
        self.run.apply(moved);
    }
}

/// The chatbot of a conversation as the visitor sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicBot {
    /// What it is called.
    pub name: String,
    /// Where the script stands: whether buttons or the keyboard answer it.
    pub place: Place,
}

impl From<&Bot> for PublicBot {
    fn from(bot: &Bot) -> Self {
        Self {
            name: bot.name.clone(),
            place: bot.run.place,
        }
    }
}
