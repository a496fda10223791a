//! The shell of SQLite, with which stories in the browser turn back what is kept.

use super::apt;
use crate::failure::Failure;
use crate::process;

const ADVICE: &str = "No sqlite3 was found for the tests. Run this and start again:\n  \
    sudo apt-get install sqlite3";

/// Installs SQLite's shell unless it is there.
pub(super) fn ensure() -> Result<(), Failure> {
    if process::find("sqlite3").is_some() {
        return Ok(());
    }
    apt::install("sqlite3", ADVICE)
}
