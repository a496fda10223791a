//! What was found.

use super::Piece;
use crate::inbox::{InboxRow, Place};
use crate::message::MessageNumber;
use serde::{Deserialize, Serialize};

/// The number under which a conversation's note is found: no message has it.
pub const NOTE: MessageNumber = MessageNumber(0);

/// The newest line of a conversation in which all that is sought stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Which message, or [`NOTE`].
    pub number: MessageNumber,
    /// The part of it that shows why.
    pub excerpt: Vec<Piece>,
}

/// A conversation that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// As it stands in the inbox.
    pub row: InboxRow,
    /// Where the words stand, if any were sought.
    pub hit: Option<Hit>,
}

/// Where a page of what was found ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum After {
    /// Among conversations by their newest activity.
    Activity(Place),
    /// Among those in which words are sought, by the line in which they were written last.
    Line {
        /// Lines beyond this one were written since the first page was read, and belong to none.
        as_of: i64,
        /// The line of the last conversation of the page.
        line: i64,
    },
}

/// A page of what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPage {
    /// In their order.
    pub rows: Vec<Found>,
    /// Where the page ends, if there are more.
    pub after: Option<After>,
}
