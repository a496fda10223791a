//! Second factors and their recovery codes.

use super::connection::{Connection, all, execute, find, one};
use crate::desk::TokenHash;
use domain::id::UserId;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// What is kept of a second factor.
#[derive(Clone, Debug)]
pub(crate) struct KeptSecondFactor {
    /// The secret, sealed.
    pub(crate) sealed: Vec<u8>,
    /// Since when it is asked for; `None` as long as no code has confirmed it.
    pub(crate) confirmed_at: Option<Timestamp>,
    /// The step of the code that was used last.
    pub(crate) last_step: i64,
}

#[derive(FromRow)]
struct SecondFactorRow {
    secret: Vec<u8>,
    confirmed_at: Option<i64>,
    last_step: i64,
}

impl From<SecondFactorRow> for KeptSecondFactor {
    fn from(row: SecondFactorRow) -> Self {
        Self {
            sealed: row.secret,
            confirmed_at: row.confirmed_at.map(Timestamp),
            last_step: row.last_step,
        }
    }
}

/// Keeps a secret to be confirmed, in the place of one that nobody confirmed; `false` if one is asked for already.
pub(crate) async fn begin(
    connection: &mut Connection,
    user: UserId,
    sealed: &[u8],
) -> Result<bool, sqlx::Error> {
    execute!(
        connection,
        "insert into second_factors (user_id, secret, last_step) values ($1, $2, 0) \
         on conflict (user_id) do update set secret = excluded.secret where second_factors.confirmed_at is null",
        user.0,
        sealed
    )
    .map(|kept| kept == 1)
}

/// The second factor of somebody, confirmed or not.
pub(crate) async fn of_user(
    connection: &mut Connection,
    user: UserId,
) -> Result<Option<KeptSecondFactor>, sqlx::Error> {
    find!(
        connection,
        SecondFactorRow,
        "select secret, confirmed_at, last_step from second_factors where user_id = $1",
        user.0
    )
    .map(|row| row.map(KeptSecondFactor::from))
}

/// Everybody whose second factor is asked for.
pub(crate) async fn confirmed(connection: &mut Connection) -> Result<Vec<UserId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "select user_id from second_factors where confirmed_at is not null"
    )?;
    Ok(rows.into_iter().map(|(user,)| UserId(user)).collect())
}

/// It is asked for from now on.
pub(crate) async fn confirm(
    connection: &mut Connection,
    user: UserId,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update second_factors set confirmed_at = $2 where user_id = $1",
        user.0,
        now.0
    )
}

/// The code of a step was used.
pub(crate) async fn step_used(
    connection: &mut Connection,
    user: UserId,
    step: i64,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update second_factors set last_step = $2 where user_id = $1",
        user.0,
        step
    )
}

/// Removes a second factor with its recovery codes; how many there were.
pub(crate) async fn remove(connection: &mut Connection, user: UserId) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from second_factors where user_id = $1",
        user.0
    )
}

/// Keeps recovery codes in the place of those before.
pub(crate) async fn put_recovery_codes(
    connection: &mut Connection,
    user: UserId,
    codes: &[TokenHash],
) -> Result<(), sqlx::Error> {
    execute!(
        connection,
        "delete from recovery_codes where user_id = $1",
        user.0
    )?;
    for code in codes {
        execute!(
            connection,
            "insert into recovery_codes (user_id, code_hash) values ($1, $2)",
            user.0,
            code.0.as_slice()
        )?;
    }
    Ok(())
}

/// Uses a recovery code up; `false` if there is no such.
pub(crate) async fn use_recovery_code(
    connection: &mut Connection,
    user: UserId,
    code: TokenHash,
) -> Result<bool, sqlx::Error> {
    execute!(
        connection,
        "delete from recovery_codes where user_id = $1 and code_hash = $2",
        user.0,
        code.0.as_slice()
    )
    .map(|used| used == 1)
}

/// How many recovery codes nobody has used.
pub(crate) async fn recovery_codes_left(
    connection: &mut Connection,
    user: UserId,
) -> Result<i64, sqlx::Error> {
    one!(
        connection,
        (i64,),
        "select count(*) from recovery_codes where user_id = $1",
        user.0
    )
    .map(|(count,)| count)
}
