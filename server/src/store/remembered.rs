//! What the writer remembers of conversations between its batches, so that a message costs no read.

use super::journal::Head;
use domain::conversation::Conversation;
use domain::event::Position;
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

/// Conversations as they stand in the database, or will once the batch is committed; but for what was seen of them, which may
/// be further than this: no writer ever takes it back.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    held: HashMap<ConversationId, Held>,
    /// How far the journal was when this was true.
    head: Option<Head>,
}

impl Remembered {
    /// Starts a batch where the journal stands at `head`. If others have written since the batch before, the position from
    /// which on the journal tells in which conversations: those are to be removed.
    pub(super) fn begin(&mut self, head: Head) -> Option<Position> {
        if self.held.len() >= MOST {
            self.held.clear();
        }
        let before = self.head.replace(head)?;
        let is_same_journal = before.epoch == head.epoch && before.position <= head.position;
        if !is_same_journal {
            self.held.clear();
        }
        (is_same_journal && before.position < head.position).then_some(before.position)
    }

    /// The batch was committed, and the journal stands at `head`.
    pub(super) fn committed(&mut self, head: Head) {
        self.head = Some(head);
    }

    /// Forgets everything.
    pub(super) fn forget(&mut self) {
        self.held.clear();
        self.head = None;
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
