//! The file with countries that was handed in, if one was.

use super::connection::{Connection, execute, find};
use domain::country_table::HandedInTable;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// Which of the files that were handed in one after another it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TableVersion(pub(crate) Uuid);

#[derive(FromRow)]
struct TableRow {
    version: Uuid,
    name: String,
    kind: String,
    made_at: i64,
    bytes: i64,
    handed_in_at: i64,
    handed_in_by: String,
}

/// Keeps a file in the place of the one before.
pub(crate) async fn put(
    connection: &mut Connection,
    version: TableVersion,
    table: &HandedInTable,
    contents: &[u8],
) -> Result<u64, sqlx::Error> {
    remove(connection).await?;
    execute!(
        connection,
        "insert into country_table (id, version, name, kind, made_at, bytes, handed_in_at, handed_in_by, contents) \
         values (1, $1, $2, $3, $4, $5, $6, $7, $8)",
        version.0,
        table.name.as_str(),
        table.kind.as_str(),
        table.made_at.0,
        i64::try_from(table.bytes).unwrap_or(i64::MAX),
        table.at.0,
        table.by.as_str(),
        contents
    )
}

/// What is known of the file.
pub(crate) async fn known(
    connection: &mut Connection,
) -> Result<Option<(TableVersion, HandedInTable)>, sqlx::Error> {
    let row = find!(
        connection,
        TableRow,
        "select version, name, kind, made_at, bytes, handed_in_at, handed_in_by from country_table"
    )?;
    Ok(row.map(|row| {
        let table = HandedInTable {
            name: row.name,
            kind: row.kind,
            made_at: Timestamp(row.made_at),
            bytes: usize::try_from(row.bytes).unwrap_or_default(),
            at: Timestamp(row.handed_in_at),
            by: row.handed_in_by,
        };
        (TableVersion(row.version), table)
    }))
}

/// What the file holds.
pub(crate) async fn contents(connection: &mut Connection) -> Result<Option<Vec<u8>>, sqlx::Error> {
    find!(connection, (Vec<u8>,), "select contents from country_table")
        .map(|row| row.map(|(contents,)| contents))
}

/// Removes the file; how many there were.
pub(crate) async fn remove(connection: &mut Connection) -> Result<u64, sqlx::Error> {
    execute!(connection, "delete from country_table")
}
