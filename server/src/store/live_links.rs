//! Links by which spreadsheet programs read sessions: only the hash of each secret is kept.

use super::connection::{Connection, all, execute, find, one};
use crate::desk::TokenHash;
use crate::error::Error;
use domain::id::{LiveLinkId, UserId};
use domain::report::{Asked, Column, LiveLink};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// Keeps a new link.
pub(crate) async fn put(
    connection: &mut Connection,
    id: LiveLinkId,
    token: TokenHash,
    by: UserId,
    (asked, columns): (&Asked, &[Column]),
    now: Timestamp,
) -> Result<u64, Error> {
    let words: Vec<_> = columns.iter().map(|column| column.word()).collect();
    Ok(execute!(
        connection,
        "insert into live_links (id, token_hash, made_by, asked, columns, made_at) values ($1, $2, $3, $4, $5, $6)",
        id.0,
        token.0.as_slice(),
        by.0,
        serde_json::to_string(asked)?,
        words.join(","),
        now.0
    )?)
}

#[derive(FromRow)]
struct LinkRow {
    id: Uuid,
    made_by: String,
    made_at: i64,
    used_at: Option<i64>,
}

/// All links, newest first.
pub(crate) async fn list(connection: &mut Connection) -> Result<Vec<LiveLink>, sqlx::Error> {
    let rows = all!(
        connection,
        LinkRow,
        "select live_links.id, users.name as made_by, live_links.made_at, live_links.used_at \
         from live_links join users on users.id = live_links.made_by order by live_links.made_at desc, live_links.id desc"
    )?;
    let links = rows.into_iter().map(|row| LiveLink {
        id: LiveLinkId(row.id),
        made_by: row.made_by,
        made_at: Timestamp(row.made_at),
        used_at: row.used_at.map(Timestamp),
    });
    Ok(links.collect())
}

/// How many there are.
pub(crate) async fn count(connection: &mut Connection) -> Result<usize, sqlx::Error> {
    let (count,) = one!(connection, (i64,), "select count(*) from live_links")?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// What a link leads to.
pub(crate) struct Kept {
    /// Which it is.
    pub(crate) id: LiveLinkId,
    /// Who made it.
    pub(crate) made_by: UserId,
    /// The sessions.
    pub(crate) asked: Asked,
    /// What is told of them.
    pub(crate) columns: Vec<Column>,
}

#[derive(FromRow)]
struct KeptRow {
    id: Uuid,
    made_by: Uuid,
    asked: String,
    columns: String,
}

/// The link of a secret.
pub(crate) async fn by_token(
    connection: &mut Connection,
    token: TokenHash,
) -> Result<Option<Kept>, Error> {
    let row = find!(
        connection,
        KeptRow,
        "select id, made_by, asked, columns from live_links where token_hash = $1",
        token.0.as_slice()
    )?;
    let kept = row.map(|row| {
        Ok(Kept {
            id: LiveLinkId(row.id),
            made_by: UserId(row.made_by),
            asked: serde_json::from_str(&row.asked)?,
            columns: row.columns.split(',').filter_map(Column::of_word).collect(),
        })
    });
    kept.transpose()
}

/// It was used.
pub(crate) async fn used(
    connection: &mut Connection,
    id: LiveLinkId,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update live_links set used_at = $2 where id = $1",
        id.0,
        now.0
    )
}

/// Deletes one; `false` if there is no such link.
pub(crate) async fn delete(
    connection: &mut Connection,
    id: LiveLinkId,
) -> Result<bool, sqlx::Error> {
    let deleted = execute!(connection, "delete from live_links where id = $1", id.0)?;
    Ok(deleted > 0)
}
