//! Finished assets: names that change with the content, and the list of them.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use super::empty_folder;
use crate::failure::Failure;
use crate::workspace;

/// Where the server serves hashed files.
const ASSETS: &str = "/assets/";

/// The list of logical names and file names.
const MANIFEST: &str = "manifest.json";

/// A folder of assets in the making, which takes the place of the old one when it is complete.
#[derive(Debug)]
pub(super) struct Output {
    folder: PathBuf,
    /// Logical name (`console.js`) to file name (`console.0123456789abcdef.js`).
    names: BTreeMap<String, String>,
}

impl Output {
    /// Starts with an empty folder.
    pub(super) fn begin(folder: &Path) -> Result<Self, Failure> {
        empty_folder(folder)?;
        Ok(Self {
            folder: folder.to_path_buf(),
            names: BTreeMap::new(),
        })
    }

    /// Returns the folder that is being filled.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Adds a file under its own name, with the hash of its content in it.
    pub(super) fn add_file(&mut self, path: &Path) -> Result<(), Failure> {
        let content = fs::read(path).map_err(Failure::at(path))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.add(&name, &content)
    }

    /// Adds content under a logical name, with its hash in the file name.
    pub(super) fn add(&mut self, name: &str, content: &[u8]) -> Result<(), Failure> {
        let file = hashed(name, content);
        self.write(&file, content)?;
        if self.names.insert(name.to_owned(), file).is_some() {
            return Err(Failure::Step(format!("two assets are called {name}")));
        }
        Ok(())
    }

    /// Adds a script or stylesheet whose references to earlier assets become their file names.
    pub(super) fn add_text(&mut self, name: &str, text: &str) -> Result<(), Failure> {
        let text = self
            .names
            .iter()
            .rev()
            .fold(text.to_owned(), |text, (logical, file)| {
                text.replace(&format!("{ASSETS}{logical}"), &format!("{ASSETS}{file}"))
                    .replace(&format!("\"{logical}\""), &format!("\"{file}\""))
                    .replace(&format!("\"./{logical}\""), &format!("\"./{file}\""))
            });
        self.add(name, text.as_bytes())
    }

    /// Adds a script with a fixed name, for customers' pages.
    pub(super) fn add_fixed(&self, name: &str, text: &str) -> Result<(), Failure> {
        self.write(name, text.as_bytes())
    }

    /// Writes the list of logical names and file names for the server.
    pub(super) fn write_manifest(&self) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(&self.names)
            .map_err(|error| Failure::Step(format!("manifest.json: {error}")))?;
        self.write(MANIFEST, text.as_bytes())
    }

    /// Puts the complete folder in the place of the old one.
    pub(super) fn publish(self, site: &Path) -> Result<(), Failure> {
        let old = site.with_extension("old");
        if site.exists() {
            fs::rename(site, &old).map_err(Failure::at(site))?;
        }
        fs::rename(&self.folder, site).map_err(Failure::at(site))?;
        workspace::remove(&old)
    }

    fn write(&self, file: &str, content: &[u8]) -> Result<(), Failure> {
        let path = self.folder.join(file);
        fs::write(&path, content).map_err(Failure::at(&path))
    }
}

/// Tells whether every file that the list of a finished folder names is there, packed or not.
pub(super) fn is_complete(site: &Path) -> bool {
    let manifest = fs::read_to_string(site.join(MANIFEST)).unwrap_or_default();
    serde_json::from_str::<BTreeMap<String, String>>(&manifest).is_ok_and(|names| {
        let is_there = |file: &str| site.join(file).is_file();
        names
            .values()
            .all(|file| is_there(file) || is_there(&format!("{file}.gz")))
    })
}

fn hashed(name: &str, content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(content);
    let hash = hasher.finish();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash:016x}.{extension}"),
        None => format!("{name}.{hash:016x}"),
    }
}

#[cfg(test)]
mod tests {
    use super::hashed;

    #[test]
    fn a_file_name_changes_with_the_content_and_keeps_its_extension() {
        let first = hashed("console.js", b"1");
        let second = hashed("console.js", b"2");
        assert_ne!(first, second);
        assert_eq!(first.split('.').next(), Some("console"));
        assert_eq!(first.split('.').next_back(), Some("js"));
        assert_eq!(first, hashed("console.js", b"1"));
    }
}
