//! What time it is: asked of the machine, or told by a test.

use domain::time::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Where the time comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// Stands still until it is moved.
    Moved(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `start` until it is moved.
    pub fn standing_at(start: Timestamp) -> Self {
        Self::Moved(Arc::new(AtomicI64::new(start.0)))
    }

    /// The present time.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                let passed = SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .unwrap_or_default();
                Timestamp(i64::try_from(passed.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Moved(now) => Timestamp(now.load(Ordering::SeqCst)),
        }
    }

    /// Moves a standing clock on by `milliseconds`; the machine's clock moves by itself.
    pub fn advance(&self, milliseconds: i64) {
        if let Self::Moved(now) = self {
            now.fetch_add(milliseconds, Ordering::SeqCst);
        }
    }
}
