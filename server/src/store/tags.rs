//! What conversations are about.

use super::connection::{Connection, all, execute, find, one};
use domain::id::TagId;
use domain::tag::{Tag, TagColour, TagName};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct TagRow {
    id: Uuid,
    name: String,
    colour: i64,
}

impl From<TagRow> for Tag {
    fn from(row: TagRow) -> Self {
        let colour = u8::try_from(row.colour).unwrap_or_default();
        Self {
            id: TagId(row.id),
            name: row.name,
            colour: TagColour::try_from(colour).unwrap_or_default(),
        }
    }
}

/// All tags, by name.
pub(crate) async fn list(connection: &mut Connection) -> Result<Vec<Tag>, sqlx::Error> {
    // The two databases sort letters with accents differently; here all sort them alike.
    let rows = all!(connection, TagRow, "select id, name, colour from tags")?;
    let mut tags: Vec<Tag> = rows.into_iter().map(Tag::from).collect();
    tags.sort_by_cached_key(|tag| tag.name.to_lowercase());
    Ok(tags)
}

/// One of them.
pub(crate) async fn by_id(
    connection: &mut Connection,
    id: TagId,
) -> Result<Option<Tag>, sqlx::Error> {
    let row = find!(
        connection,
        TagRow,
        "select id, name, colour from tags where id = $1",
        id.0
    )?;
    Ok(row.map(Tag::from))
}

/// How many there are.
pub(crate) async fn count(connection: &mut Connection) -> Result<usize, sqlx::Error> {
    let (count,) = one!(connection, (i64,), "select count(*) from tags")?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Adds one; `false` if there is one of this name.
pub(crate) async fn add(
    connection: &mut Connection,
    id: TagId,
    name: &TagName,
    colour: TagColour,
) -> Result<bool, sqlx::Error> {
    let added = execute!(
        connection,
        "insert into tags (id, name, name_key, colour) values ($1, $2, $3, $4) on conflict (name_key) do nothing",
        id.0,
        name.as_str(),
        name.key(),
        i64::from(colour.index())
    )?;
    Ok(added == 1)
}

/// Gives one another name and colour; `false` if another one has the name.
pub(crate) async fn change(
    connection: &mut Connection,
    id: TagId,
    name: &TagName,
    colour: TagColour,
) -> Result<bool, sqlx::Error> {
    let changed = execute!(
        connection,
        "update tags set name = $2, name_key = $3, colour = $4 where id = $1 \
         and not exists (select 1 from tags other where other.name_key = $3 and other.id <> $1)",
        id.0,
        name.as_str(),
        name.key(),
        i64::from(colour.index())
    )?;
    Ok(changed == 1)
}

/// Removes one.
pub(crate) async fn delete(connection: &mut Connection, id: TagId) -> Result<u64, sqlx::Error> {
    execute!(connection, "delete from tags where id = $1", id.0)
}
