//! Links that are good once and for a time: only the hash of what they carry is kept.

use super::connection::{Connection, execute, find};
use crate::desk::TokenHash;
use domain::id::UserId;
use domain::time::Timestamp;
use uuid::Uuid;

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To choose the first password.
    Invitation,
    /// To choose another password.
    Reset,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }
}

/// Keeps a link, in the place of others for the same purpose.
pub(crate) async fn put(
    connection: &mut Connection,
    token: TokenHash,
    user: UserId,
    purpose: Purpose,
    expires_at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from user_tokens where user_id = $1 and purpose = $2",
        user.0,
        purpose.name()
    )?;
    execute!(
        connection,
        "insert into user_tokens (token_hash, user_id, purpose, expires_at) values ($1, $2, $3, $4)",
        token.0.as_slice(),
        user.0,
        purpose.name(),
        expires_at.0
    )
}

/// Whose link this is, if it is good for this purpose and not too old.
pub(crate) async fn holder(
    connection: &mut Connection,
    token: TokenHash,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<UserId>, sqlx::Error> {
    find!(
        connection,
        (Uuid,),
        "select user_id from user_tokens where token_hash = $1 and purpose = $2 and expires_at > $3",
        token.0.as_slice(),
        purpose.name(),
        now.0
    )
    .map(|row| row.map(|(user,)| UserId(user)))
}

/// Uses up all links of a user.
pub(crate) async fn forget(connection: &mut Connection, user: UserId) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from user_tokens where user_id = $1",
        user.0
    )
}

/// Forgets links that are too old.
pub(crate) async fn forget_before(
    connection: &mut Connection,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from user_tokens where expires_at <= $1",
        now.0
    )
}
