//! What operators know about.

use super::connection::{Connection, all, execute, find, one};
use domain::expertise::{Expertise, ExpertiseName};
use domain::id::ExpertiseId;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct ExpertiseRow {
    id: Uuid,
    name: String,
}

impl From<ExpertiseRow> for Expertise {
    fn from(row: ExpertiseRow) -> Self {
        Self {
            id: ExpertiseId(row.id),
            name: row.name,
        }
    }
}

/// Everything that can be known, by name.
pub(crate) async fn list(connection: &mut Connection) -> Result<Vec<Expertise>, sqlx::Error> {
    // The two databases sort letters with accents differently; here all sort them alike.
    let rows = all!(connection, ExpertiseRow, "select id, name from expertises")?;
    let mut expertises: Vec<Expertise> = rows.into_iter().map(Expertise::from).collect();
    expertises.sort_by_cached_key(|expertise| expertise.name.to_lowercase());
    Ok(expertises)
}

/// One of them.
pub(crate) async fn by_id(
    connection: &mut Connection,
    id: ExpertiseId,
) -> Result<Option<Expertise>, sqlx::Error> {
    let row = find!(
        connection,
        ExpertiseRow,
        "select id, name from expertises where id = $1",
        id.0
    )?;
    Ok(row.map(Expertise::from))
}

/// How many there are.
pub(crate) async fn count(connection: &mut Connection) -> Result<usize, sqlx::Error> {
    let (count,) = one!(connection, (i64,), "select count(*) from expertises")?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Adds one; `false` if there is one of this name.
pub(crate) async fn add(
    connection: &mut Connection,
    id: ExpertiseId,
    name: &ExpertiseName,
) -> Result<bool, sqlx::Error> {
    let added = execute!(
        connection,
        "insert into expertises (id, name, name_key) values ($1, $2, $3) on conflict (name_key) do nothing",
        id.0,
        name.as_str(),
        name.key()
    )?;
    Ok(added == 1)
}

/// Gives one another name; `false` if another one has it.
pub(crate) async fn rename(
    connection: &mut Connection,
    id: ExpertiseId,
    name: &ExpertiseName,
) -> Result<bool, sqlx::Error> {
    let renamed = execute!(
        connection,
        "update expertises set name = $2, name_key = $3 where id = $1 \
         and not exists (select 1 from expertises other where other.name_key = $3 and other.id <> $1)",
        id.0,
        name.as_str(),
        name.key()
    )?;
    Ok(renamed == 1)
}

/// Removes one.
pub(crate) async fn delete(
    connection: &mut Connection,
    id: ExpertiseId,
) -> Result<u64, sqlx::Error> {
    execute!(connection, "delete from expertises where id = $1", id.0)
}
