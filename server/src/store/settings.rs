//! Settings of the whole system, by key.

use super::connection::{Connection, execute, find};

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

/// Puts a value in the place of the one that was read; `false` if another stands there by now.
pub(crate) async fn replace(
    connection: &mut Connection,
    key: &str,
    read: Option<&str>,
    value: &str,
) -> Result<bool, sqlx::Error> {
    let changed = match read {
        None => execute!(
            connection,
            "insert into settings (key, value) values ($1, $2) on conflict (key) do nothing",
            key,
            value
        )?,
        Some(read) => execute!(
            connection,
            "update settings set value = $3 where key = $1 and value = $2",
            key,
            read,
            value
        )?,
    };
    Ok(changed == 1)
}
