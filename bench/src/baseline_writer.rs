//! The bare group-commit writer that the server's writes are compared with: one row a message, and nothing else.

use crate::failure::Outcome;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Executor};
use std::path::Path;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// Messages of one transaction at most, as in the server.
const BATCH: usize = 256;
const QUEUE: usize = 1_024;

/// The row of a message.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// In which conversation.
    pub(crate) conversation: Uuid,
    /// Its place.
    pub(crate) number: u32,
    /// The words.
    pub(crate) text: String,
}

#[derive(Debug)]
struct Insert {
    row: Row,
    written: oneshot::Sender<()>,
}

/// How a writer puts a batch on a `PostgreSQL` server.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Batches {
    /// A transaction with a statement for each row, as on `SQLite`.
    OfStatements,
    /// A transaction with one statement for all rows, each column an array: nothing is faster.
    InOneStatement,
}

/// A handle on a writer; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct BareWriter {
    queue: mpsc::Sender<Insert>,
}

impl BareWriter {
    /// Starts one on an empty database of a `PostgreSQL` server.
    pub(crate) async fn start_on_server(url: &str, batches: Batches) -> Outcome<Self> {
        let mut connection = PgConnection::connect(url).await?;
        connection
            .execute(
                "create table messages (conversation uuid not null, number bigint not null, client_id uuid not null, \
                 body text not null, at bigint not null, primary key (conversation, number), \
                 unique (conversation, client_id))",
            )
            .await?;
        let (queue, inserts) = mpsc::channel(QUEUE);
        match batches {
            Batches::OfStatements => tokio::spawn(write_to_server(connection, inserts)),
            Batches::InOneStatement => tokio::spawn(write_arrays_to_server(connection, inserts)),
        };
        Ok(Self { queue })
    }

    /// Starts one on a new database in `folder`.
    pub(crate) async fn start(folder: &Path) -> Outcome<Self> {
        let mut connection = open(&folder.join("bare.db")).await?;
        connection
            .execute(
                "create table messages (conversation blob not null, number integer not null, client_id blob not null, \
                 body text not null, at integer not null, primary key (conversation, number), \
                 unique (conversation, client_id)) strict, without rowid",
            )
            .await?;
        let (queue, inserts) = mpsc::channel(QUEUE);
        tokio::spawn(write(connection, inserts));
        Ok(Self { queue })
    }

    /// Writes a row; returns when it is on disk.
    pub(crate) async fn insert(&self, row: Row) -> Outcome<()> {
        let (written, is_written) = oneshot::channel();
        self.queue.send(Insert { row, written }).await?;
        Ok(is_written.await?)
    }
}

/// The same settings as the server's writer.
async fn open(file: &Path) -> Outcome<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("cache_size", "-20000")
        .pragma("temp_store", "memory")
        .pragma("mmap_size", "268435456");
    Ok(options.connect().await?)
}

/// Runs the loop of a writer that inserts row by row; the same statement does for both databases.
macro_rules! insert_row_by_row {
    ($connection:expr, $inserts:expr, $begin:literal) => {{
        let mut batch = Vec::with_capacity(BATCH);
        while $inserts.recv_many(&mut batch, BATCH).await > 0 {
            let mut transaction = $connection.begin_with($begin).await?;
            for insert in &batch {
                sqlx::query("insert into messages (conversation, number, client_id, body, at) values ($1, $2, $3, $4, $5)")
                    .bind(insert.row.conversation)
                    .bind(i64::from(insert.row.number))
                    .bind(Uuid::now_v7())
                    .bind(&insert.row.text)
                    .bind(crate::time::now().0)
                    .execute(&mut *transaction)
                    .await?;
            }
            transaction.commit().await?;
            answer(&mut batch);
        }
        Ok(())
    }};
}

async fn write(
    mut connection: SqliteConnection,
    mut inserts: mpsc::Receiver<Insert>,
) -> Outcome<()> {
    insert_row_by_row!(connection, inserts, "begin immediate")
}

async fn write_to_server(
    mut connection: PgConnection,
    mut inserts: mpsc::Receiver<Insert>,
) -> Outcome<()> {
    insert_row_by_row!(connection, inserts, "begin")
}

async fn write_arrays_to_server(
    mut connection: PgConnection,
    mut inserts: mpsc::Receiver<Insert>,
) -> Outcome<()> {
    let mut batch = Vec::with_capacity(BATCH);
    while inserts.recv_many(&mut batch, BATCH).await > 0 {
        let rows = || batch.iter().map(|insert| &insert.row);
        let now = crate::time::now().0;
        let mut transaction = connection.begin().await?;
        sqlx::query(
            "insert into messages (conversation, number, client_id, body, at) \
             select * from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[], $5::bigint[])",
        )
        .bind(rows().map(|row| row.conversation).collect::<Vec<_>>())
        .bind(rows().map(|row| i64::from(row.number)).collect::<Vec<_>>())
        .bind(rows().map(|_| Uuid::now_v7()).collect::<Vec<_>>())
        .bind(rows().map(|row| row.text.clone()).collect::<Vec<_>>())
        .bind(rows().map(|_| now).collect::<Vec<_>>())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        answer(&mut batch);
    }
    Ok(())
}

fn answer(batch: &mut Vec<Insert>) {
    for insert in batch.drain(..) {
        // Who does not wait for the answer does not need it.
        let _gone = insert.written.send(());
    }
}
