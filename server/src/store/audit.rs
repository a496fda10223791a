//! What administrators did.

use super::connection::{Connection, all, execute};
use crate::error::Error;
use domain::audit::Audited;
use domain::time::Timestamp;
use domain::user::User;
use uuid::Uuid;

/// Somebody did something; his name is kept as it is now.
pub(crate) async fn add(
    connection: &mut Connection,
    by: &User,
    what: &Audited,
    at: Timestamp,
) -> Result<u64, Error> {
    Ok(execute!(
        connection,
        "insert into audit (id, at, user_id, user_name, what) values ($1, $2, $3, $4, $5)",
        Uuid::now_v7(),
        at.0,
        by.id.0,
        by.name.as_str(),
        serde_json::to_string(what)?
    )?)
}

/// What was done last, newest first, with the name of who did it.
pub(crate) async fn newest(
    connection: &mut Connection,
    most: i64,
) -> Result<Vec<(String, Audited)>, Error> {
    let rows = all!(
        connection,
        (String, String),
        "select user_name, what from audit order by at desc, id desc limit $1",
        most
    )?;
    rows.into_iter()
        .map(|(name, what)| Ok((name, serde_json::from_str(&what)?)))
        .collect()
}
