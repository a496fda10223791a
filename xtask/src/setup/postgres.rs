//! The programs of PostgreSQL, for tests that start a server of their own.

use std::env;
use std::path::{Path, PathBuf};

use super::apt;
use crate::failure::Failure;
use crate::process;

/// A PostgreSQL server that is already running and may be used instead.
pub(crate) const URL: &str = "PORCHLIGHT_TEST_POSTGRES_URL";

/// Where the data of a server of its own are, for measurements that crash it.
pub(crate) const FOLDER: &str = "PORCHLIGHT_TEST_POSTGRES_FOLDER";

const ADVICE: &str = "No PostgreSQL was found for the tests. Run this and start again:\n  \
    sudo apt-get install postgresql\n\
    or set PORCHLIGHT_TEST_POSTGRES_URL to a server on which databases may be created.";

/// Where packages put the programs beside the search path.
const FOLDERS: [&str; 3] = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];

/// Installs PostgreSQL unless it is there or a running server is named.
pub(super) fn ensure() -> Result<(), Failure> {
    if env::var_os(URL).is_some() || find().is_some() {
        return Ok(());
    }
    apt::install("postgresql", ADVICE)
}

/// Returns the folder of `postgres` and `initdb`, or says how to get them.
pub(crate) fn folder() -> Result<PathBuf, Failure> {
    find().ok_or_else(|| Failure::Missing(ADVICE.to_owned()))
}

fn find() -> Option<PathBuf> {
    let packaged = FOLDERS
        .into_iter()
        .flat_map(|folder| newest_first(Path::new(folder)));
    let in_path = process::find("initdb").and_then(|program| Some(program.parent()?.to_path_buf()));
    packaged
        .map(|version| version.join("bin"))
        .chain(in_path)
        .find(|folder| {
            ["initdb", "postgres", "pg_isready"]
                .iter()
                .all(|program| folder.join(program).is_file())
        })
}

fn newest_first(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().into_iter().flatten();
    let mut versions: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    versions.sort();
    versions.reverse();
    versions
}
