//! The database under measurement, as what is left of it is read.

use crate::failure::Outcome;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection as _};
use std::path::PathBuf;

/// Where a database is.
#[derive(Clone, Debug)]
pub(crate) enum Database {
    /// An `SQLite` file.
    File(PathBuf),
    /// The address of a database on a `PostgreSQL` server.
    Server(String),
}

/// A connection to either.
#[derive(Debug)]
pub(crate) enum Connection {
    /// To a file.
    File(SqliteConnection),
    /// To a server.
    Server(PgConnection),
}

impl Database {
    /// As the program is told.
    pub(crate) fn url(&self) -> String {
        match self {
            Self::File(path) => format!("sqlite://{}", path.display()),
            Self::Server(url) => url.clone(),
        }
    }

    /// Opens it for reading.
    pub(crate) async fn open(&self) -> Outcome<Connection> {
        Ok(match self {
            Self::File(path) => {
                let options = SqliteConnectOptions::new().filename(path).read_only(true);
                Connection::File(options.connect().await?)
            }
            Self::Server(url) => Connection::Server(PgConnection::connect(url).await?),
        })
    }

    /// Opens it for filling it before anybody serves it; a server's is filled by its own means.
    pub(crate) async fn open_to_fill(&self) -> Outcome<SqliteConnection> {
        match self {
            Self::File(path) => Ok(SqliteConnectOptions::new().filename(path).connect().await?),
            Self::Server(_) => Err("only a file can be filled directly".into()),
        }
    }
}

/// All rows of a query, as tuples.
macro_rules! rows {
    ($connection:expr, $row:ty, $sql:expr) => {
        match $connection {
            $crate::database::Connection::File(connection) => {
                sqlx::query_as::<_, $row>($sql).fetch_all(connection).await
            }
            $crate::database::Connection::Server(connection) => {
                sqlx::query_as::<_, $row>($sql).fetch_all(connection).await
            }
        }
    };
}
pub(crate) use rows;
