//! Canned responses.

use super::connection::{Connection, all, execute, find, one};
use crate::error::Error;
use domain::canned::{CannedResponse, Draft, key};
use domain::id::{CannedId, UserId};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct CannedRow {
    id: Uuid,
    owner: Uuid,
    shortcut: String,
    substitution: String,
    groups: String,
    version: i64,
}

impl TryFrom<CannedRow> for CannedResponse {
    type Error = Error;

    fn try_from(row: CannedRow) -> Result<Self, Error> {
        Ok(Self {
            id: CannedId(row.id),
            owner: UserId(row.owner),
            shortcut: row.shortcut,
            substitution: row.substitution,
            groups: serde_json::from_str(&row.groups)?,
            version: row.version,
        })
    }
}

/// All canned responses of everybody, by shortcut.
pub(crate) async fn list(connection: &mut Connection) -> Result<Vec<CannedResponse>, Error> {
    // The two databases sort letters with accents differently; here all sort them alike.
    let rows = all!(
        connection,
        CannedRow,
        "select id, owner, shortcut, substitution, groups, version from canned_responses"
    )?;
    let mut responses = rows
        .into_iter()
        .map(CannedResponse::try_from)
        .collect::<Result<Vec<_>, _>>()?;
    responses.sort_by_cached_key(|response| (key(&response.shortcut), response.id));
    Ok(responses)
}

/// One of them.
pub(crate) async fn by_id(
    connection: &mut Connection,
    id: CannedId,
) -> Result<Option<CannedResponse>, Error> {
    let row = find!(
        connection,
        CannedRow,
        "select id, owner, shortcut, substitution, groups, version from canned_responses where id = $1",
        id.0
    )?;
    row.map(CannedResponse::try_from).transpose()
}

/// How many somebody has.
pub(crate) async fn count_of(
    connection: &mut Connection,
    owner: UserId,
) -> Result<usize, sqlx::Error> {
    let (count,) = one!(
        connection,
        (i64,),
        "select count(*) from canned_responses where owner = $1",
        owner.0
    )?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Adds one; `false` if its owner has another with the shortcut.
pub(crate) async fn add(
    connection: &mut Connection,
    id: CannedId,
    owner: UserId,
    draft: &Draft,
) -> Result<bool, Error> {
    let added = execute!(
        connection,
        "insert into canned_responses (id, owner, shortcut, shortcut_key, substitution, groups, version) \
         values ($1, $2, $3, $4, $5, $6, 0) on conflict (owner, shortcut_key) do nothing",
        id.0,
        owner.0,
        draft.shortcut.as_str(),
        key(&draft.shortcut),
        draft.substitution.as_str(),
        serde_json::to_string(&draft.groups)?
    )?;
    Ok(added == 1)
}

/// Puts another in its place; `false` if its owner has another with the shortcut.
pub(crate) async fn change(
    connection: &mut Connection,
    id: CannedId,
    draft: &Draft,
) -> Result<bool, Error> {
    let changed = execute!(
        connection,
        "update canned_responses set shortcut = $2, shortcut_key = $3, substitution = $4, groups = $5, \
         version = version + 1 where id = $1 and not exists (select 1 from canned_responses other \
         where other.owner = canned_responses.owner and other.shortcut_key = $3 and other.id <> $1)",
        id.0,
        draft.shortcut.as_str(),
        key(&draft.shortcut),
        draft.substitution.as_str(),
        serde_json::to_string(&draft.groups)?
    )?;
    Ok(changed == 1)
}

/// Removes one.
pub(crate) async fn delete(connection: &mut Connection, id: CannedId) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from canned_responses where id = $1",
        id.0
    )
}
