//! A chatbot as a file, to be carried to another server or kept (spec 9.13). Nothing in it is an id: an *Only If* says where its
//! answer stands, expertises and teams go by their names, and so a file can be opened anywhere, and more than once.

mod opened;
mod written;

pub use opened::{Lack, Lacking, Opened};

use crate::expertise::Expertise;
use crate::limit;
use crate::team::{App, AppState};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// By what a file says that it is one.
const FORMAT: &str = "porchlight-chatbot";
/// The version that is written, and the only one yet that is read.
const VERSION: u32 = 1;
/// Characters of a file's name, without its ending.
const FILE_NAME_CHARACTERS: usize = 60;

/// With what a file of every version begins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct FileHead {
    format: String,
    version: u32,
}

/// A chatbot as a file; what it says is in the terms of [`super::ChatbotDraft`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChatbotFile {
    format: String,
    version: u32,
    name: String,
    steps: Vec<FileStep>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileStep {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    message: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    answers: Vec<FileAnswer>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    expertises: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    only_if: Vec<FilePlace>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    translations: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileAnswer {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    translations: BTreeMap<String, String>,
}

/// Where an answer stands; both are counted from 1, as people count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePlace {
    step: usize,
    answer: usize,
}

/// Why a file cannot be opened at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unopened {
    /// It has more bytes than [`limit::CHATBOT_FILE_BYTES`].
    TooLarge,
    /// It is not JSON.
    NotJson {
        /// The line, counted from 1, where it stops being that.
        line: usize,
    },
    /// It is JSON, and no chatbot.
    NotAChatbot,
    /// It is of a version that this program does not know.
    OtherVersion {
        /// Which.
        version: u32,
    },
    /// It says something that no file of its version says.
    Malformed {
        /// In which line, counted from 1.
        line: usize,
    },
    /// It has more steps than [`limit::STEPS`].
    TooManySteps {
        /// How many.
        count: usize,
    },
}

/// What can be named in a file.
#[derive(Clone, Copy, Debug)]
pub struct Names<'n> {
    /// What operators can know about.
    pub expertises: &'n [Expertise],
    /// *Helpdesk* and *CRM*, with their teams.
    pub apps: &'n [(App, AppState)],
}

impl FileHead {
    /// Whether what follows can be read.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self) -> Result<(), Unopened> {
        if self.format != FORMAT {
            return Err(Unopened::NotAChatbot);
        }
        let version = self.version;
        if version == VERSION {
            Ok(())
        } else {
            Err(Unopened::OtherVersion { version })
        }
    }
}

impl ChatbotFile {
    /// Whether it has no more steps than a chatbot can have.
    ///
    /// # Errors
    /// [`Unopened::TooManySteps`].
    pub fn check(self) -> Result<Self, Unopened> {
        match self.steps.len() {
            ..=limit::STEPS => Ok(self),
            count => Err(Unopened::TooManySteps { count }),
        }
    }

    /// What the file of a chatbot of such a name is called: letters and digits, since some systems forbid much else.
    pub fn file_name(chatbot: &str) -> String {
        let kept = |c: char| if c.is_alphanumeric() { c } else { ' ' };
        let words: String = chatbot.chars().map(kept).collect();
        let words: Vec<&str> = words.split_whitespace().collect();
        let name: String = words.join("-").chars().take(FILE_NAME_CHARACTERS).collect();
        let name = if name.is_empty() { "chatbot" } else { &name };
        format!("{name}.chatbot.json")
    }
}
