//! Both databases are migrated by the same steps.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::verdict;
use crate::failure::Failure;
use crate::workspace;

/// Fails for every migration that one database has and the other has not.
pub(super) fn check() -> Result<(), Failure> {
    let folder = workspace::root().join("server/migrations");
    let sqlite = names(&folder.join("sqlite"))?;
    let postgres = names(&folder.join("postgres"))?;
    let findings: Vec<String> = sqlite
        .symmetric_difference(&postgres)
        .map(|name| format!("only one database has the migration {}", name.display()))
        .collect();
    verdict(&findings)
}

fn names(folder: &Path) -> Result<BTreeSet<PathBuf>, Failure> {
    let files = workspace::files_below(folder)?;
    Ok(files
        .iter()
        .filter_map(|file| file.file_name())
        .map(PathBuf::from)
        .collect())
}
