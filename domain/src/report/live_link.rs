//! Links by which spreadsheet programs read sessions (spec 13.1).

use crate::id::LiveLinkId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A link as those see it who may revoke it; its secret was told once, to who made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveLink {
    /// Which.
    pub id: LiveLinkId,
    /// The name of who made it.
    pub made_by: String,
    /// When.
    pub made_at: Timestamp,
    /// When it was followed last, if ever.
    pub used_at: Option<Timestamp>,
}
