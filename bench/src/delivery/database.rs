//! What the database has in the end.

use super::verdict::Line;
use crate::database::{Database, rows};
use crate::failure::Outcome;
use domain::id::PublicConversationId;
use domain::message::MessageNumber;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The lines of every conversation, by number.
pub(crate) async fn stored(
    database: &Database,
) -> Outcome<BTreeMap<PublicConversationId, Vec<Line>>> {
    let rows = rows!(
        &mut database.open().await?,
        (Uuid, i64, Option<String>),
        "select c.public_id, m.number, m.body from messages m join conversations c on c.id = m.conversation \
         order by m.conversation, m.number"
    )?;
    let mut conversations: BTreeMap<PublicConversationId, Vec<Line>> = BTreeMap::new();
    for (public_id, number, words) in rows {
        let line = Line {
            number: MessageNumber(u32::try_from(number)?),
            words,
        };
        conversations
            .entry(PublicConversationId(public_id))
            .or_default()
            .push(line);
    }
    Ok(conversations)
}

/// How many places of the journal are missing or doubled.
pub(crate) async fn journal_gaps(database: &Database) -> Outcome<i64> {
    let rows = rows!(
        &mut database.open().await?,
        (i64,),
        "select (select position from journal_head) - (select count(distinct position) from journal)"
    )?;
    Ok(rows.first().ok_or("the journal has no head")?.0)
}
