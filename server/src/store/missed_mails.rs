//! What was sent by e-mail to visitors who were away.

use super::connection::{Connection, execute, find};
use super::conversations::number;
use crate::error::Error;
use domain::id::ConversationId;
use domain::missed::Sent;
use domain::time::Timestamp;
use sqlx::FromRow;

#[derive(FromRow)]
struct SentRow {
    up_to: i64,
    mailed_at: i64,
    in_a_row: i64,
}

impl TryFrom<SentRow> for Sent {
    type Error = Error;

    fn try_from(row: SentRow) -> Result<Self, Error> {
        Ok(Self {
            up_to: number(row.up_to)?,
            at: Timestamp(row.mailed_at),
            in_a_row: u32::try_from(row.in_a_row).unwrap_or(u32::MAX),
        })
    }
}

/// What was sent about a conversation so far.
pub(crate) async fn of(
    connection: &mut Connection,
    conversation: ConversationId,
) -> Result<Option<Sent>, Error> {
    let row = find!(
        connection,
        SentRow,
        "select up_to, mailed_at, in_a_row from missed_mails where conversation = $1",
        conversation.0
    )?;
    row.map(Sent::try_from).transpose()
}

/// This is what was sent about a conversation.
pub(crate) async fn put(
    connection: &mut Connection,
    conversation: ConversationId,
    sent: Sent,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into missed_mails (conversation, up_to, mailed_at, in_a_row) values ($1, $2, $3, $4) \
         on conflict (conversation) do update set up_to = excluded.up_to, mailed_at = excluded.mailed_at, \
         in_a_row = excluded.in_a_row",
        conversation.0,
        i64::from(sent.up_to.0),
        sent.at.0,
        i64::from(sent.in_a_row)
    )
}

/// The visitor wants no more; whether he did until now.
pub(crate) async fn decline(
    connection: &mut Connection,
    conversation: ConversationId,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let declined = execute!(
        connection,
        "update missed_mails set declined_at = $2 where conversation = $1 and declined_at is null",
        conversation.0,
        now.0
    )?;
    Ok(declined == 1)
}
