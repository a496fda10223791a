//! Why a request is refused: a closed list of fixed sentences, so that a refusal never leaks anything.

use serde::{Deserialize, Serialize};

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Not a frame that this server knows.
    Malformed,
    /// The text is empty.
    Empty,
    /// The text or frame is too long.
    TooLong,
    /// The file is of a kind that is not taken, or is not what it claims to be.
    WrongType,
    /// No such conversation or message, or not the caller's.
    NotFound,
    /// The message is not the caller's to change.
    NotYours,
    /// The conversation is over.
    Ended,
    /// The conversation goes on still.
    Open,
    /// The visitor left no address.
    NoAddress,
    /// Not an e-mail address.
    NotAnEmail,
    /// No letter can be sent.
    NoMailServer,
    /// Somebody else was quicker to help (spec 8.7).
    Helped,
    /// The colleague is not one any longer (spec 8.6).
    NoSuchOperator,
    /// Nobody brings himself into a conversation: he joins it (spec 8.6).
    Yourself,
    /// No valid token or sign-in.
    Unauthorized,
    /// Pages of this origin may not use the channel.
    ForeignOrigin,
    /// Not allowed to this user.
    Forbidden,
    /// More requests than one caller may send; send it again later.
    TooMany,
    /// No operator is there for a new conversation (spec 5.7).
    NobodyAvailable,
    /// The server cannot store anything right now; send it again later.
    Unavailable,
}

impl Refusal {
    /// The sentence for people who read the answer itself.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Malformed => "This request cannot be read.",
            Self::Empty => "Write something first.",
            Self::TooLong => "This is too long. Shorten it and send it again.",
            Self::WrongType => "This kind of file is not taken.",
            Self::NotFound => "There is no such conversation.",
            Self::NotYours => "Only its author can change a message.",
            Self::Ended => "This livechat conversation has ended",
            Self::Open => "This conversation goes on still.",
            Self::NoAddress => "The visitor left no e-mail address.",
            Self::NotAnEmail => "This does not look like an e-mail address.",
            Self::NoMailServer => {
                "No mail server is set. An administrator can set one in the settings."
            }
            Self::Helped => "Someone has already joined this conversation",
            Self::NoSuchOperator => "There is no such operator any longer.",
            Self::Yourself => "You cannot invite yourself. Join the conversation instead.",
            Self::Unauthorized => "Sign in or start a new conversation.",
            Self::ForeignOrigin => "This site may not use this channel.",
            Self::Forbidden => "You may not do this. Ask an administrator.",
            Self::TooMany => "Too many requests. Wait a moment and try again.",
            Self::NobodyAvailable => "No available collaborator, please try again later.",
            Self::Unavailable => "This cannot be stored right now. It will be sent again.",
        }
    }

    /// The HTTP status that carries it.
    pub fn http_status(self) -> u16 {
        match self {
            Self::Malformed | Self::Empty | Self::NotAnEmail => 400,
            Self::Unauthorized => 401,
            Self::ForeignOrigin | Self::Forbidden | Self::NotYours => 403,
            Self::NotFound | Self::NoSuchOperator => 404,
            Self::Ended
            | Self::Open
            | Self::NoAddress
            | Self::NoMailServer
            | Self::Helped
            | Self::Yourself => 409,
            Self::TooLong => 413,
            Self::WrongType => 415,
            Self::TooMany => 429,
            Self::NobodyAvailable | Self::Unavailable => 503,
        }
    }

    /// Whether the same request may succeed later, so that a client sends it again by itself.
    pub fn is_passing(self) -> bool {
        matches!(self, Self::TooMany | Self::Unavailable)
    }
}
