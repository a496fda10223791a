//! Channels.

use super::connection::{Connection, all, find};
use crate::error::Error;
use domain::channel::Channel;
use domain::id::{ChannelId, ConversationId};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct ChannelRow {
    id: Uuid,
    key: String,
    name: String,
    texts: String,
    colours: String,
    allowed_origins: String,
}

impl TryFrom<ChannelRow> for Channel {
    type Error = Error;

    fn try_from(row: ChannelRow) -> Result<Self, Error> {
        Ok(Self {
            id: ChannelId(row.id),
            key: row.key,
            name: row.name,
            texts: serde_json::from_str(&row.texts)?,
            colours: serde_json::from_str(&row.colours)?,
            allowed_origins: serde_json::from_str(&row.allowed_origins)?,
        })
    }
}

/// The channel that a script tag names.
pub(crate) async fn by_key(
    connection: &mut Connection,
    key: &str,
) -> Result<Option<Channel>, Error> {
    // `PostgreSQL` fails on a text with this character instead of finding nothing.
    if key.contains('\0') {
        return Ok(None);
    }
    let row = find!(
        connection,
        ChannelRow,
        "select id, key, name, texts, colours, allowed_origins from channels where key = $1",
        key
    )?;
    row.map(Channel::try_from).transpose()
}

/// All channels, by name.
pub(crate) async fn all(connection: &mut Connection) -> Result<Vec<Channel>, Error> {
    let rows = all!(
        connection,
        ChannelRow,
        "select id, key, name, texts, colours, allowed_origins from channels order by name, key"
    )?;
    rows.into_iter().map(Channel::try_from).collect()
}

/// The channel in which a conversation began.
pub(crate) async fn of_conversation(
    connection: &mut Connection,
    conversation: ConversationId,
) -> Result<Option<Channel>, Error> {
    let row = find!(
        connection,
        ChannelRow,
        "select id, key, name, texts, colours, allowed_origins from channels \
         where id = (select channel from conversations where id = $1)",
        conversation.0
    )?;
    row.map(Channel::try_from).transpose()
}
