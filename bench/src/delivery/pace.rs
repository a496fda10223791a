//! When a sender writes which message, whether he is connected or not.

use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// The messages that a sender has yet to write.
#[derive(Debug)]
pub(crate) struct Pace {
    name: String,
    total: usize,
    written: usize,
    interval: Duration,
    next_at: Option<Instant>,
}

impl Pace {
    /// `total` messages of somebody, evenly spread over `during`.
    pub(crate) fn new(name: String, total: usize, during: Duration) -> Self {
        let parts = u32::try_from(total).unwrap_or(u32::MAX).max(1);
        Self {
            name,
            total,
            written: 0,
            interval: during / parts,
            next_at: None,
        }
    }

    /// How many messages have been written.
    pub(crate) fn written(&self) -> usize {
        self.written
    }

    /// Waits until the next message is due; for ever if there is none.
    pub(crate) async fn due(&mut self) {
        if self.written >= self.total {
            return std::future::pending().await;
        }
        let at = *self.next_at.get_or_insert_with(Instant::now);
        sleep_until(at).await;
    }

    /// The words of the message that is due: different from those of every other message.
    pub(crate) fn take(&mut self) -> String {
        self.written += 1;
        self.next_at = self.next_at.map(|at| at + self.interval);
        format!(
            "{} says for the {}. time that the grinder is back in stock",
            self.name, self.written
        )
    }
}
