//! Teams that work on tickets.

use super::connection::{Connection, all, execute, find, one};
use domain::helpdesk::{HelpdeskTeam, HelpdeskTeamDraft};
use domain::id::HelpdeskTeamId;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct TeamRow {
    id: Uuid,
    name: String,
    has_live_chat: bool,
    version: i64,
}

impl From<TeamRow> for HelpdeskTeam {
    fn from(row: TeamRow) -> Self {
        Self {
            id: HelpdeskTeamId(row.id),
            name: row.name,
            has_live_chat: row.has_live_chat,
            version: row.version,
        }
    }
}

/// All teams, that of the highest priority first.
pub(crate) async fn list(connection: &mut Connection) -> Result<Vec<HelpdeskTeam>, sqlx::Error> {
    let rows = all!(
        connection,
        TeamRow,
        "select id, name, has_live_chat, version from helpdesk_teams order by place, id"
    )?;
    Ok(rows.into_iter().map(HelpdeskTeam::from).collect())
}

/// One of them.
pub(crate) async fn by_id(
    connection: &mut Connection,
    id: HelpdeskTeamId,
) -> Result<Option<HelpdeskTeam>, sqlx::Error> {
    let row = find!(
        connection,
        TeamRow,
        "select id, name, has_live_chat, version from helpdesk_teams where id = $1",
        id.0
    )?;
    Ok(row.map(HelpdeskTeam::from))
}

/// How many there are.
pub(crate) async fn count(connection: &mut Connection) -> Result<usize, sqlx::Error> {
    let (count,) = one!(connection, (i64,), "select count(*) from helpdesk_teams")?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Adds one of the lowest priority; `false` if there is one of this name.
pub(crate) async fn add(
    connection: &mut Connection,
    id: HelpdeskTeamId,
    draft: &HelpdeskTeamDraft,
) -> Result<bool, sqlx::Error> {
    let added = execute!(
        connection,
        "insert into helpdesk_teams (id, name, name_key, has_live_chat, place, version) \
         values ($1, $2, $3, $4, (select coalesce(max(place), 0) + 1 from helpdesk_teams), 0) \
         on conflict (name_key) do nothing",
        id.0,
        draft.name.as_str(),
        draft.key(),
        draft.has_live_chat
    )?;
    Ok(added == 1)
}

/// Puts another in its place; `false` if another one has the name.
pub(crate) async fn change(
    connection: &mut Connection,
    id: HelpdeskTeamId,
    draft: &HelpdeskTeamDraft,
) -> Result<bool, sqlx::Error> {
    let changed = execute!(
        connection,
        "update helpdesk_teams set name = $2, name_key = $3, has_live_chat = $4, version = version + 1 where id = $1 \
         and not exists (select 1 from helpdesk_teams other where other.name_key = $3 and other.id <> $1)",
        id.0,
        draft.name.as_str(),
        draft.key(),
        draft.has_live_chat
    )?;
    Ok(changed == 1)
}

/// Gives one its priority: 1 is the highest.
pub(crate) async fn put(
    connection: &mut Connection,
    id: HelpdeskTeamId,
    place: i64,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update helpdesk_teams set place = $2 where id = $1",
        id.0,
        place
    )
}

/// Removes one; its tickets stay and are no team's.
pub(crate) async fn delete(
    connection: &mut Connection,
    id: HelpdeskTeamId,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update tickets set team = null, version = version + 1 where team = $1",
        id.0
    )?;
    execute!(connection, "delete from helpdesk_teams where id = $1", id.0)
}
