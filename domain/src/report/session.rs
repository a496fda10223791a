//! *Sessions History* (spec 13.1): what the rows of its lists say, and where they stand.

use super::Fact;
use crate::id::ConversationId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A place among sessions: newest first, of those that began at once the higher id first.
pub type Place = (Timestamp, ConversationId);

/// Above the first session.
pub const TOP: Place = (Timestamp(i64::MAX), ConversationId(Uuid::max()));

/// A session as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// What is counted of it.
    pub fact: Fact,
    /// What operators call the visitor; `None` if the conversation was erased, and only its figures are left.
    pub visitor_name: Option<String>,
    /// What the visitor wrote with his rating, if anything.
    #[serde(default)]
    pub comment: String,
}

impl Session {
    /// Where it stands.
    pub fn place(&self) -> Place {
        (self.fact.started_at, self.fact.conversation)
    }
}

/// A page of sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sessions {
    /// Newest first.
    pub rows: Vec<Session>,
    /// Where the page ends, if there are more.
    pub older_than: Option<Place>,
}

/// The sessions before and after one, in the order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbours {
    /// The one above it, which is newer.
    pub newer: Option<ConversationId>,
    /// The one below it.
    pub older: Option<ConversationId>,
}
