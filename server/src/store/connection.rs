//! A transaction on either database, and the macros that run one statement on both.

use sqlx::{Postgres, Sqlite, Transaction};

/// A transaction on one of the two databases; dropped without a commit, it is rolled back.
#[derive(Debug)]
pub(crate) enum Connection {
    /// On an `SQLite` file.
    Sqlite(Transaction<'static, Sqlite>),
    /// On a `PostgreSQL` server.
    Postgres(Transaction<'static, Postgres>),
}

impl Connection {
    /// Makes everything in it durable.
    pub(crate) async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => transaction.commit().await,
        }
    }

    /// Takes back everything in it.
    pub(crate) async fn rollback(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(transaction) => transaction.rollback().await,
            Self::Postgres(transaction) => transaction.rollback().await,
        }
    }
}

/// Expands a body for each database: `on!(connection, |transaction| …)`.
macro_rules! on {
    ($connection:expr, |$transaction:ident| $body:expr) => {
        match $connection {
            $crate::store::connection::Connection::Sqlite($transaction) => $body,
            $crate::store::connection::Connection::Postgres($transaction) => $body,
        }
    };
}

/// Runs a statement; how many rows it touched.
macro_rules! execute {
    ($connection:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::store::connection::on!($connection, |transaction| {
            sqlx::query($sql)$(.bind($value))*
                .execute(&mut **transaction)
                .await
                .map(|done| done.rows_affected())
        })
    };
}

/// The row that a statement finds, if it finds one.
macro_rules! find {
    ($connection:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::store::connection::on!($connection, |transaction| {
            sqlx::query_as::<_, $row>($sql)$(.bind($value))*
                .fetch_optional(&mut **transaction)
                .await
        })
    };
}

/// The one row that a statement always yields.
macro_rules! one {
    ($connection:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::store::connection::on!($connection, |transaction| {
            sqlx::query_as::<_, $row>($sql)$(.bind($value))*
                .fetch_one(&mut **transaction)
                .await
        })
    };
}

/// All rows that a statement finds.
macro_rules! all {
    ($connection:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::store::connection::on!($connection, |transaction| {
            sqlx::query_as::<_, $row>($sql)$(.bind($value))*
                .fetch_all(&mut **transaction)
                .await
        })
    };
}

pub(crate) use {all, execute, find, on, one};
