//! The only SQL: rows in and out of `SQLite` or `PostgreSQL`.
//!
//! Reads are transactions on reading connections; all writes of a node go through its one writer, in batches.

pub(crate) mod attachments;
pub(crate) mod attempts;
pub(crate) mod audit;
pub(crate) mod canned;
pub(crate) mod channel_operators;
pub(crate) mod channels;
pub(crate) mod chatbot_counts;
pub(crate) mod chatbot_waits;
pub(crate) mod chatbots;
mod connection;
pub(crate) mod consoles;
pub(crate) mod contacts;
pub(crate) mod conversations;
pub(crate) mod country_tables;
pub(crate) mod details;
pub(crate) mod erasure;
pub(crate) mod expertises;
pub(crate) mod facts;
mod flush;
pub(crate) mod groups;
pub(crate) mod half_sign_ins;
pub(crate) mod jobs;
pub(crate) mod journal;
pub(crate) mod leads;
pub(crate) mod letter_tokens;
pub(crate) mod live_links;
mod log;
pub(crate) mod mails;
pub(crate) mod mentions;
pub(crate) mod messages;
mod migrate;
pub(crate) mod missed_mails;
mod open;
pub(crate) mod pages;
pub(crate) mod participations;
pub(crate) mod password_requests;
pub(crate) mod pictures;
pub(crate) mod push_subscriptions;
pub(crate) mod pushes;
pub(crate) mod rating_pages;
pub(crate) mod records;
pub(crate) mod remembered;
pub(crate) mod reports;
pub(crate) mod rules;
pub(crate) mod search;
pub(crate) mod second_factors;
pub(crate) mod seen;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod setup_tokens;
pub(crate) mod sightings;
pub(crate) mod tags;
pub(crate) mod teams;
pub(crate) mod tickets;
pub(crate) mod time;
pub(crate) mod user_tokens;
pub(crate) mod users;
pub(crate) mod visitors;
mod work;
mod writer;
#[cfg(test)]
mod writer_tests;

use crate::error::Error;
use domain::event::Position;
use domain::id::ConversationId;
use futures::future::BoxFuture;
use open::Pools;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use writer::Needs;

pub(crate) use connection::Connection;
pub(crate) use work::{Request, Work};

/// Where the database is and how patient to be with it.
#[derive(Clone, Debug)]
pub struct Options {
    /// `postgres://…`, `sqlite:PATH`, or the path of an `SQLite` file.
    pub url: String,
    /// How long to wait for another process that holds the database, or for a free connection.
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
        "The database was written by a newer version (schema {found}; this program knows {known}). Start the newer program, or restore a backup."
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

impl OpenError {
    /// Whether a database server may answer another try differently: nobody is there yet, or it is just starting or full.
    pub fn may_pass(&self) -> bool {
        let Self::Failed(cause) = self else {
            return false;
        };
        match cause.downcast_ref::<sqlx::Error>() {
            Some(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) => true,
            Some(sqlx::Error::Database(error)) => error
                .code()
                .is_some_and(|code| SERVER_STARTS_OR_IS_FULL.contains(&code.as_ref())),
            _ => false,
        }
    }
}

/// `cannot_connect_now`, `admin_shutdown`, `crash_shutdown` and `too_many_connections` (`PostgreSQL`, appendix A).
const SERVER_STARTS_OR_IS_FULL: [&str; 4] = ["57P03", "57P01", "57P02", "53300"];

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(Box::new(error))
    }
}

/// How far a database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// Nothing was made in it yet.
    Empty,
    /// Its tables are older than the program: the next start changes them.
    Older {
        /// The schema's number in the database.
        found: i64,
        /// The newest number that this program knows.
        known: i64,
    },
    /// Its tables are as this program needs them.
    Current,
}

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    /// Shared: thousands of connections hold the store, each at its own place.
    pools: Arc<Pools>,
    writer: writer::Writer,
}

impl Store {
    /// Opens the database, making or migrating its tables under a lock, and starts the writer.
    ///
    /// # Errors
    /// [`OpenError`] with a sentence for the person who starts the program.
    pub async fn open(options: &Options) -> Result<Self, OpenError> {
        let pools = Arc::new(Pools::connect(&options.url, options.patience).await?);
        migrate::migrate(&pools).await?;
        let mut connection = pools.read().await?;
        let head = journal::head(&mut connection).await?;
        drop(connection);
        let writer = writer::Writer::start(pools.clone(), head.position);
        Ok(Self { pools, writer })
    }

    /// Looks how far a database is, and changes nothing in it.
    ///
    /// # Errors
    /// [`OpenError`] with a sentence for the person who looks after the program.
    pub async fn schema(options: &Options) -> Result<Schema, OpenError> {
        let pools = Pools::connect(&options.url, options.patience).await?;
        let found = migrate::schema(&pools).await;
        pools.close().await;
        let known = migrate::known();
        match found? {
            None => Ok(Schema::Empty),
            Some(found) if found > known => Err(OpenError::Newer { found, known }),
            Some(found) if found < known => Ok(Schema::Older { found, known }),
            Some(_) => Ok(Schema::Current),
        }
    }

    /// How far the journal has got, as far as this node knows; wakes after each commit.
    pub fn journal(&self) -> watch::Receiver<Position> {
        self.writer.journal()
    }

    /// Somebody else said how far the journal has got: whoever waits for news looks.
    pub(crate) fn journal_is_at(&self, position: Position) {
        self.writer.journal_is_at(position);
    }

    /// Stops taking writes, waits until those that were taken are on disk, and closes the connections.
    pub async fn close(&self) {
        self.writer.stop().await;
        self.pools.close().await;
    }

    /// A view of the database at one moment.
    pub(crate) async fn read(&self) -> Result<Connection, Error> {
        Ok(self.pools.read().await?)
    }

    /// Takes what was erased out of the log that `SQLite` keeps beside its file, too. If somebody is reading just then, it stays there
    /// until the next time, and nobody waits.
    pub(crate) async fn empty_the_log(&self) -> Result<(), Error> {
        Ok(self.pools.empty_the_log().await?)
    }

    /// Whether the database is still the one that was opened.
    pub(crate) fn check(&self) -> Result<(), Error> {
        Ok(self.pools.check()?)
    }

    /// Does a deed in the next batch of writes, with a savepoint of its own: if it fails, all it did is taken back.
    ///
    /// # Errors
    /// What the deed refuses; [`Error::Failed`] if the batch did not get onto the disk.
    pub(crate) async fn write<T, F>(&self, deed: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Work<'_>) -> BoxFuture<'t, Result<T, Error>> + Send + 'static,
    {
        self.writer.submit(Needs::Savepoint, deed).await
    }

    /// Does a deed that only gathers changes of conversations, of this one above all, and never asks for
    /// [`Work::database`]: it costs hardly any statement of its own.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub(crate) async fn gather<T, F>(
        &self,
        conversation: ConversationId,
        deed: F,
    ) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Work<'_>) -> BoxFuture<'t, Result<T, Error>> + Send + 'static,
    {
        let needs = Needs::Conversation(conversation);
        self.writer.submit(needs, deed).await
    }

    /// As [`Store::gather`], for a deed that asks whether `request` was carried out before.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub(crate) async fn answer<T, F>(&self, request: Request, deed: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Work<'_>) -> BoxFuture<'t, Result<T, Error>> + Send + 'static,
    {
        self.writer.submit(Needs::Knowledge(request), deed).await
    }
}
