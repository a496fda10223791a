//! Files in conversations: whose they are and what they are called. What is in them lies in the object store.

use super::connection::{Connection, all, execute, find, one};
use domain::attachment::Attachment;
use domain::id::{AttachmentId, ConversationId};
use domain::message::MessageNumber;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// A file that a message has.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    /// Its name.
    pub(crate) name: String,
    /// What it is served as.
    pub(crate) media_type: String,
}

#[derive(FromRow)]
struct KeptRow {
    name: String,
    media_type: String,
}

/// A file arrives: it is removed at `doomed_at` unless a message takes it.
pub(crate) async fn add(
    connection: &mut Connection,
    conversation: ConversationId,
    attachment: &Attachment,
    media_type: &str,
    doomed_at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into attachments (id, conversation, name, media_type, doomed_at) values ($1, $2, $3, $4, $5)",
        attachment.id.0,
        conversation.0,
        attachment.name.as_str(),
        media_type,
        doomed_at.0
    )
}

/// How many files of a conversation there are, those that arrive included.
pub(crate) async fn count(
    connection: &mut Connection,
    conversation: ConversationId,
) -> Result<usize, sqlx::Error> {
    let (count,) = one!(
        connection,
        (i64,),
        "select count(*) from attachments where conversation = $1",
        conversation.0
    )?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// A message has the file.
pub(crate) async fn keep(
    connection: &mut Connection,
    attachment: AttachmentId,
    number: MessageNumber,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update attachments set number = $2, doomed_at = null where id = $1",
        attachment.0,
        i64::from(number.0)
    )
}

/// The message that had the file was taken back: it can be removed from now on.
pub(crate) async fn doom(
    connection: &mut Connection,
    attachment: AttachmentId,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update attachments set number = null, doomed_at = $2 where id = $1",
        attachment.0,
        now.0
    )
}

/// A file of a conversation, if a message has it.
pub(crate) async fn of_conversation(
    connection: &mut Connection,
    conversation: ConversationId,
    attachment: AttachmentId,
) -> Result<Option<Kept>, sqlx::Error> {
    let row = find!(
        connection,
        KeptRow,
        "select name, media_type from attachments where id = $1 and conversation = $2 and number is not null",
        attachment.0,
        conversation.0
    )?;
    Ok(row.map(Kept::from))
}

/// A file of any conversation, if a message has it.
pub(crate) async fn get(
    connection: &mut Connection,
    attachment: AttachmentId,
) -> Result<Option<Kept>, sqlx::Error> {
    let row = find!(
        connection,
        KeptRow,
        "select name, media_type from attachments where id = $1 and number is not null",
        attachment.0
    )?;
    Ok(row.map(Kept::from))
}

/// At most `most` files that are to be removed by now.
pub(crate) async fn doomed(
    connection: &mut Connection,
    now: Timestamp,
    most: i64,
) -> Result<Vec<AttachmentId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "select id from attachments where doomed_at <= $1 order by doomed_at limit $2",
        now.0,
        most
    )?;
    Ok(rows.into_iter().map(|(id,)| AttachmentId(id)).collect())
}

/// The file is removed.
pub(crate) async fn remove(
    connection: &mut Connection,
    attachment: AttachmentId,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from attachments where id = $1 and doomed_at is not null",
        attachment.0
    )
}

impl From<KeptRow> for Kept {
    fn from(row: KeptRow) -> Self {
        Self {
            name: row.name,
            media_type: row.media_type,
        }
    }
}

/// At most `most` files of conversations that were erased.
pub(crate) async fn erased(
    connection: &mut Connection,
    most: i64,
) -> Result<Vec<AttachmentId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "select id from erased_files order by id limit $1",
        most
    )?;
    Ok(rows.into_iter().map(|(id,)| AttachmentId(id)).collect())
}

/// The contents of these files are removed.
pub(crate) async fn forget_erased(
    connection: &mut Connection,
    attachments: &[AttachmentId],
) -> Result<(), sqlx::Error> {
    for attachment in attachments {
        execute!(
            connection,
            "delete from erased_files where id = $1",
            attachment.0
        )?;
    }
    Ok(())
}
