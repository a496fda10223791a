//! Tokens of the one-time set-up link (spec 2.2).

use super::connection::{Connection, execute, find};
use crate::desk::TokenHash;
use domain::time::Timestamp;

/// Keeps the hash of a token.
pub(crate) async fn add(
    connection: &mut Connection,
    token: TokenHash,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into setup_tokens (token_hash, created_at) values ($1, $2)",
        token.0.as_slice(),
        now.0
    )
}

/// Whether a token was handed out and nobody has used one since.
pub(crate) async fn is_valid(
    connection: &mut Connection,
    token: TokenHash,
) -> Result<bool, sqlx::Error> {
    find!(
        connection,
        (i64,),
        "select created_at from setup_tokens where token_hash = $1",
        token.0.as_slice()
    )
    .map(|row| row.is_some())
}

/// Uses up all tokens.
pub(crate) async fn clear(connection: &mut Connection) -> Result<u64, sqlx::Error> {
    execute!(connection, "delete from setup_tokens")
}
