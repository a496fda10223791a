//! What operators keep about conversations: notes, tags, and how far each has read.

use super::connection::{Connection, all, execute, find, one};
use super::conversations::number;
use crate::error::Error;
use domain::details::Note;
use domain::id::{ConversationId, TagId, UserId};
use domain::message::MessageNumber;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct NoteRow {
    text: String,
    version: i64,
    saved_by: Option<Uuid>,
    saved_at: Option<i64>,
}

/// Up to which message each operator has read of a conversation.
pub(crate) async fn readers(
    connection: &mut Connection,
    conversation: ConversationId,
) -> Result<Vec<(UserId, MessageNumber)>, Error> {
    let rows = all!(
        connection,
        (Uuid, i64),
        "select user_id, number from seen where conversation = $1 order by user_id",
        conversation.0
    )?;
    let rows = rows.into_iter();
    rows.map(|(user, stored)| Ok((UserId(user), number(stored)?)))
        .collect()
}

/// The note of a conversation; an empty one if nobody has written any.
pub(crate) async fn note(
    connection: &mut Connection,
    conversation: ConversationId,
) -> Result<Note, Error> {
    let row = find!(
        connection,
        NoteRow,
        "select text, version, saved_by, saved_at from notes where conversation = $1",
        conversation.0
    )?;
    let Some(row) = row else {
        return Ok(Note::default());
    };
    Ok(Note {
        text: row.text,
        version: u32::try_from(row.version).map_err(|error| Error::Failed(Box::new(error)))?,
        by: row.saved_by.map(UserId),
        at: row.saved_at.map(Timestamp),
    })
}

/// Puts a note in the place of what was there.
pub(crate) async fn set_note(
    connection: &mut Connection,
    conversation: ConversationId,
    note: &Note,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into notes (conversation, text, version, saved_by, saved_at) values ($1, $2, $3, $4, $5) \
         on conflict (conversation) do update set text = excluded.text, version = excluded.version, \
         saved_by = excluded.saved_by, saved_at = excluded.saved_at",
        conversation.0,
        note.text.as_str(),
        i64::from(note.version),
        note.by.map(|by| by.0),
        note.at.map(|at| at.0)
    )
}

/// The tags of a conversation, in the order in which they came.
pub(crate) async fn tags(
    connection: &mut Connection,
    conversation: ConversationId,
) -> Result<Vec<TagId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "select tag from conversation_tags where conversation = $1 order by at, tag",
        conversation.0
    )?;
    Ok(rows.into_iter().map(|(tag,)| TagId(tag)).collect())
}

/// How many tags a conversation has.
pub(crate) async fn tag_count(
    connection: &mut Connection,
    conversation: ConversationId,
) -> Result<usize, sqlx::Error> {
    let (count,) = one!(
        connection,
        (i64,),
        "select count(*) from conversation_tags where conversation = $1",
        conversation.0
    )?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Gives a conversation a tag; `false` if it has it already.
pub(crate) async fn tag(
    connection: &mut Connection,
    conversation: ConversationId,
    tag: TagId,
    at: Timestamp,
) -> Result<bool, sqlx::Error> {
    let added = execute!(
        connection,
        "insert into conversation_tags (conversation, tag, at) values ($1, $2, $3) on conflict do nothing",
        conversation.0,
        tag.0,
        at.0
    )?;
    Ok(added == 1)
}

/// Takes a tag from a conversation; `false` if it does not have it.
pub(crate) async fn untag(
    connection: &mut Connection,
    conversation: ConversationId,
    tag: TagId,
) -> Result<bool, sqlx::Error> {
    let removed = execute!(
        connection,
        "delete from conversation_tags where conversation = $1 and tag = $2",
        conversation.0,
        tag.0
    )?;
    Ok(removed == 1)
}
