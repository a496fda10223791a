//! A file that the configuration names, read again when it changes.

use super::GeoIpError;
use super::reader::{CountryReader, NotCountries};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::SystemTime;

/// A file, as it was read last.
pub(super) struct File {
    path: PathBuf,
    table: RwLock<Table>,
    /// What was wrong when it was looked at last.
    trouble: Mutex<Option<String>>,
}

#[derive(Clone)]
struct Table {
    reader: CountryReader,
    version: Version,
}

/// By what a file is seen to be another one.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Version {
    changed_at: Option<SystemTime>,
    bytes: u64,
}

impl File {
    /// Reads a file.
    pub(super) fn open(path: &Path) -> Result<Self, GeoIpError> {
        Ok(Self {
            path: path.to_owned(),
            table: RwLock::new(Table::read(path)?),
            trouble: Mutex::default(),
        })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What it held when it was read last.
    pub(super) fn reader(&self) -> CountryReader {
        self.table().reader
    }

    /// Reads it again if it is another one than before; whether it was. What cannot be used is told once.
    pub(super) fn look_again(&self) -> Result<bool, GeoIpError> {
        let looked = self.read_if_changed();
        let found = looked.as_ref().err().map(GeoIpError::to_string);
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        let is_told = found.is_some() && *trouble == found;
        *trouble = found;
        if is_told { Ok(false) } else { looked }
    }

    fn table(&self) -> Table {
        let table = self.table.read().unwrap_or_else(PoisonError::into_inner);
        table.clone()
    }

    fn read_if_changed(&self) -> Result<bool, GeoIpError> {
        if Version::of(&self.path)? == self.table().version {
            return Ok(false);
        }
        let table = Table::read(&self.path)?;
        *self.table.write().unwrap_or_else(PoisonError::into_inner) = table;
        Ok(true)
    }
}

impl Table {
    fn read(path: &Path) -> Result<Self, GeoIpError> {
        // Before the contents: who replaces the file meanwhile is noticed the next time.
        let version = Version::of(path)?;
        let contents = std::fs::read(path).map_err(|source| unreadable(path, source))?;
        let path = path.to_owned();
        let reader = CountryReader::of(contents).map_err(|error| match error {
            NotCountries::NotADatabase(source) => GeoIpError::NotADatabase { path, source },
            NotCountries::NoCountries(kind) => GeoIpError::NoCountries { path, kind },
        })?;
        Ok(Self { reader, version })
    }
}

impl Version {
    fn of(path: &Path) -> Result<Self, GeoIpError> {
        let found = std::fs::metadata(path).map_err(|source| unreadable(path, source))?;
        Ok(Self {
            changed_at: Metadata::modified(&found).ok(),
            bytes: found.len(),
        })
    }
}

fn unreadable(path: &Path, source: std::io::Error) -> GeoIpError {
    GeoIpError::Unreadable {
        path: path.to_owned(),
        source,
    }
}
