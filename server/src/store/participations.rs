//! Who was in a conversation, as what, from when to when (spec 7.8).

use super::connection::{Connection, all, execute};
use domain::id::{ConversationId, UserId};
use domain::time::Timestamp;
use uuid::Uuid;

/// Somebody came in: the visitor, or a user.
pub(crate) async fn begin(
    connection: &mut Connection,
    conversation: ConversationId,
    user: Option<UserId>,
    at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into participations (id, conversation, kind, user_id, joined_at) values ($1, $2, $3, $4, $5)",
        Uuid::now_v7(),
        conversation.0,
        if user.is_some() {
            "operator"
        } else {
            "visitor"
        },
        user.map(|user| user.0),
        at.0
    )
}

/// A user left.
pub(crate) async fn end(
    connection: &mut Connection,
    conversation: ConversationId,
    user: UserId,
    at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update participations set left_at = $3, \
         messages = (select count(*) from messages m where m.conversation = participations.conversation \
         and m.author_id = participations.user_id and m.kind in ('text', 'deleted') and m.at >= joined_at), \
         first_response_ms = (select min(m.at) from messages m where m.conversation = participations.conversation \
         and m.author_id = participations.user_id and m.kind in ('text', 'deleted') and m.at >= joined_at) - joined_at \
         where conversation = $1 and user_id = $2 and left_at is null",
        conversation.0,
        user.0,
        at.0
    )
}

/// The conversation ended for everybody in it.
pub(crate) async fn end_all(
    connection: &mut Connection,
    conversation: ConversationId,
    at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update participations set left_at = $2, \
         messages = (select count(*) from messages m where m.conversation = participations.conversation \
         and m.author_id is not distinct from participations.user_id and m.kind in ('text', 'deleted') \
         and m.at >= joined_at), \
         first_response_ms = (select min(m.at) from messages m where m.conversation = participations.conversation \
         and m.author_id is not distinct from participations.user_id and m.kind in ('text', 'deleted') \
         and m.at >= joined_at) - joined_at \
         where conversation = $1 and left_at is null",
        conversation.0,
        at.0
    )
}

/// The open conversations that a user is in.
pub(crate) async fn open_of(
    connection: &mut Connection,
    user: UserId,
) -> Result<Vec<ConversationId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "select distinct conversation from participations where user_id = $1 and left_at is null",
        user.0
    )?;
    Ok(rows.into_iter().map(|(id,)| ConversationId(id)).collect())
}

/// How many open conversations each user is in; users in none are left out.
pub(crate) async fn open_counts(
    connection: &mut Connection,
) -> Result<Vec<(UserId, i64)>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid, i64),
        "select user_id, count(*) from participations where left_at is null and user_id is not null group by user_id"
    )?;
    Ok(rows
        .into_iter()
        .map(|(user, count)| (UserId(user), count))
        .collect())
}
