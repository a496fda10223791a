//! Waiting for a database server that does not answer yet.

use super::{StartError, database_file, open};
use crate::clock::Clock;
use crate::config::Config;
use crate::desk::Desk;
use std::time::Duration;

/// How long to wait before the second try.
const SHORTEST: Duration = Duration::from_millis(250);
/// How long to wait between two tries at most.
const LONGEST: Duration = Duration::from_secs(5);

/// The desk on the configured database, as soon as its server answers. A file is tried once: it is there or it is not.
///
/// # Errors
/// What another try would not change: a wrong password, a missing database, a newer schema.
pub(super) async fn open_patiently(config: &Config, clock: &Clock) -> Result<Desk, StartError> {
    let is_server = database_file(config).is_none();
    let mut wait = SHORTEST;
    loop {
        match open(config, clock.clone()).await {
            Err(StartError::Database(error)) if is_server && error.may_pass() => {
                tracing::warn!(
                    "database-url: {error}. Trying again in {} ms.",
                    wait.as_millis()
                );
            }
            opened => return opened,
        }
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(LONGEST);
    }
}
