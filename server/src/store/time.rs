//! The clock that all nodes of a database share.

use super::connection::Connection;
use domain::time::Timestamp;

/// What the database server's clock says; `None` for a file, which is used where it lies.
pub(crate) async fn now(connection: &mut Connection) -> Result<Option<Timestamp>, sqlx::Error> {
    let Connection::Postgres(transaction) = connection else {
        return Ok(None);
    };
    let now = sqlx::query_scalar("select (extract(epoch from clock_timestamp()) * 1000)::bigint")
        .fetch_one(&mut **transaction)
        .await?;
    Ok(Some(Timestamp(now)))
}
