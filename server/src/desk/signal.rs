//! What passes by without standing in the journal: it may be lost, and nothing durable depends on it.

use super::visits::VisitNote;
use domain::id::{SessionId, UserId};
use domain::wire::console::{SharedList, SomebodySaw, SomebodyTyping, UserPresence};
use serde::{Deserialize, Serialize};

/// A passing signal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// Somebody types, or stopped.
    Typing(SomebodyTyping),
    /// Somebody has seen up to a message.
    Seen(SomebodySaw),
    /// Somebody's presence changed. Each node tells its own consoles what it read itself: word of it from elsewhere could
    /// come late, and stay.
    Presence(UserPresence),
    /// Somebody came, went or woke up: other nodes look who is there.
    PeopleMoved,
    /// A list that consoles keep a copy of changed.
    Changed(SharedList),
    /// Somebody keeps other views or reports under names of his own: his consoles ask for them again.
    Kept(UserId),
    /// Nodes tell each other who is on the site.
    Visits(VisitNote),
    /// A session was signed out or revoked: its sockets close with 4401.
    SessionEnded(SessionId),
}
