//! The log that `SQLite` keeps beside its file is moved into the file apart from the writing: a commit that did it, as is usual, would
//! keep everybody waiting who wants to know that his words are on disk.

use super::open::Pools;
use domain::event::Position;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Entries of the journal that come together before the log is moved: each of them makes a few pages of it, and most of them the
/// same ones as the entries before.
const ENTRIES: i64 = 256;
/// The least time between two moves.
const PAUSE: Duration = Duration::from_secs(1);
/// The most time between two moves: much is written of which the journal does not tell.
const QUIET: Duration = Duration::from_mins(1);

/// Moves the log each time when the journal has grown enough or it was quiet for long, until `stop`; what is left then is moved when
/// the file is closed.
pub(super) async fn keep_short(
    pools: Arc<Pools>,
    mut journal: watch::Receiver<Position>,
    stop: CancellationToken,
) {
    let mut moved = *journal.borrow();
    loop {
        let grown = journal.wait_for(|position| position.0.saturating_sub(moved.0) >= ENTRIES);
        tokio::select! {
            grown = timeout(QUIET, grown) => if let Ok(Err(_closed)) = grown {
                return;
            },
            () = stop.cancelled() => return,
        }
        moved = *journal.borrow();
        if let Err(error) = pools.move_the_log().await {
            tracing::warn!(%error, "the log of the database cannot be moved into its file");
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = stop.cancelled() => return,
        }
    }
}
