//! What the database has in the end.

use super::verdict::Line;
use crate::failure::Outcome;
use domain::id::PublicConversationId;
use domain::message::MessageNumber;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Row};
use std::collections::BTreeMap;
use std::path::Path;
use uuid::Uuid;

/// The lines of every conversation, by number.
pub(crate) async fn stored(database: &Path) -> Outcome<BTreeMap<PublicConversationId, Vec<Line>>> {
    let mut connection = open(database).await?;
    let rows = sqlx::query(
        "select c.public_id, m.number, m.body from messages m join conversations c on c.id = m.conversation \
         order by m.conversation, m.number",
    )
    .fetch_all(&mut connection)
    .await?;
    let mut conversations: BTreeMap<PublicConversationId, Vec<Line>> = BTreeMap::new();
    for row in rows {
        let public_id: Uuid = row.try_get("public_id")?;
        let line = Line {
            number: MessageNumber(row.try_get("number")?),
            words: row.try_get("body")?,
        };
        conversations
            .entry(PublicConversationId(public_id))
            .or_default()
            .push(line);
    }
    Ok(conversations)
}

/// How many places of the journal are missing or doubled.
pub(crate) async fn journal_gaps(database: &Path) -> Outcome<i64> {
    let mut connection = open(database).await?;
    let gaps = sqlx::query_scalar(
        "select (select position from journal_head) - (select count(distinct position) from journal)",
    )
    .fetch_one(&mut connection)
    .await?;
    Ok(gaps)
}

async fn open(database: &Path) -> Outcome<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(database)
        .read_only(true);
    Ok(options.connect().await?)
}
