//! Which messages call which operator by name (spec 10.6).

use super::connection::{Connection, all, execute};
use super::conversations::number;
use crate::error::Error;
use domain::id::{ConversationId, UserId};
use domain::message::MessageNumber;
use uuid::Uuid;

/// Messages that somebody has not seen, with where it stands how far he has.
macro_rules! unseen {
    () => {
        "select mentions.conversation, mentions.number from mentions \
         join messages on messages.conversation = mentions.conversation and messages.number = mentions.number \
         left join seen on seen.conversation = mentions.conversation and seen.user_id = mentions.user_id \
         where mentions.user_id = $1 and mentions.number > coalesce(seen.number, 0) and messages.kind = 'text' "
    };
}

/// A message calls these operators.
pub(crate) async fn add(
    connection: &mut Connection,
    conversation: ConversationId,
    message: MessageNumber,
    users: &[UserId],
) -> Result<(), sqlx::Error> {
    for user in users {
        execute!(
            connection,
            "insert into mentions (user_id, conversation, number) values ($1, $2, $3)",
            user.0,
            conversation.0,
            i64::from(message.0)
        )?;
    }
    Ok(())
}

/// The messages that call a user and that he has not seen, by conversation and number.
pub(crate) async fn unseen(
    connection: &mut Connection,
    user: UserId,
) -> Result<Vec<(ConversationId, MessageNumber)>, Error> {
    let rows = all!(
        connection,
        (Uuid, i64),
        concat!(unseen!(), "order by mentions.conversation, mentions.number"),
        user.0
    )?;
    rows.into_iter()
        .map(|(id, stored)| Ok((ConversationId(id), number(stored)?)))
        .collect()
}

/// Those among them that stand in one conversation.
pub(crate) async fn unseen_in(
    connection: &mut Connection,
    user: UserId,
    conversation: ConversationId,
) -> Result<Vec<MessageNumber>, Error> {
    let rows = all!(
        connection,
        (Uuid, i64),
        concat!(
            unseen!(),
            "and mentions.conversation = $2 order by mentions.number"
        ),
        user.0,
        conversation.0
    )?;
    rows.into_iter().map(|(_, stored)| number(stored)).collect()
}
