//! Inputs of several lines that go on until nothing more comes (spec 9.7).

use super::connection::{Connection, all, execute, find};
use domain::id::ConversationId;
use domain::time::Timestamp;
use uuid::Uuid;

/// The input of a conversation is over at a time, unless something comes before.
pub(crate) async fn put(
    connection: &mut Connection,
    conversation: ConversationId,
    due_at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into chatbot_waits (conversation, due_at) values ($1, $2) \
         on conflict (conversation) do update set due_at = excluded.due_at",
        conversation.0,
        due_at.0
    )
}

/// The input of a conversation, if it has one, is over at a time.
pub(crate) async fn put_off(
    connection: &mut Connection,
    conversation: ConversationId,
    due_at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update chatbot_waits set due_at = $2 where conversation = $1",
        conversation.0,
        due_at.0
    )
}

/// Whether there is such an input in a conversation.
pub(crate) async fn is_any(
    connection: &mut Connection,
    conversation: ConversationId,
) -> Result<bool, sqlx::Error> {
    let row = find!(
        connection,
        (i64,),
        "select due_at from chatbot_waits where conversation = $1",
        conversation.0
    )?;
    Ok(row.is_some())
}

/// The conversations whose inputs are over, longest first.
pub(crate) async fn due(
    connection: &mut Connection,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<ConversationId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "select conversation from chatbot_waits where due_at <= $1 order by due_at, conversation limit $2",
        now.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    Ok(rows.into_iter().map(|(id,)| ConversationId(id)).collect())
}

/// The input of a conversation is over.
pub(crate) async fn remove(
    connection: &mut Connection,
    conversation: ConversationId,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from chatbot_waits where conversation = $1",
        conversation.0
    )
}
