//! The only SQL: rows in and out of SQLite or PostgreSQL.

use crate::error::Error;
use std::time::Duration;

/// Where the database is and how patient to be with it.
#[derive(Clone, Debug)]
pub struct Options {
    /// `postgres://…`, `sqlite:PATH`, or the path of an SQLite file.
    pub url: String,
    /// How long to wait for another process that holds the database (`SQLite`), or for a connection (`PostgreSQL`).
    pub patience: Duration,
}

impl Options {
    /// The database at `url`, with the usual patience of 5 s.
    pub fn at(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            patience: Duration::from_secs(5),
        }
    }
}

/// Why a database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A later version of the program has changed the tables.
    #[error(
        "The database was written by a newer version (schema {found}, this program knows {known}). Start the newer program, or restore a backup."
    )]
    Newer {
        /// The schema's number in the database.
        found: i64,
        /// The newest number that this program knows.
        known: i64,
    },
    /// It cannot be reached, read or written.
    #[error("The database cannot be opened: {0}")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The database.
#[derive(Clone, Debug)]
pub struct Store {}

impl Store {
    /// Opens the database, making or migrating its tables under a lock.
    ///
    /// # Errors
    /// [`OpenError`] with a sentence for the person who starts the program.
    pub async fn open(options: &Options) -> Result<Self, OpenError> {
        let _ = options;
        Err(OpenError::Failed(Box::new(Error::failed(
            "The store is being written.",
        ))))
    }
}
