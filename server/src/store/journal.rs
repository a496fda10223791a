//! The journal and its head.

use super::connection::{Connection, all, execute, one};
use crate::error::Error;
use domain::event::{
    ChannelChange, ChannelEvent, Cursor, Entry, Event, PersonChange, PersonEvent, Position,
};
use domain::id::{ChannelId, ConversationId, UserId};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

/// Where the journal stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    /// Which journal.
    pub(crate) epoch: i64,
    /// The position of its last entry.
    pub(crate) position: Position,
}

impl Head {
    /// As a client keeps it.
    pub(crate) fn cursor(self) -> Cursor {
        Cursor {
            epoch: self.epoch,
            position: self.position,
        }
    }
}

#[derive(FromRow)]
struct HeadRow {
    epoch: i64,
    position: i64,
}

impl From<HeadRow> for Head {
    fn from(row: HeadRow) -> Self {
        Self {
            epoch: row.epoch,
            position: Position(row.position),
        }
    }
}

#[derive(FromRow)]
struct EntryRow {
    position: i64,
    conversation: Option<Uuid>,
    at: i64,
    happening: String,
}

/// What an entry holds that is not of a conversation.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Elsewhere {
    Channel(ChannelId, ChannelChange),
    Person(UserId, PersonChange),
}

impl TryFrom<EntryRow> for Entry {
    type Error = Error;

    fn try_from(row: EntryRow) -> Result<Self, Error> {
        let (position, at) = (Position(row.position), Timestamp(row.at));
        let Some(conversation) = row.conversation else {
            return Ok(match serde_json::from_str(&row.happening)? {
                Elsewhere::Channel(channel, change) => Self::Channel(ChannelEvent {
                    position,
                    channel,
                    at,
                    change,
                }),
                Elsewhere::Person(user, change) => Self::Person(PersonEvent {
                    position,
                    user,
                    at,
                    change,
                }),
            });
        };
        Ok(Self::Conversation(Event {
            position,
            conversation: ConversationId(conversation),
            at,
            happening: serde_json::from_str(&row.happening)?,
        }))
    }
}

/// What an entry holds, as it is stored.
pub(super) fn stored(entry: &Entry) -> Result<String, serde_json::Error> {
    match entry {
        Entry::Conversation(event) => serde_json::to_string(&event.happening),
        Entry::Channel(event) => {
            serde_json::to_string(&Elsewhere::Channel(event.channel, event.change.clone()))
        }
        Entry::Person(event) => {
            serde_json::to_string(&Elsewhere::Person(event.user, event.change.clone()))
        }
    }
}

/// Where the journal stands.
pub(crate) async fn head(connection: &mut Connection) -> Result<Head, sqlx::Error> {
    one!(
        connection,
        HeadRow,
        "select epoch, position from journal_head"
    )
    .map(Head::from)
}

/// Where the journal stands, and nobody else may move it before this transaction ends: this is what makes positions
/// gap-free and ordered by commit. `SQLite` has the lock since `begin immediate`.
pub(super) async fn locked_head(connection: &mut Connection) -> Result<Head, sqlx::Error> {
    match connection {
        Connection::Sqlite(_) => head(connection).await,
        Connection::Postgres(transaction) => {
            sqlx::query_as::<_, HeadRow>("select epoch, position from journal_head for update")
                .fetch_one(&mut **transaction)
                .await
                .map(Head::from)
        }
    }
}

/// Moves the head. The generation is for nodes of earlier builds, which remember nothing across a change of it.
pub(super) async fn move_head(connection: &mut Connection, head: Head) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update journal_head set position = $1, generation = generation + 1",
        head.position.0
    )
}

/// At most `limit` entries after a position.
pub(crate) async fn after(
    connection: &mut Connection,
    position: Position,
    limit: usize,
) -> Result<Vec<Entry>, Error> {
    let rows = all!(
        connection,
        EntryRow,
        "select position, conversation, at, happening from journal where position > $1 order by position limit $2",
        position.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    rows.into_iter().map(Entry::try_from).collect()
}

/// The conversation of each entry after a position that is of one.
pub(super) async fn conversations_since(
    connection: &mut Connection,
    position: Position,
) -> Result<Vec<ConversationId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "select conversation from journal where position > $1 and conversation is not null",
        position.0
    )?;
    Ok(rows.into_iter().map(|(id,)| ConversationId(id)).collect())
}

/// At most `limit` entries of a conversation after a position.
pub(crate) async fn of_conversation_after(
    connection: &mut Connection,
    conversation: ConversationId,
    position: Position,
    limit: usize,
) -> Result<Vec<Event>, Error> {
    let rows = all!(
        connection,
        EntryRow,
        "select position, conversation, at, happening from journal \
         where conversation = $1 and position > $2 order by position limit $3",
        conversation.0,
        position.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    let entries = rows.into_iter().map(Entry::try_from);
    entries
        .filter_map(|entry| match entry {
            Ok(Entry::Conversation(event)) => Some(Ok(event)),
            Ok(Entry::Channel(_) | Entry::Person(_)) => None,
            Err(error) => Some(Err(error)),
        })
        .collect()
}
