//! Teams that work on tickets, and teams that work on leads.

use super::connection::{Connection, all, execute, find, one};
use domain::id::TeamId;
use domain::team::{App, Team, TeamDraft};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct TeamRow {
    id: Uuid,
    name: String,
    has_live_chat: bool,
    version: i64,
}

impl From<TeamRow> for Team {
    fn from(row: TeamRow) -> Self {
        Self {
            id: TeamId(row.id),
            name: row.name,
            has_live_chat: row.has_live_chat,
            version: row.version,
        }
    }
}

/// A statement on the teams of an app, which stand between its parts.
macro_rules! of {
    ($app:expr, $first:literal, $second:literal $(, $third:literal)?) => {
        match $app {
            App::Helpdesk => concat!($first, "helpdesk_teams", $second $(, "helpdesk_teams", $third)?),
            App::Crm => concat!($first, "sales_teams", $second $(, "sales_teams", $third)?),
        }
    };
}

/// All teams, that of the highest priority first.
pub(crate) async fn list(connection: &mut Connection, app: App) -> Result<Vec<Team>, sqlx::Error> {
    let rows = all!(
        connection,
        TeamRow,
        of!(
            app,
            "select id, name, has_live_chat, version from ",
            " order by place, id"
        )
    )?;
    Ok(rows.into_iter().map(Team::from).collect())
}

/// One of them.
pub(crate) async fn by_id(
    connection: &mut Connection,
    app: App,
    id: TeamId,
) -> Result<Option<Team>, sqlx::Error> {
    let row = find!(
        connection,
        TeamRow,
        of!(
            app,
            "select id, name, has_live_chat, version from ",
            " where id = $1"
        ),
        id.0
    )?;
    Ok(row.map(Team::from))
}

/// How many there are.
pub(crate) async fn count(connection: &mut Connection, app: App) -> Result<usize, sqlx::Error> {
    let (count,) = one!(connection, (i64,), of!(app, "select count(*) from ", ""))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Adds one of the lowest priority; `false` if there is one of this name.
pub(crate) async fn add(
    connection: &mut Connection,
    app: App,
    id: TeamId,
    draft: &TeamDraft,
) -> Result<bool, sqlx::Error> {
    let added = execute!(
        connection,
        of!(
            app,
            "insert into ",
            " (id, name, name_key, has_live_chat, place, version) \
             values ($1, $2, $3, $4, (select coalesce(max(place), 0) + 1 from ",
            "), 0) on conflict (name_key) do nothing"
        ),
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
    app: App,
    id: TeamId,
    draft: &TeamDraft,
) -> Result<bool, sqlx::Error> {
    let changed = execute!(
        connection,
        of!(
            app,
            "update ",
            " set name = $2, name_key = $3, has_live_chat = $4, version = version + 1 where id = $1 \
             and not exists (select 1 from ",
            " other where other.name_key = $3 and other.id <> $1)"
        ),
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
    app: App,
    id: TeamId,
    place: i64,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        of!(app, "update ", " set place = $2 where id = $1"),
        id.0,
        place
    )
}

/// Removes one; its records stay and are no team's.
pub(crate) async fn delete(
    connection: &mut Connection,
    app: App,
    id: TeamId,
) -> Result<u64, sqlx::Error> {
    let released = match app {
        App::Helpdesk => "update tickets set team = null, version = version + 1 where team = $1",
        App::Crm => "update leads set team = null, version = version + 1 where team = $1",
    };
    execute!(connection, released, id.0)?;
    execute!(connection, of!(app, "delete from ", " where id = $1"), id.0)
}
