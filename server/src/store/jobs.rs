//! What has to be done from time to time, and when it is due next.

use super::connection::{Connection, execute, find};
use domain::time::Timestamp;

/// Whether a job that nobody has put off is due.
pub(crate) async fn is_due(
    connection: &mut Connection,
    name: &str,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    find!(
        connection,
        (i64,),
        "select due_at from jobs where name = $1 and due_at > $2",
        name,
        now.0
    )
    .map(|put_off| put_off.is_none())
}

/// Takes a job that is due, and puts it off until `next`; `false` if another node was quicker. Whoever takes it does it in
/// the same transaction, so that it is done once or not at all.
pub(crate) async fn take(
    connection: &mut Connection,
    name: &str,
    now: Timestamp,
    next: Timestamp,
) -> Result<bool, sqlx::Error> {
    let taken = execute!(
        connection,
        "insert into jobs (name, due_at) values ($1, $3) \
         on conflict (name) do update set due_at = excluded.due_at where jobs.due_at <= $2",
        name,
        now.0,
        next.0
    )?;
    Ok(taken == 1)
}
