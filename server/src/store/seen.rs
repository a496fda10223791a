//! How far each user has read each conversation.

use super::connection::{Connection, all, find};
use super::conversations::number;
use crate::error::Error;
use domain::id::{ConversationId, UserId};
use domain::message::{Author, MessageNumber};
use domain::user::{Operator, Preferences};
use domain::wire::console::SomebodySaw;
use sqlx::FromRow;
use uuid::Uuid;

/// How far a user has read a conversation; 0 if he has not opened it.
pub(crate) async fn of(
    connection: &mut Connection,
    conversation: ConversationId,
    user: UserId,
) -> Result<MessageNumber, Error> {
    let row = find!(
        connection,
        (i64,),
        "select number from seen where conversation = $1 and user_id = $2",
        conversation.0,
        user.0
    )?;
    row.map_or(Ok(MessageNumber(0)), |(stored,)| number(stored))
}

#[derive(FromRow)]
struct SeenRow {
    conversation: Uuid,
    user_id: Uuid,
    number: i64,
    name: String,
    preferences: String,
}

impl TryFrom<SeenRow> for SomebodySaw {
    type Error = Error;

    fn try_from(row: SeenRow) -> Result<Self, Error> {
        let preferences: Preferences = serde_json::from_str(&row.preferences)?;
        let public_name = if preferences.chat_name.is_empty() {
            row.name.clone()
        } else {
            preferences.chat_name
        };
        Ok(Self {
            conversation: ConversationId(row.conversation),
            reader: Author::Operator(Operator {
                id: UserId(row.user_id),
                name: row.name,
                public_name,
            }),
            number: number(row.number)?,
        })
    }
}

/// How far each user has read the newest conversations.
pub(crate) async fn of_page(
    connection: &mut Connection,
    limit: usize,
) -> Result<Vec<SomebodySaw>, Error> {
    let rows = all!(
        connection,
        SeenRow,
        "select seen.conversation, seen.user_id, seen.number, users.name, users.preferences from \
         (select id from conversations order by active_at desc, id desc limit $1) page \
         join seen on seen.conversation = page.id join users on users.id = seen.user_id",
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    rows.into_iter().map(SomebodySaw::try_from).collect()
}
