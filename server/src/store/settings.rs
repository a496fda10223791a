//! Settings of the whole system, by key.

use super::connection::{Connection, find};

/// A setting's value.
pub(crate) async fn get(
    connection: &mut Connection,
    key: &str,
) -> Result<Option<String>, sqlx::Error> {
    find!(
        connection,
        (String,),
        "select value from settings where key = $1",
        key
    )
    .map(|row| row.map(|(value,)| value))
}
