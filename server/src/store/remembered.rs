//! What the writer remembers of conversations between its batches, so that a message costs no read.

use domain::conversation::Conversation;
use domain::id::{ConversationId, VisitorId};
use std::collections::HashMap;

/// Conversations remembered at most; about 1 KiB each.
const MOST: usize = 8_192;

/// A conversation and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    /// The conversation.
    pub(crate) conversation: Conversation,
    /// Its visitor.
    pub(crate) visitor: VisitorId,
}

/// Conversations as they stand in the database, or will once the batch is committed.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    held: HashMap<ConversationId, Held>,
    /// What is true only if nobody else has written since.
    generation: Option<i64>,
}

impl Remembered {
    /// Starts a batch at this generation: forgets what another writer may have changed.
    pub(super) fn begin(&mut self, generation: i64) {
        if self.generation != Some(generation) || self.held.len() >= MOST {
            self.held.clear();
        }
        self.generation = Some(generation);
    }

    /// The batch was committed as this generation.
    pub(super) fn committed(&mut self, generation: i64) {
        self.generation = Some(generation);
    }

    /// Forgets everything.
    pub(super) fn forget(&mut self) {
        self.held.clear();
        self.generation = None;
    }

    pub(super) fn get(&self, id: ConversationId) -> Option<&Held> {
        self.held.get(&id)
    }

    /// Puts a conversation in; what was there before.
    pub(super) fn put(&mut self, held: Held) -> Option<Held> {
        self.held.insert(held.conversation.id, held)
    }

    pub(super) fn remove(&mut self, id: ConversationId) {
        self.held.remove(&id);
    }
}
