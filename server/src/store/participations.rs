//! Who was in a conversation, as what, from when to when (spec 7.8).

use super::connection::{Connection, all, execute, find};
use crate::error::Error;
use domain::id::{ChannelId, ConversationId, UserId, VisitorId};
use domain::routing::{Load, Reason};
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

/// A chatbot answers first.
pub(crate) async fn begin_bot(
    connection: &mut Connection,
    conversation: ConversationId,
    at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into participations (id, conversation, kind, joined_at) values ($1, $2, 'bot', $3)",
        Uuid::now_v7(),
        conversation.0,
        at.0
    )
}

/// The chatbot has handed the conversation over.
pub(crate) async fn end_bot(
    connection: &mut Connection,
    conversation: ConversationId,
    at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update participations set left_at = $2, \
         messages = (select count(*) from messages m where m.conversation = participations.conversation \
         and m.author = participations.kind and m.kind in ('text', 'question') and m.at >= joined_at) \
         where conversation = $1 and kind = 'bot' and left_at is null",
        conversation.0,
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
         and m.author_id = participations.user_id and m.kind in ('text', 'file', 'deleted') and m.at >= joined_at), \
         first_response_ms = (select min(m.at) from messages m where m.conversation = participations.conversation \
         and m.author_id = participations.user_id and m.kind in ('text', 'file', 'deleted') and m.at >= joined_at) - joined_at \
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
         and m.author_id is not distinct from participations.user_id and m.author = participations.kind \
         and m.kind in ('text', 'file', 'question', 'deleted') \
         and m.at >= joined_at), \
         first_response_ms = (select min(m.at) from messages m where m.conversation = participations.conversation \
         and m.author_id is not distinct from participations.user_id and m.author = participations.kind \
         and m.kind in ('text', 'file', 'question', 'deleted') \
         and m.at >= joined_at) - joined_at \
         where conversation = $1 and left_at is null",
        conversation.0,
        at.0
    )
}

/// The open conversations that a user is in, those that he came into last first.
pub(crate) async fn open_of(
    connection: &mut Connection,
    user: UserId,
) -> Result<Vec<ConversationId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "select conversation from participations where user_id = $1 and left_at is null \
         group by conversation order by max(joined_at) desc, conversation",
        user.0
    )?;
    Ok(rows.into_iter().map(|(id,)| ConversationId(id)).collect())
}

/// What each user has to do: his open conversations of all channels with something happening since the first of these times, and
/// those of this channel since the second. Users with none are left out (spec 5.3, 5.5).
pub(crate) async fn loads(
    connection: &mut Connection,
    channel: ChannelId,
    (active_since, counts_since): (Timestamp, Timestamp),
) -> Result<Vec<(UserId, Load)>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid, i64, i64),
        "select participations.user_id, count(*), \
         sum(case when conversations.channel = $1 and conversations.active_at > $2 then 1 else 0 end) \
         from participations join conversations on conversations.id = participations.conversation \
         where participations.left_at is null and participations.user_id is not null and conversations.active_at > $3 \
         group by participations.user_id",
        channel.0,
        counts_since.0,
        active_since.0
    )?;
    let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(rows
        .into_iter()
        .map(|(user, active, in_channel)| {
            let load = Load {
                in_channel: count(in_channel),
                active: count(active),
            };
            (UserId(user), load)
        })
        .collect())
}

/// When each user was given a conversation last, if it was after that time.
pub(crate) async fn assigned_since(
    connection: &mut Connection,
    since: Timestamp,
) -> Result<Vec<(UserId, Timestamp)>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid, i64),
        "select user_id, max(joined_at) from participations where reason is not null and joined_at > $1 group by user_id",
        since.0
    )?;
    Ok(rows
        .into_iter()
        .map(|(user, at)| (UserId(user), Timestamp(at)))
        .collect())
}

/// The operator who was last in a conversation of a visitor, and until when.
pub(crate) async fn previous_operator(
    connection: &mut Connection,
    visitor: VisitorId,
) -> Result<Option<(UserId, Timestamp)>, sqlx::Error> {
    let row = find!(
        connection,
        (Uuid, i64),
        "select participations.user_id, coalesce(participations.left_at, conversations.active_at) \
         from conversations join participations on participations.conversation = conversations.id \
         where conversations.visitor = $1 and participations.user_id is not null \
         order by participations.joined_at desc, participations.id desc limit 1",
        visitor.0
    )?;
    Ok(row.map(|(user, at)| (UserId(user), Timestamp(at))))
}

/// Why an operator who is in a conversation was given it.
pub(crate) async fn give_reason(
    connection: &mut Connection,
    conversation: ConversationId,
    user: UserId,
    reason: &Reason,
) -> Result<u64, Error> {
    Ok(execute!(
        connection,
        "update participations set reason = $3 where conversation = $1 and user_id = $2 and left_at is null",
        conversation.0,
        user.0,
        serde_json::to_string(reason)?
    )?)
}

/// The operators in a conversation who were given it, rather than came by themselves.
pub(crate) async fn given(
    connection: &mut Connection,
    conversation: ConversationId,
) -> Result<Vec<UserId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "select user_id from participations where conversation = $1 and left_at is null and reason is not null \
         and user_id is not null",
        conversation.0
    )?;
    Ok(rows.into_iter().map(|(user,)| UserId(user)).collect())
}

/// Why each operator of a conversation was given it, first assigned first; those who came by themselves are left out (spec 5.10).
pub(crate) async fn reasons(
    connection: &mut Connection,
    conversation: ConversationId,
) -> Result<Vec<(UserId, Reason)>, Error> {
    let rows = all!(
        connection,
        (Uuid, String),
        "select user_id, reason from participations where conversation = $1 and reason is not null and user_id is not null \
         order by joined_at, id",
        conversation.0
    )?;
    rows.into_iter()
        .map(|(user, reason)| Ok((UserId(user), serde_json::from_str(&reason)?)))
        .collect()
}
