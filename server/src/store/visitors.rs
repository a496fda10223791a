//! Visitors.

use super::connection::{Connection, execute, find, one};
use crate::desk::TokenHash;
use domain::id::{ChannelId, VisitorId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// A visitor of a channel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visitor {
    /// Which.
    pub(crate) id: VisitorId,
    /// *Visitor N*.
    pub(crate) number: i64,
    /// Until when his token is good.
    pub(crate) expires_at: Timestamp,
}

#[derive(FromRow)]
struct VisitorRow {
    id: Uuid,
    number: i64,
    expires_at: i64,
}

impl From<VisitorRow> for Visitor {
    fn from(row: VisitorRow) -> Self {
        Self {
            id: VisitorId(row.id),
            number: row.number,
            expires_at: Timestamp(row.expires_at),
        }
    }
}

/// The visitor who carries a token in a channel.
pub(crate) async fn by_token(
    connection: &mut Connection,
    token: TokenHash,
    channel: ChannelId,
) -> Result<Option<Visitor>, sqlx::Error> {
    find!(
        connection,
        VisitorRow,
        "select id, number, expires_at from visitors where token_hash = $1 and channel = $2",
        token.0.as_slice(),
        channel.0
    )
    .map(|row| row.map(Visitor::from))
}

/// Whether there is such a visitor.
pub(crate) async fn is_known(
    connection: &mut Connection,
    visitor: VisitorId,
) -> Result<bool, sqlx::Error> {
    let row = find!(
        connection,
        (i64,),
        "select number from visitors where id = $1",
        visitor.0
    )?;
    Ok(row.is_some())
}

/// A new visitor with the next number, which nobody ever had.
pub(crate) async fn make(
    connection: &mut Connection,
    token: TokenHash,
    channel: ChannelId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<Visitor, sqlx::Error> {
    execute!(connection, "update visitor_number set last = last + 1")?;
    one!(
        connection,
        VisitorRow,
        "insert into visitors (id, token_hash, channel, number, created_at, expires_at) \
         values ($1, $2, $3, (select last from visitor_number), $4, $5) returning id, number, expires_at",
        Uuid::now_v7(),
        token.0.as_slice(),
        channel.0,
        now.0,
        expires_at.0
    )
    .map(Visitor::from)
}

/// The visitor was there: his token is good for longer.
pub(crate) async fn extend(
    connection: &mut Connection,
    visitor: VisitorId,
    expires_at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update visitors set expires_at = $2 where id = $1",
        visitor.0,
        expires_at.0
    )
}
