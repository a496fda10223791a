//! Channels.

use super::connection::{Connection, all, execute, find, one};
use crate::error::Error;
use domain::channel::Channel;
use domain::id::{ChannelId, ConversationId, PictureId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct ChannelRow {
    id: Uuid,
    key: String,
    name: String,
    texts: String,
    translations: String,
    colours: String,
    options: String,
    allowed_origins: String,
    archived_at: Option<i64>,
    picture: Option<Uuid>,
    version: i64,
    rules_version: i64,
}

impl TryFrom<ChannelRow> for Channel {
    type Error = Error;

    fn try_from(row: ChannelRow) -> Result<Self, Error> {
        Ok(Self {
            id: ChannelId(row.id),
            key: row.key,
            name: row.name,
            texts: serde_json::from_str(&row.texts)?,
            translations: serde_json::from_str(&row.translations)?,
            colours: serde_json::from_str(&row.colours)?,
            options: serde_json::from_str(&row.options)?,
            allowed_origins: serde_json::from_str(&row.allowed_origins)?,
            is_archived: row.archived_at.is_some(),
            picture: row.picture.map(PictureId),
            version: row.version,
            rules_version: row.rules_version,
        })
    }
}

/// Reads whole rows; what follows says which.
macro_rules! channel {
    ($rest:literal) => {
        concat!(
            "select id, key, name, texts, translations, colours, options, allowed_origins, archived_at, picture, \
             version, rules_version from channels ",
            $rest
        )
    };
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
    let row = find!(connection, ChannelRow, channel!("where key = $1"), key)?;
    row.map(Channel::try_from).transpose()
}

/// A channel.
pub(crate) async fn by_id(
    connection: &mut Connection,
    channel: ChannelId,
) -> Result<Option<Channel>, Error> {
    let row = find!(connection, ChannelRow, channel!("where id = $1"), channel.0)?;
    row.map(Channel::try_from).transpose()
}

/// All channels, by name.
pub(crate) async fn all(connection: &mut Connection) -> Result<Vec<Channel>, Error> {
    let rows = all!(connection, ChannelRow, channel!("order by name, key"))?;
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
        channel!("where id = (select channel from conversations where id = $1)"),
        conversation.0
    )?;
    row.map(Channel::try_from).transpose()
}

/// How many channels there are.
pub(crate) async fn count(connection: &mut Connection) -> Result<i64, sqlx::Error> {
    one!(connection, (i64,), "select count(*) from channels").map(|(count,)| count)
}

/// Whether another channel has this name already, whichever its capitals.
pub(crate) async fn name_is_taken(
    connection: &mut Connection,
    name: &str,
    by_other_than: ChannelId,
) -> Result<bool, sqlx::Error> {
    // The databases disagree about capitals beyond ASCII, so they are compared here.
    let names = all!(
        connection,
        (String,),
        "select name from channels where id <> $1",
        by_other_than.0
    )?;
    let name = name.to_lowercase();
    Ok(names.iter().any(|(other,)| other.to_lowercase() == name))
}

/// Adds a channel; `false` if another has its key.
pub(crate) async fn add(
    connection: &mut Connection,
    channel: &Channel,
    at: Timestamp,
) -> Result<bool, Error> {
    let added = execute!(
        connection,
        "insert into channels (id, key, name, texts, translations, colours, options, allowed_origins, version, created_at, picture) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (key) do nothing",
        channel.id.0,
        channel.key.as_str(),
        channel.name.as_str(),
        serde_json::to_string(&channel.texts)?,
        serde_json::to_string(&channel.translations)?,
        serde_json::to_string(&channel.colours)?,
        serde_json::to_string(&channel.options)?,
        serde_json::to_string(&channel.allowed_origins)?,
        channel.version,
        at.0,
        channel.picture.map(|picture| picture.0)
    )?;
    Ok(added == 1)
}

/// Stores what a form says, and counts the channel's version up; `false` if it is of another version than the channel.
pub(crate) async fn save(connection: &mut Connection, channel: &Channel) -> Result<bool, Error> {
    let saved = execute!(
        connection,
        "update channels set name = $3, texts = $4, translations = $5, colours = $6, options = $7, allowed_origins = $8, \
         version = version + 1 where id = $1 and version = $2",
        channel.id.0,
        channel.version,
        channel.name.as_str(),
        serde_json::to_string(&channel.texts)?,
        serde_json::to_string(&channel.translations)?,
        serde_json::to_string(&channel.colours)?,
        serde_json::to_string(&channel.options)?,
        serde_json::to_string(&channel.allowed_origins)?
    )?;
    Ok(saved == 1)
}

/// The rules of a channel are not what they were.
pub(crate) async fn count_rules_up(
    connection: &mut Connection,
    channel: ChannelId,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update channels set rules_version = rules_version + 1 where id = $1",
        channel.0
    )
}

/// Puts a channel away, or takes it out again.
pub(crate) async fn archive(
    connection: &mut Connection,
    channel: ChannelId,
    at: Option<Timestamp>,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update channels set archived_at = $2, version = version + 1 where id = $1",
        channel.0,
        at.map(|at| at.0)
    )
}

/// Whether any conversation ever began in a channel.
pub(crate) async fn has_conversations(
    connection: &mut Connection,
    channel: ChannelId,
) -> Result<bool, sqlx::Error> {
    let found = find!(
        connection,
        (Uuid,),
        "select id from conversations where channel = $1 limit 1",
        channel.0
    )?;
    Ok(found.is_some())
}

/// Removes a channel that has no conversations, with its visitors, rules and operators.
pub(crate) async fn remove(
    connection: &mut Connection,
    channel: ChannelId,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from visitors where channel = $1",
        channel.0
    )?;
    execute!(connection, "delete from channels where id = $1", channel.0)
}

/// Open conversations of each channel; channels without are left out.
pub(crate) async fn open_conversations(
    connection: &mut Connection,
) -> Result<Vec<(ChannelId, i64)>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid, i64),
        "select channel, count(*) from conversations where ended_at is null group by channel"
    )?;
    Ok(rows
        .into_iter()
        .map(|(channel, count)| (ChannelId(channel), count))
        .collect())
}
