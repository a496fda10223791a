//! The clock and ids of clients.

use domain::id::ClientId;
use domain::time::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// The time by this machine's clock.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or_default())
}

/// An id for a new message.
pub(crate) fn new_client_id() -> ClientId {
    ClientId(Uuid::now_v7())
}
