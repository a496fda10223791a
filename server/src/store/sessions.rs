//! Signed-in browsers.

use super::connection::{Connection, all, execute, find};
use crate::desk::{Session, TokenHash};
use domain::id::{SessionId, UserId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// A session and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct KeptSession {
    /// Whose.
    pub(crate) user: UserId,
    /// The session.
    pub(crate) session: Session,
}

#[derive(FromRow)]
struct SessionRow {
    id: Uuid,
    user_id: Uuid,
    user_agent: String,
    created_at: i64,
    used_at: i64,
}

impl From<SessionRow> for KeptSession {
    fn from(row: SessionRow) -> Self {
        Self {
            user: UserId(row.user_id),
            session: Session {
                id: SessionId(row.id),
                user_agent: row.user_agent,
                created_at: Timestamp(row.created_at),
                used_at: Timestamp(row.used_at),
            },
        }
    }
}

/// Adds a session.
pub(crate) async fn add(
    connection: &mut Connection,
    kept: &KeptSession,
    token: TokenHash,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into sessions (id, token_hash, user_id, user_agent, created_at, used_at) values ($1, $2, $3, $4, $5, $6)",
        kept.session.id.0,
        token.0.as_slice(),
        kept.user.0,
        kept.session.user_agent.as_str(),
        kept.session.created_at.0,
        kept.session.used_at.0
    )
}

/// The session of a cookie, over or not.
pub(crate) async fn by_token(
    connection: &mut Connection,
    token: TokenHash,
) -> Result<Option<KeptSession>, sqlx::Error> {
    find!(
        connection,
        SessionRow,
        "select id, user_id, user_agent, created_at, used_at from sessions where token_hash = $1",
        token.0.as_slice()
    )
    .map(|row| row.map(KeptSession::from))
}

/// A user's sessions, over or not, last used first.
pub(crate) async fn of_user(
    connection: &mut Connection,
    user: UserId,
) -> Result<Vec<Session>, sqlx::Error> {
    let rows = all!(
        connection,
        SessionRow,
        "select id, user_id, user_agent, created_at, used_at from sessions where user_id = $1 order by used_at desc, id",
        user.0
    )?;
    Ok(rows
        .into_iter()
        .map(|row| KeptSession::from(row).session)
        .collect())
}

/// The session was used.
pub(crate) async fn touch(
    connection: &mut Connection,
    session: SessionId,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update sessions set used_at = $2 where id = $1",
        session.0,
        now.0
    )
}

/// Ends a session of a user; how many there were.
pub(crate) async fn end(
    connection: &mut Connection,
    user: UserId,
    session: SessionId,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from sessions where id = $1 and user_id = $2",
        session.0,
        user.0
    )
}

/// Forgets sessions that were over long ago.
pub(crate) async fn forget_before(
    connection: &mut Connection,
    used_before: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from sessions where used_at < $1",
        used_before.0
    )
}
