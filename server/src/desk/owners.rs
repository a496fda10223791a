//! Which conversations a visitor's token reaches, remembered so that a message does not ask again: it never changes. That one
//! was erased is found by whoever then reads it.

use super::TokenHash;
use crate::store::conversations::Owned;
use domain::id::PublicConversationId;
use std::collections::HashMap;
use std::sync::Mutex;

/// Answers remembered at most; about 100 bytes each.
const MOST: usize = 20_000;

/// What is remembered.
#[derive(Debug, Default)]
pub(super) struct Owners {
    known: Mutex<HashMap<(TokenHash, PublicConversationId), Owned>>,
}

impl Owners {
    pub(super) fn get(&self, token: TokenHash, id: PublicConversationId) -> Option<Owned> {
        self.known.lock().ok()?.get(&(token, id)).copied()
    }

    pub(super) fn put(&self, token: TokenHash, id: PublicConversationId, owned: Owned) {
        if let Ok(mut known) = self.known.lock() {
            if known.len() >= MOST {
                known.clear();
            }
            known.insert((token, id), owned);
        }
    }
}
