//! The program of NATS, for tests of several nodes.

use std::env;
use std::path::PathBuf;

use super::apt;
use crate::failure::Failure;
use crate::process;

/// Names the program to the tests, and to this command for whoever has it elsewhere.
pub(crate) const PROGRAM: &str = "PORCHLIGHT_TEST_NATS_SERVER";

const ADVICE: &str = "No nats-server was found for the tests of several nodes. Run this and start again:\n  \
    sudo apt-get install nats-server\n\
    or set PORCHLIGHT_TEST_NATS_SERVER to the path of one.";

/// Where packages put the program beside the search path of people.
const FOLDERS: [&str; 3] = ["/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin"];

/// Installs NATS unless it is there.
pub(super) fn ensure() -> Result<(), Failure> {
    if find().is_some() {
        return Ok(());
    }
    apt::install("nats-server", ADVICE)
}

/// Returns the program, or says how to get it.
pub(crate) fn program() -> Result<PathBuf, Failure> {
    find().ok_or_else(|| Failure::Missing(ADVICE.to_owned()))
}

fn find() -> Option<PathBuf> {
    if let Some(chosen) = env::var_os(PROGRAM) {
        return Some(PathBuf::from(chosen));
    }
    let beside = FOLDERS.map(|folder| PathBuf::from(folder).join("nats-server"));
    process::find("nats-server").or_else(|| beside.into_iter().find(|program| program.is_file()))
}
