//! Tells whether outputs still match the files they were made from.

use std::env;
use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::failure::Failure;
use crate::workspace;

/// Path, length and modification time of every input, one a line.
#[derive(Debug, Default)]
pub(super) struct Fingerprint(String);

impl Fingerprint {
    /// Adds a setting that the outputs depend on.
    pub(super) fn add_text(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    /// Adds what makes the outputs: this program and the npm packages.
    pub(super) fn add_tools(&mut self) -> Result<(), Failure> {
        let root = workspace::root();
        let program = env::current_exe().map_err(Failure::at(root))?;
        self.add_file(&program)?;
        self.add_file(&root.join("package-lock.json"))
    }

    /// Adds a file that the outputs are made from; one that does not exist counts as such.
    pub(super) fn add_file(&mut self, path: &Path) -> Result<(), Failure> {
        let Ok(metadata) = fs::metadata(path) else {
            self.add_text(&format!("{} missing", path.display()));
            return Ok(());
        };
        let modified = metadata.modified().map_err(Failure::at(path))?;
        let nanoseconds = modified
            .duration_since(UNIX_EPOCH)
            .map_or(0, |age| age.as_nanos());
        self.add_text(&format!(
            "{} {} {nanoseconds}",
            path.display(),
            metadata.len()
        ));
        Ok(())
    }
}

/// Tells whether the outputs exist and were made from exactly these inputs.
pub(super) fn is_fresh(output: &Path, stamp: &Path, fingerprint: &Fingerprint) -> bool {
    output.exists() && fs::read_to_string(stamp).is_ok_and(|text| text == fingerprint.0)
}

/// Notes the inputs that the outputs were made from.
pub(super) fn remember(stamp: &Path, fingerprint: &Fingerprint) -> Result<(), Failure> {
    fs::write(stamp, &fingerprint.0).map_err(Failure::at(stamp))
}
