//! Conversations that have been over for longer than they are to be kept are erased (spec 7.7).

use super::Desk;
use super::settings::conversations_in;
use crate::error::Error;
use crate::store::Work;
use crate::store::erasure::{self, Past};
use domain::time::Timestamp;

/// Conversations that are erased in one turn, so that whoever writes meanwhile waits for no more than these.
const AT_ONCE: usize = 100;

impl Desk {
    /// Erases whatever is past its time, the oldest first. To be called by who has taken the job.
    pub(super) async fn erase_the_past(&self) -> Result<(), Error> {
        let now = self.clock.now();
        let settings = conversations_in(&mut self.store.read().await?).await?;
        if settings.erased_if_ended_by(now).is_none() {
            return Ok(());
        }
        let mut removed = Ok(());
        loop {
            let turn = self
                .store
                .write(move |work| Box::pin(erase_some(work, now)));
            let erased = turn.await?;
            // Words go, whether or not the contents of files can; these are known, and tried again by another job.
            if removed.is_ok() {
                removed = self.remove_erased_files().await;
            }
            if erased == 0 {
                break;
            }
        }
        // Each time, since it may not have been possible the last time.
        self.store.empty_the_log().await?;
        removed
    }
}

/// Erases some conversations, or else figures that are to be kept no longer; how many. What is over, and how long it is kept, is asked
/// here, where nothing can come in between.
async fn erase_some(work: &mut Work<'_>, now: Timestamp) -> Result<usize, Error> {
    let database = work.database().await?;
    let settings = conversations_in(database).await?;
    let Some(ended_by) = settings.erased_if_ended_by(now) else {
        return Ok(0);
    };
    let mut past = erasure::past(database, ended_by, AT_ONCE).await?;
    // What is about to be told of one would stand in the journal after it was erased; its turn comes with the next job.
    past.retain(|past| !work.is_told(past.conversation));
    let database = work.database().await?;
    if past.is_empty() {
        if settings.keeps_figures {
            return Ok(0);
        }
        let left = erasure::forget_left_figures(database, ended_by, AT_ONCE).await?;
        return Ok(usize::try_from(left).unwrap_or(usize::MAX));
    }
    erase(work, &past, settings.keeps_figures, now).await?;
    Ok(past.len())
}

/// Erases conversations of which nothing is about to be told, and tells that.
pub(super) async fn erase(
    work: &mut Work<'_>,
    past: &[Past],
    keeps_figures: bool,
    now: Timestamp,
) -> Result<(), Error> {
    let database = work.database().await?;
    erasure::erase(database, past).await?;
    if !keeps_figures {
        erasure::forget_figures(database, past).await?;
    }
    for erased in past {
        work.erased(erased.conversation, now);
    }
    Ok(())
}
