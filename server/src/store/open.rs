//! Connecting to a database: how each of the two is set up.

use super::OpenError;
use super::connection::Connection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, PgPool, SqlitePool};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Connections that read at the same time.
const READERS: u32 = 4;
/// Connections that read at the same time from a database server.
const SERVER_READERS: u32 = 10;
/// Statements kept prepared in each connection: more than there are in the program.
const STATEMENTS: usize = 300;
/// Pages that the writer of `SQLite` keeps, in KiB as the pragma counts them. Readers keep the usual 2 MiB: behind them is the
/// system's cache. Nothing is mapped: each connection's view of the file would count as the server's memory.
const WRITER_CACHE: &str = "-20000";

/// Pages in the log, 64 MB, from which on the writer itself moves them into the file: only where so much is written that the log is
/// not moved in time beside it ([`super::log`]).
const LOG_PAGES: &str = "16000";

/// How long the emptying of the log waits for who reads or writes; whoever wants to write waits as long.
const LOG_PATIENCE: Duration = Duration::from_millis(500);

/// A node that falls silent in the middle of a batch holds up all others for at most this long, which is less than their
/// own patience; what it then goes on to commit is refused, and sent again by its clients.
const STALLED: Duration = Duration::from_secs(3);

/// The pools of one database.
#[derive(Debug)]
pub(super) enum Pools {
    /// An `SQLite` file: one connection writes, others read beside it.
    Sqlite {
        /// The file that was opened.
        file: File,
        /// One connection.
        writer: SqlitePool,
        /// Read-only connections.
        readers: SqlitePool,
        /// One connection that moves the log into the file: the writer's would hold up all that is written meanwhile.
        log: SqlitePool,
    },
    /// A `PostgreSQL` server; the writer has its own connection, so that readers cannot keep it waiting.
    Postgres {
        /// One connection.
        writer: PgPool,
        /// Connections for reading.
        readers: PgPool,
    },
}

impl Pools {
    /// Connects; tables may not be there yet.
    pub(super) async fn connect(url: &str, patience: Duration) -> Result<Self, OpenError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return postgres(url, patience).await;
        }
        let path = url.strip_prefix("sqlite:").unwrap_or(url);
        sqlite(Path::new(path.strip_prefix("//").unwrap_or(path)), patience).await
    }

    /// A view of the database at one moment, for reading.
    pub(super) async fn read(&self) -> Result<Connection, sqlx::Error> {
        match self {
            Self::Sqlite { readers, .. } => readers.begin().await.map(Connection::Sqlite),
            Self::Postgres { readers, .. } => readers
                .begin_with("begin isolation level repeatable read read only")
                .await
                .map(Connection::Postgres),
        }
    }

    /// A transaction that writes. `SQLite` must take its lock at once: a read that turns into a write does not wait.
    pub(super) async fn write(&self) -> Result<Connection, sqlx::Error> {
        match self {
            Self::Sqlite { writer, file, .. } => {
                file.is_there()?;
                let transaction = writer.begin_with("begin immediate").await?;
                Ok(Connection::Sqlite(transaction))
            }
            Self::Postgres { writer, .. } => writer.begin().await.map(Connection::Postgres),
        }
    }

    /// Moves what stands in the log of an `SQLite` file into the file while others read and write; then, between two batches, the
    /// little that was written meanwhile, so that the log begins anew.
    pub(super) async fn move_the_log(&self) -> Result<(), sqlx::Error> {
        let Self::Sqlite {
            file, writer, log, ..
        } = self
        else {
            return Ok(());
        };
        for connection in [log, writer] {
            file.is_there()?;
            sqlx::query("pragma wal_checkpoint(passive)")
                .execute(connection)
                .await?;
        }
        Ok(())
    }

    /// Moves what stands in the log of an `SQLite` file into the file, and empties the log. Whoever reads is not waited for.
    pub(super) async fn empty_the_log(&self) -> Result<(), sqlx::Error> {
        let Self::Sqlite { file, log, .. } = self else {
            return Ok(());
        };
        file.is_there()?;
        let emptied = sqlx::query("pragma wal_checkpoint(truncate)").execute(log);
        emptied.await.map(drop)
    }

    /// Whether the file, if it is one, is still there.
    pub(super) fn check(&self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite { file, .. } => Ok(file.is_there()?),
            Self::Postgres { .. } => Ok(()),
        }
    }

    /// Closes all connections.
    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite {
                writer,
                readers,
                log,
                ..
            } => {
                readers.close().await;
                log.close().await;
                writer.close().await;
            }
            Self::Postgres { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
        }
    }
}

/// A file and which it is: `SQLite` goes on writing to one that was deleted or replaced, and what it then acknowledges
/// is lost.
#[derive(Clone, Debug)]
pub(super) struct File {
    path: PathBuf,
    identity: Identity,
}

#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(not(unix))]
type Identity = ();

impl File {
    fn at(path: &Path) -> std::io::Result<Self> {
        Ok(Self {
            path: path.to_owned(),
            identity: identity(path)?,
        })
    }

    fn is_there(&self) -> std::io::Result<()> {
        if identity(&self.path)? == self.identity {
            return Ok(());
        }
        Err(std::io::Error::other(
            "The database file was replaced. Start the program again.",
        ))
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> std::io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = std::fs::metadata(path)?;
    Ok((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> std::io::Result<Identity> {
    std::fs::metadata(path).map(drop)
}

async fn postgres(url: &str, patience: Duration) -> Result<Pools, OpenError> {
    let options: PgConnectOptions = url.parse().map_err(OpenError::from)?;
    let milliseconds = |duration: Duration| format!("{}ms", duration.as_millis());
    let options = options.statement_cache_capacity(STATEMENTS).options([
        ("lock_timeout", milliseconds(patience)),
        ("idle_in_transaction_session_timeout", milliseconds(STALLED)),
    ]);
    let pool = |most| {
        PgPoolOptions::new()
            .max_connections(most)
            .acquire_timeout(patience)
    };
    let writer = pool(1).connect_with(options.clone()).await?;
    let readers = pool(SERVER_READERS).connect_lazy_with(options);
    Ok(Pools::Postgres { writer, readers })
}

async fn sqlite(path: &Path, patience: Duration) -> Result<Pools, OpenError> {
    make_private(path).map_err(|error| OpenError::Failed(Box::new(error)))?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(patience)
        .foreign_keys(true)
        .statement_cache_capacity(STATEMENTS)
        .pragma("temp_store", "memory");
    let writing = options
        .clone()
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", WRITER_CACHE)
        // What is deleted is overwritten: who gets hold of the file must not find it.
        .pragma("secure_delete", "on")
        .pragma("wal_autocheckpoint", LOG_PAGES)
        .pragma("journal_size_limit", "67108864");
    let before = first_connection(writing.clone(), patience).await?;
    forget_statistics(before).await?;
    let writer = first_connection(writing, patience).await?;
    let moving = options
        .clone()
        .busy_timeout(LOG_PATIENCE)
        .synchronous(SqliteSynchronous::Full);
    let log = sqlite_pool(1, patience).connect_lazy_with(moving);
    let readers = sqlite_pool(READERS, patience).connect_lazy_with(options.read_only(true));
    Ok(Pools::Sqlite {
        file: File::at(path).map_err(|error| OpenError::Failed(Box::new(error)))?,
        writer,
        readers,
        log,
    })
}

/// When the disk is full or fails, `SQLite` takes a transaction back by itself; the connection then still counts it as
/// open and would refuse every later one, so it is replaced.
fn sqlite_pool(most: u32, patience: Duration) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(most)
        .acquire_timeout(patience)
        .before_acquire(|connection, _| {
            let is_clean = !connection.is_in_transaction();
            Box::pin(async move { Ok(is_clean) })
        })
}

/// Turning the write-ahead log on does not wait for another process that does the same, so it is tried again.
async fn first_connection(
    options: SqliteConnectOptions,
    patience: Duration,
) -> Result<SqlitePool, OpenError> {
    let give_up = Instant::now() + patience;
    loop {
        let connected = sqlite_pool(1, patience).connect_with(options.clone()).await;
        match connected {
            Err(error) if is_locked(&error) && Instant::now() < give_up => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            other => return other.map_err(OpenError::from),
        }
    }
}

/// Statistics that were gathered while a table was small make `SQLite` read all of it once it is large. Without any it goes by the
/// indexes, which were made for what is asked; so there are none, and those that a tool has left here go.
async fn forget_statistics(connection: SqlitePool) -> Result<(), sqlx::Error> {
    for table in [
        "drop table if exists sqlite_stat1",
        "drop table if exists sqlite_stat4",
    ] {
        sqlx::query(table).execute(&connection).await?;
    }
    // What the connection has read of them stays with it.
    connection.close().await;
    Ok(())
}

fn is_locked(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|error| error.message().contains("locked"))
}

/// Conversations are nobody else's business: the file is readable by its owner alone; the log beside it inherits that.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
