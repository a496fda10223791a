//! Groups of users besides the built-in ones, and who is in them.

use super::connection::{Connection, all, execute};
use domain::id::{GroupId, UserId};
use domain::member::Group;
use domain::time::Timestamp;
use uuid::Uuid;

/// All groups, by name.
pub(crate) async fn list(connection: &mut Connection) -> Result<Vec<Group>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid, String),
        "select id, name from user_groups order by name_folded, id"
    )?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| Group {
            id: GroupId(id),
            name,
        })
        .collect())
}

/// Adds a group; `false` if another has the name.
pub(crate) async fn add(
    connection: &mut Connection,
    group: &Group,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let added = execute!(
        connection,
        "insert into user_groups (id, name, name_folded, created_at) values ($1, $2, $3, $4) \
         on conflict (name_folded) do nothing",
        group.id.0,
        group.name.as_str(),
        group.name.to_lowercase(),
        now.0
    )?;
    Ok(added == 1)
}

/// Whether a group but this one has a name.
pub(crate) async fn is_taken(
    connection: &mut Connection,
    name: &str,
    but: GroupId,
) -> Result<bool, sqlx::Error> {
    let found = all!(
        connection,
        (Uuid,),
        "select id from user_groups where name_folded = $1 and id <> $2",
        name.to_lowercase(),
        but.0
    )?;
    Ok(!found.is_empty())
}

/// Gives a group another name; how many there were.
pub(crate) async fn rename(connection: &mut Connection, group: &Group) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update user_groups set name = $2, name_folded = $3 where id = $1",
        group.id.0,
        group.name.as_str(),
        group.name.to_lowercase()
    )
}

/// Deletes a group and that people were in it; how many there were.
pub(crate) async fn delete(
    connection: &mut Connection,
    group: GroupId,
) -> Result<u64, sqlx::Error> {
    execute!(connection, "delete from user_groups where id = $1", group.0)
}

/// Who is in which group.
pub(crate) async fn memberships(
    connection: &mut Connection,
) -> Result<Vec<(UserId, GroupId)>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid, Uuid),
        "select m.user_id, m.group_id from group_members m join user_groups g on g.id = m.group_id \
         order by g.name_folded, g.id"
    )?;
    Ok(rows
        .into_iter()
        .map(|(user, group)| (UserId(user), GroupId(group)))
        .collect())
}

/// Puts a user into these groups, of those that exist, and out of all others.
pub(crate) async fn set_memberships(
    connection: &mut Connection,
    user: UserId,
    groups: &[GroupId],
) -> Result<(), sqlx::Error> {
    execute!(
        connection,
        "delete from group_members where user_id = $1",
        user.0
    )?;
    for group in groups {
        execute!(
            connection,
            "insert into group_members (group_id, user_id) select id, $2 from user_groups where id = $1 \
             on conflict (group_id, user_id) do nothing",
            group.0,
            user.0
        )?;
    }
    Ok(())
}
