//! Notifications for operators who have no console open, through the push services of their browsers (spec 8.8): what browsers tell
//! of themselves, what they are sent, and when.

mod service;
mod waiting;

pub use service::{Endpoint, NotAService, Origin, Services, Trust};
pub use waiting::{BETWEEN_MS, LEASE_MS, MOST_FAILURES, PATIENCE_MS, STALE_MS, Waiting, next_try};

use crate::id::ConversationId;
use serde::{Deserialize, Serialize};

/// Where a browser takes what is pushed, and with what it is to be encrypted (Push API, `PushSubscription.toJSON`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedSubscription {
    /// The address at its push service.
    pub endpoint: String,
    /// Its public key: an uncompressed point of P-256, in base 64 for addresses.
    pub p256dh: String,
    /// Its secret: 16 bytes, in base 64 for addresses.
    pub auth: String,
}

/// What a browser shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Who calls.
    pub title: String,
    /// What he says.
    pub body: String,
    /// Where. Another one of the same conversation takes the place of this.
    pub conversation: ConversationId,
    /// The picture beside it.
    pub icon: String,
}
