//! Open consoles, from which presence follows (spec 5.1).

use super::connection::{Connection, all, execute};
use domain::id::{ConsoleId, LineId, UserId};
use domain::presence::OpenConsole;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct ConsoleRow {
    user_id: Uuid,
    alive_until: i64,
    used_at: i64,
    is_in_call: bool,
}

/// A console opened. Its id is its maker's choice, so somebody else's console is not taken over. Who is in a call is so on this one too.
pub(crate) async fn open(
    connection: &mut Connection,
    (console, line): (ConsoleId, LineId),
    user: UserId,
    open: OpenConsole,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into console_connections (id, line, user_id, alive_until, used_at, is_in_call) \
         select $1, $2, $3, $4, $5, exists (select 1 from console_connections \
         where user_id = $3 and is_in_call and alive_until > $5) where true \
         on conflict (id) do update set line = excluded.line, alive_until = excluded.alive_until, \
         used_at = excluded.used_at where console_connections.user_id = excluded.user_id",
        console.0,
        line.0,
        user.0,
        open.alive_until.0,
        open.used_at.0
    )
}

/// A console of this user counts as open until then, by this line.
pub(crate) async fn keep_alive(
    connection: &mut Connection,
    (console, line): (ConsoleId, LineId),
    user: UserId,
    alive_until: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update console_connections set line = $2, alive_until = $4 where id = $1 and user_id = $3",
        console.0,
        line.0,
        user.0,
        alive_until.0
    )
}

/// A line of a console of this user is gone: the console counts as open until then, unless another line is newer.
pub(crate) async fn close(
    connection: &mut Connection,
    (console, line): (ConsoleId, LineId),
    user: UserId,
    alive_until: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update console_connections set alive_until = $4 where id = $1 and line = $2 and user_id = $3",
        console.0,
        line.0,
        user.0,
        alive_until.0
    )
}

/// The user used a console of his.
pub(crate) async fn used(
    connection: &mut Connection,
    console: ConsoleId,
    user: UserId,
    at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update console_connections set used_at = $3 where id = $1 and user_id = $2",
        console.0,
        user.0,
        at.0
    )
}

/// The user is in a call from now on, or no longer; how many consoles of his that was news to.
pub(crate) async fn call(
    connection: &mut Connection,
    user: UserId,
    is_in_call: bool,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update console_connections set is_in_call = $2 where user_id = $1 and is_in_call <> $2",
        user.0,
        is_in_call
    )
}

/// The consoles that count as open.
pub(crate) async fn open_now(
    connection: &mut Connection,
    now: Timestamp,
) -> Result<Vec<(UserId, OpenConsole)>, sqlx::Error> {
    let rows = all!(
        connection,
        ConsoleRow,
        "select user_id, alive_until, used_at, is_in_call from console_connections where alive_until > $1",
        now.0
    )?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let open = OpenConsole {
                alive_until: Timestamp(row.alive_until),
                used_at: Timestamp(row.used_at),
                is_in_call: row.is_in_call,
            };
            (UserId(row.user_id), open)
        })
        .collect())
}

/// Forgets consoles that closed before then.
pub(crate) async fn forget_before(
    connection: &mut Connection,
    closed_before: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from console_connections where alive_until < $1",
        closed_before.0
    )
}
