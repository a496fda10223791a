//! Addresses for which somebody said that the password was forgotten, known or not.

use super::connection::{Connection, all, execute};
use domain::time::Timestamp;
use uuid::Uuid;

/// Keeps an address.
pub(crate) async fn add(
    connection: &mut Connection,
    email: &str,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into password_requests (id, email, created_at) values ($1, $2, $3)",
        Uuid::now_v7(),
        email,
        now.0
    )
}

/// Whether there is any.
pub(crate) async fn any(connection: &mut Connection) -> Result<bool, sqlx::Error> {
    let found = all!(
        connection,
        (Uuid,),
        "select id from password_requests limit 1"
    )?;
    Ok(!found.is_empty())
}

/// Takes all addresses, each once.
pub(crate) async fn take(connection: &mut Connection) -> Result<Vec<String>, sqlx::Error> {
    let rows = all!(
        connection,
        (String,),
        "select distinct email from password_requests order by email"
    )?;
    execute!(connection, "delete from password_requests")?;
    Ok(rows.into_iter().map(|(email,)| email).collect())
}
