//! How far everybody is, for the one who watches over the run.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Counters that every client moves.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    acknowledged: AtomicUsize,
    reconnections: AtomicUsize,
    refusals: AtomicUsize,
}

impl Progress {
    /// Messages left an outbox, because the server has them.
    pub(crate) fn acknowledge(&self, messages: usize) {
        self.acknowledged.fetch_add(messages, Ordering::Relaxed);
    }

    /// A client lost its connection.
    pub(crate) fn reconnect(&self) {
        self.reconnections.fetch_add(1, Ordering::Relaxed);
    }

    /// The server refused a message.
    pub(crate) fn refuse(&self) {
        self.refusals.fetch_add(1, Ordering::Relaxed);
    }

    /// Messages that the server has.
    pub(crate) fn acknowledged(&self) -> usize {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// Connections that were lost.
    pub(crate) fn reconnections(&self) -> usize {
        self.reconnections.load(Ordering::Relaxed)
    }

    /// Messages that were refused.
    pub(crate) fn refusals(&self) -> usize {
        self.refusals.load(Ordering::Relaxed)
    }
}
