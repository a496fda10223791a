//! Those who have given the right password, and not yet their second factor.

use super::connection::{Connection, execute, find};
use crate::desk::TokenHash;
use domain::id::UserId;
use domain::time::Timestamp;
use uuid::Uuid;

/// Somebody gave the right password.
pub(crate) async fn add(
    connection: &mut Connection,
    token: TokenHash,
    user: UserId,
    expires_at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into half_sign_ins (token_hash, user_id, expires_at) values ($1, $2, $3)",
        token.0.as_slice(),
        user.0,
        expires_at.0
    )
}

/// Who it was, if that is not too long ago.
pub(crate) async fn holder(
    connection: &mut Connection,
    token: TokenHash,
    now: Timestamp,
) -> Result<Option<UserId>, sqlx::Error> {
    find!(
        connection,
        (Uuid,),
        "select user_id from half_sign_ins where token_hash = $1 and expires_at > $2",
        token.0.as_slice(),
        now.0
    )
    .map(|row| row.map(|(user,)| UserId(user)))
}

/// He is in now.
pub(crate) async fn end(connection: &mut Connection, token: TokenHash) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from half_sign_ins where token_hash = $1",
        token.0.as_slice()
    )
}

/// Whatever somebody has begun has to be begun again.
pub(crate) async fn forget(connection: &mut Connection, user: UserId) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from half_sign_ins where user_id = $1",
        user.0
    )
}

/// Forgets what was begun too long ago.
pub(crate) async fn forget_before(
    connection: &mut Connection,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from half_sign_ins where expires_at <= $1",
        now.0
    )
}
