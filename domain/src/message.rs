//! What stands in a conversation, line by line.

use crate::attachment::Attachment;
use crate::chatbot::Answer;
use crate::id::{ClientId, UserId};
use crate::time::Timestamp;
use crate::user::Operator;
use serde::{Deserialize, Serialize};

/// The place of a message in its conversation: 1, 2, 3 … without a gap.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct MessageNumber(pub u32);

impl MessageNumber {
    /// The number of the message after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// Who wrote a message or did what a system line tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// The visitor of the conversation.
    Visitor,
    /// An operator, as he was called then.
    Operator(Operator),
    /// The chatbot of the conversation, as it was called then.
    Bot(String),
    /// Nobody: it happened by itself. Only system lines have this author.
    System,
}

impl Author {
    /// The operator, if it is one.
    pub fn operator(&self) -> Option<&Operator> {
        match self {
            Self::Operator(operator) => Some(operator),
            Self::Visitor | Self::Bot(_) | Self::System => None,
        }
    }

    /// Whether this is the given user.
    pub fn is_user(&self, user: UserId) -> bool {
        matches!(self, Self::Operator(operator) if operator.id == user)
    }
}

/// What a message says, or what a system line tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// Words.
    Text(String),
    /// A chatbot's words with the answers that it offers (spec 9.6).
    Question {
        /// The words.
        text: String,
        /// What can be chosen.
        answers: Vec<Answer>,
    },
    /// Words that went to the visitor by e-mail.
    Email(String),
    /// A file.
    File(Attachment),
    /// There were words or a file, and their author took them back.
    Deleted,
    /// System line: the operator joined the conversation.
    Joined,
    /// System line: this colleague brought the operator into the conversation (spec 8.6).
    Invited(Operator),
    /// System line: the author left the conversation.
    Left,
    /// System line: the author ended the conversation.
    Ended,
    /// System line: the chatbot begins again (spec 9.10).
    Restarted,
    /// System line for operators: what the visitor missed went to him by e-mail (spec 14.3).
    MissedMailed,
    /// System line for operators: the visitor wants no more e-mails about this conversation.
    MailDeclined,
}

impl Body {
    /// The words, if there are any.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Email(text) | Self::Question { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The file, if it is one.
    pub fn file(&self) -> Option<&Attachment> {
        match self {
            Self::File(attachment) => Some(attachment),
            _ => None,
        }
    }

    /// The words, or what the file is called: for lists, notifications and the search.
    pub fn gist(&self) -> Option<&str> {
        self.text()
            .or_else(|| self.file().map(|file| file.name.as_str()))
    }

    /// Whether this tells of the conversation rather than being part of what is said.
    pub fn is_system_line(&self) -> bool {
        matches!(
            self,
            Self::Joined | Self::Invited(_) | Self::Left | Self::Ended | Self::Restarted
        ) || self.is_for_operators()
    }

    /// Whether no visitor is told of it.
    pub fn is_for_operators(&self) -> bool {
        matches!(self, Self::MissedMailed | Self::MailDeclined)
    }
}

/// An author as the visitor sees him: no ids, no real names (spec 6.10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicAuthor {
    /// The visitor himself.
    Visitor,
    /// An operator, by the name for visitors.
    Operator(String),
    /// The chatbot, by its name.
    Bot(String),
    /// Nobody: it happened by itself.
    System,
}

impl From<&Author> for PublicAuthor {
    fn from(author: &Author) -> Self {
        match author {
            Author::Visitor => Self::Visitor,
            Author::Operator(operator) => Self::Operator(operator.public_name.clone()),
            Author::Bot(name) => Self::Bot(name.clone()),
            Author::System => Self::System,
        }
    }
}

/// A message; `A` is its author as the reader may know him.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message<A = Author> {
    /// Its place in the conversation.
    pub number: MessageNumber,
    /// What its sender called it.
    pub client_id: ClientId,
    /// Who wrote it.
    pub author: A,
    /// What it says.
    pub body: Body,
    /// When it was stored.
    pub at: Timestamp,
    /// When its author changed it last.
    pub edited_at: Option<Timestamp>,
}

impl Message {
    /// The message as the visitor sees it; `None` if it is not for him.
    pub fn as_visitor_sees(&self) -> Option<Message<PublicAuthor>> {
        (!self.body.is_for_operators()).then(|| Message {
            number: self.number,
            client_id: self.client_id,
            author: PublicAuthor::from(&self.author),
            body: match &self.body {
                Body::Email(text) => Body::Text(text.clone()),
                Body::Invited(_) => Body::Joined,
                body => body.clone(),
            },
            at: self.at,
            edited_at: self.edited_at,
        })
    }
}
