//! Conversations that are erased: everything that holds a word of them goes, in few statements for many (spec 7.7).

use super::connection::{Connection, all, execute};
use super::flush::pieces;
use crate::error::Error;
use domain::event::Happening;
use domain::id::{ContactId, ConversationId, VisitorId};
use domain::message::Author;
use domain::time::Timestamp;
use sqlx::QueryBuilder;
use uuid::Uuid;

/// What goes first, since it refers to the conversation itself; of its files only what the object store calls them is left.
const PARTS: [&str; 17] = [
    "insert into erased_files (id) select id from attachments where conversation",
    "delete from attachments where conversation",
    "delete from mentions where conversation",
    "delete from pushes where conversation",
    "delete from messages where conversation",
    "delete from participations where conversation",
    "delete from seen where conversation",
    "delete from notes where conversation",
    "delete from conversation_tags where conversation",
    "delete from chatbot_waits where conversation",
    "delete from missed_mails where conversation",
    "delete from letter_tokens where conversation",
    "delete from mails where conversation",
    "delete from search_lines where conversation",
    // A ticket or a lead is a record of its own: it stays as it is, and no longer says where it came from.
    "update tickets set conversation = null where conversation",
    "update leads set conversation = null where conversation",
    "delete from conversations where id",
];

/// A conversation that is over, and whose it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Past {
    /// The conversation.
    pub(crate) conversation: ConversationId,
    /// Its visitor.
    pub(crate) visitor: VisitorId,
}

/// At most `limit` of the conversations that ended then or before, longest first.
pub(crate) async fn past(
    connection: &mut Connection,
    ended_by: Timestamp,
    limit: usize,
) -> Result<Vec<Past>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid, Uuid),
        "select id, visitor from conversations where ended_at is not null and ended_at <= $1 \
         order by ended_at, id limit $2",
        ended_by.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    let past = rows.into_iter().map(|(id, visitor)| Past {
        conversation: ConversationId(id),
        visitor: VisitorId(visitor),
    });
    Ok(past.collect())
}

/// At most `limit` of the conversations of a contact, whether they are over or not.
pub(crate) async fn of_contact(
    connection: &mut Connection,
    contact: ContactId,
    limit: usize,
) -> Result<Vec<Past>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid, Uuid),
        "select conversations.id, conversations.visitor from conversations \
         join visitors on visitors.id = conversations.visitor where visitors.contact = $1 order by conversations.id limit $2",
        contact.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    let past = rows.into_iter().map(|(id, visitor)| Past {
        conversation: ConversationId(id),
        visitor: VisitorId(visitor),
    });
    Ok(past.collect())
}

/// Erases conversations, and those of their visitors who have no other, with the contacts that came of
/// what these said alone. The journal's entries stay where they are, without what they
/// said.
pub(crate) async fn erase(connection: &mut Connection, past: &[Past]) -> Result<(), Error> {
    let conversations: Vec<Uuid> = past.iter().map(|past| past.conversation.0).collect();
    for part in PARTS {
        of_these(connection, part, &conversations, "").await?;
    }
    let erased = serde_json::to_string(&Happening::<Author>::Erased)?;
    let journal = format!("update journal set happening = '{erased}' where conversation");
    of_these(connection, &journal, &conversations, "").await?;
    let mut visitors: Vec<Uuid> = past.iter().map(|past| past.visitor.0).collect();
    visitors.sort_unstable();
    visitors.dedup();
    // Whoever changed a contact by hand, or made a ticket or a lead for it, wants to know it still.
    let nobody_else = ") and not is_kept and not exists (select 1 from tickets where tickets.contact = contacts.id) \
         and not exists (select 1 from leads where leads.contact = contacts.id) \
         and not exists (select 1 from visitors join conversations on conversations.visitor = visitors.id \
         where visitors.contact = contacts.id)";
    of_these(
        connection,
        "delete from contacts where id in (select contact from visitors where id",
        &visitors,
        nobody_else,
    )
    .await?;
    let others =
        " and not exists (select 1 from conversations where conversations.visitor = visitors.id)";
    of_these(
        connection,
        "delete from visitors where id",
        &visitors,
        others,
    )
    .await?;
    Ok(())
}

/// Forgets the figures of conversations.
pub(crate) async fn forget_figures(
    connection: &mut Connection,
    past: &[Past],
) -> Result<(), sqlx::Error> {
    let conversations: Vec<Uuid> = past.iter().map(|past| past.conversation.0).collect();
    of_these(
        connection,
        "delete from facts where conversation",
        &conversations,
        "",
    )
    .await
}

/// Forgets at most `limit` of the figures that are left of conversations that ended then or before and were erased already; how many
/// there were.
pub(crate) async fn forget_left_figures(
    connection: &mut Connection,
    ended_by: Timestamp,
    limit: usize,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from facts where conversation in (select conversation from facts left_over \
         where started_at <= $1 and ended_at <= $1 \
         and not exists (select 1 from conversations where conversations.id = left_over.conversation) \
         order by started_at, conversation limit $2)",
        ended_by.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )
}

/// Runs a statement that ends with a column, which has to be one of these.
async fn of_these(
    connection: &mut Connection,
    statement: &str,
    ids: &[Uuid],
    and: &str,
) -> Result<(), sqlx::Error> {
    match connection {
        Connection::Sqlite(transaction) => {
            for piece in pieces(ids) {
                let mut query = QueryBuilder::new(statement);
                query.push(" in (");
                let mut list = query.separated(", ");
                for id in piece {
                    list.push_bind(*id);
                }
                query.push(")").push(and);
                query.build().execute(&mut **transaction).await?;
            }
        }
        Connection::Postgres(transaction) => {
            let mut query = QueryBuilder::new(statement);
            query.push(" = any(").push_bind(ids.to_vec()).push(")");
            query.push(and);
            query.build().execute(&mut **transaction).await?;
        }
    }
    Ok(())
}
