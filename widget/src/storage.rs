//! The browser's storage: one entry for what all tabs share, one for each unsent message, so that no tab writes over another's.

use crate::id;
use crate::json::joined;
use crate::memory::{self, Memory};
use crate::model::Msg;
use domain::id::ClientId;
use domain::outbox::Pending;
use web_sys::{Storage, StorageEvent};

/// What is kept of one channel; where the browser keeps nothing, it is all forgotten with the page.
#[derive(Debug)]
pub(crate) struct Store {
    storage: Option<Storage>,
    key: String,
}

impl Store {
    /// What `storage` keeps of a channel.
    pub(crate) fn of(storage: Option<Storage>, channel: &str) -> Self {
        Self {
            storage,
            key: joined(&["porchlight:", channel]),
        }
    }

    /// What all tabs share.
    pub(crate) fn memory(&self) -> Memory {
        let kept = self.storage.as_ref();
        let kept = kept.and_then(|storage| storage.get_item(&self.key).ok().flatten());
        kept.map_or_else(Memory::default, |text| Memory::read(&text))
    }

    /// The unsent messages, oldest first.
    pub(crate) fn pending(&self) -> Vec<Pending> {
        let Some(storage) = &self.storage else {
            return Vec::new();
        };
        let mut pending = Vec::new();
        for place in 0..storage.length().unwrap_or_default() {
            if let Some(key) = storage.key(place).ok().flatten()
                && let Some(id) = self.id(&key)
                && let Some(text) = storage.get_item(&key).ok().flatten()
                && let Some(found) = memory::read_pending(id, &text)
            {
                memory::insert(&mut pending, found);
            }
        }
        pending
    }

    /// Keeps what all tabs share, once there is something to come back to.
    pub(crate) fn keep(&self, memory: &Memory) {
        if memory.is_worth_keeping() {
            self.set(&self.key, &memory.write());
        } else {
            self.remove(&self.key);
        }
    }

    /// Keeps an unsent message.
    pub(crate) fn keep_pending(&self, pending: &Pending) {
        self.set(
            &self.key_of(pending.client_id),
            &memory::write_pending(pending),
        );
    }

    /// Keeps it no longer.
    pub(crate) fn drop_pending(&self, id: ClientId) {
        self.remove(&self.key_of(id));
    }

    /// What another tab kept or dropped.
    pub(crate) fn heard(&self, event: &StorageEvent) -> Option<Msg> {
        let key = event.key()?;
        let value = event.new_value();
        if key == self.key {
            return Some(Msg::Remembered(Memory::read(&value.unwrap_or_default())));
        }
        let id = self.id(&key)?;
        match value {
            Some(text) => memory::read_pending(id, &text).map(Msg::PendingKept),
            None => memory::read_id(id).map(Msg::PendingDropped),
        }
    }

    fn key_of(&self, id: ClientId) -> String {
        joined(&[&self.key, ":", &id::write(id.0)])
    }

    fn id<'key>(&self, key: &'key str) -> Option<&'key str> {
        key.strip_prefix(&self.key)?.strip_prefix(':')
    }

    fn set(&self, key: &str, value: &str) {
        if let Some(storage) = &self.storage {
            // A full or forbidden storage only means that a reload forgets.
            let _ = storage.set_item(key, value);
        }
    }

    fn remove(&self, key: &str) {
        if let Some(storage) = &self.storage {
            // As above.
            let _ = storage.remove_item(key);
        }
    }
}
