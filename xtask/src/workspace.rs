//! Where things lie in the checkout.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Returns the root folder of the checkout.
pub(crate) fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// Returns the folder cargo builds into.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Returns the folder of finished assets that the server embeds or, in development, reads.
pub(crate) fn site() -> PathBuf {
    root().join("target/site")
}

/// Returns the program built with a cargo profile's output folder, such as `debug`.
pub(crate) fn binary(profile_folder: &str, name: &str) -> PathBuf {
    target()
        .join(profile_folder)
        .join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// Returns every file below a folder, in a fixed order; none when the folder does not exist.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let Ok(entries) = folder.read_dir() else {
        return Ok(Vec::new());
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(Failure::at(folder))?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Removes a folder with all that is in it; one that does not exist is fine.
pub(crate) fn remove(folder: &Path) -> Result<(), Failure> {
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(folder).map_err(Failure::at(folder))
}
