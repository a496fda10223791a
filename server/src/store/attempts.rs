//! What was tried, signing in above all, for throttling on all nodes together.

use super::connection::{Connection, execute, one};
use crate::desk::TokenHash;
use domain::time::Timestamp;
use uuid::Uuid;

/// A try, counted for a subject: the hash of an address of some sort.
pub(crate) async fn add(
    connection: &mut Connection,
    subject: TokenHash,
    at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into sign_in_attempts (id, subject, at) values ($1, $2, $3)",
        Uuid::now_v7(),
        subject.0.as_slice(),
        at.0
    )
}

/// How many tries a subject made since then.
pub(crate) async fn count_since(
    connection: &mut Connection,
    subject: TokenHash,
    since: Timestamp,
) -> Result<i64, sqlx::Error> {
    one!(
        connection,
        (i64,),
        "select count(*) from sign_in_attempts where subject = $1 and at > $2",
        subject.0.as_slice(),
        since.0
    )
    .map(|(count,)| count)
}

/// Forgets the tries of a subject.
pub(crate) async fn forget(
    connection: &mut Connection,
    subject: TokenHash,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from sign_in_attempts where subject = $1",
        subject.0.as_slice()
    )
}

/// Forgets tries made before then.
pub(crate) async fn forget_before(
    connection: &mut Connection,
    before: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from sign_in_attempts where at < $1",
        before.0
    )
}
