//! How long a client waits before it tries again.

use rand::Rng;
use std::time::Duration;

/// Shorter than a browser's, so that a run of two minutes sees many connections.
const SHORTEST_MS: u64 = 20;
const LONGEST_MS: u64 = 200;

/// Waits for a short random while.
pub(crate) async fn wait() {
    let milliseconds = rand::rng().random_range(SHORTEST_MS..LONGEST_MS);
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}
