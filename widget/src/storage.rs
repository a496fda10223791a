//! The browser's storage: one entry for what all tabs share, one for each unsent message, so that no tab writes over another's.

use crate::browser;
use crate::id;
use crate::json::joined;
use crate::memory::{self, Memory};
use crate::model::Msg;
use domain::id::ClientId;
use domain::outbox::Pending;

/// What is kept of one channel; where the browser keeps nothing, it is all forgotten with the page.
#[derive(Debug)]
pub(crate) struct Store {
    key: String,
}

impl Store {
    /// What is kept of a channel.
    pub(crate) fn of(channel: &str) -> Self {
        Self {
            key: joined(&["porchlight:", channel]),
        }
    }

    /// What all tabs share.
    pub(crate) fn memory(&self) -> Memory {
        Memory::read(&browser::kept(&self.key).unwrap_or_default())
    }

    /// The unsent messages, oldest first.
    pub(crate) fn pending(&self) -> Vec<Pending> {
        let mut pending = Vec::new();
        let mut place = 0;
        while let Some(key) = browser::key(place) {
            place += 1;
            if let Some(id) = self.id(&key)
                && let Some(text) = browser::kept(&key)
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
            browser::keep(&self.key, Some(&memory.write()));
        } else {
            browser::keep(&self.key, None);
        }
    }

    /// The same, unless another tab has kept a token: the first one that is written is that of all.
    pub(crate) fn claim(&self, memory: &Memory) {
        if self.memory().token.is_none() {
            self.keep(memory);
        }
    }

    /// Keeps an unsent message.
    pub(crate) fn keep_pending(&self, pending: &Pending) {
        let text = memory::write_pending(pending);
        browser::keep(&self.key_of(pending.client_id), Some(&text));
    }

    /// Keeps it no longer.
    pub(crate) fn drop_pending(&self, id: ClientId) {
        browser::keep(&self.key_of(id), None);
    }

    /// What another tab kept or dropped. What is kept now counts, and not what stood there when this was told of, since who writes
    /// what stands there already is not told of at all.
    pub(crate) fn heard(&self, key: &str) -> Option<Msg> {
        if key == self.key {
            return Some(Msg::Remembered(self.memory()));
        }
        let id = self.id(key)?;
        match browser::kept(key) {
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
}
