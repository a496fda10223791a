//! The operator's unacknowledged messages as this browser keeps them, so that a reload loses nothing.
//!
//! Each message has a key of its own: tabs of one operator cannot overwrite each other's. A message that two tabs send is
//! stored once, because it has one client id.

use crate::browser::storage;
use crate::json;
use domain::id::{ConversationId, UserId};
use domain::outbox::{Outbox, Pending};
use std::collections::BTreeMap;

/// Everything kept for a user, by conversation.
pub(super) fn read(user: UserId) -> BTreeMap<ConversationId, Outbox> {
    let mut outboxes: BTreeMap<ConversationId, Outbox> = BTreeMap::new();
    let prefix = prefix(user);
    for key in storage::keys(&prefix) {
        let conversation = key
            .strip_prefix(&prefix)
            .and_then(|rest| rest.split_once('.'))
            .and_then(|(conversation, _)| conversation.parse().ok());
        let pending = storage::read(&key).and_then(|json| json::read(&json).ok());
        match (conversation, pending) {
            (Some(conversation), Some(pending)) => {
                outboxes
                    .entry(conversation)
                    .or_default()
                    .pending
                    .push(pending);
            }
            _ => storage::remove(&key),
        }
    }
    outboxes
}

/// Keeps a message.
pub(super) fn write(user: UserId, conversation: ConversationId, pending: &Pending) {
    if let Ok(json) = serde_json::to_string(pending) {
        storage::write(&key(user, conversation, pending), &json);
    }
}

/// Forgets a message.
pub(super) fn remove(user: UserId, conversation: ConversationId, pending: &Pending) {
    storage::remove(&key(user, conversation, pending));
}

fn prefix(user: UserId) -> String {
    format!("porchlight.pending.{user}.")
}

/// Client ids are in the order of writing (`UUIDv7`), and so are the keys.
fn key(user: UserId, conversation: ConversationId, pending: &Pending) -> String {
    format!("{}{conversation}.{}", prefix(user), pending.client_id)
}
