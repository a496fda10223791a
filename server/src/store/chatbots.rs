//! Chatbots, and every script that each of them had.

use super::connection::{Connection, all, execute, find, one};
use super::rules;
use crate::error::Error;
use domain::chatbot::{Chatbot, ChatbotCard, Script};
use domain::id::{ChatbotId, PictureId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct ChatbotRow {
    id: Uuid,
    name: String,
    picture: Option<Uuid>,
    version: i64,
    archived_at: Option<i64>,
    script: String,
}

impl TryFrom<ChatbotRow> for Chatbot {
    type Error = Error;

    fn try_from(row: ChatbotRow) -> Result<Self, Error> {
        Ok(Self {
            id: ChatbotId(row.id),
            name: row.name,
            picture: row.picture.map(PictureId),
            script: serde_json::from_str(&row.script)?,
            version: row.version,
            is_archived: row.archived_at.is_some(),
        })
    }
}

/// Reads whole rows; what follows says which.
macro_rules! chatbot {
    ($rest:literal) => {
        concat!(
            "select chatbots.id, chatbots.name, chatbots.picture, chatbots.version, chatbots.archived_at, chatbot_versions.script \
             from chatbots join chatbot_versions on chatbot_versions.chatbot = chatbots.id \
             and chatbot_versions.version = chatbots.version ",
            $rest
        )
    };
}

#[derive(FromRow)]
struct CardRow {
    id: Uuid,
    name: String,
    picture: Option<Uuid>,
    steps: i64,
    archived_at: Option<i64>,
}

/// All chatbots, by name.
pub(crate) async fn list(connection: &mut Connection) -> Result<Vec<ChatbotCard>, Error> {
    let rows = all!(
        connection,
        CardRow,
        "select id, name, picture, steps, archived_at from chatbots order by created_at, id"
    )?;
    let named = rules::chatbots(connection).await?;
    let card = |row: CardRow| ChatbotCard {
        id: ChatbotId(row.id),
        name: row.name,
        picture: row.picture.map(PictureId),
        steps: usize::try_from(row.steps).unwrap_or_default(),
        is_archived: row.archived_at.is_some(),
        channels: rules::naming(ChatbotId(row.id), &named),
    };
    let mut chatbots: Vec<ChatbotCard> = rows.into_iter().map(card).collect();
    // The two databases sort letters with accents differently; here all sort them alike.
    chatbots.sort_by_cached_key(|chatbot| chatbot.name.to_lowercase());
    Ok(chatbots)
}

/// One of them.
pub(crate) async fn by_id(
    connection: &mut Connection,
    id: ChatbotId,
) -> Result<Option<Chatbot>, Error> {
    let row = find!(
        connection,
        ChatbotRow,
        chatbot!("where chatbots.id = $1"),
        id.0
    )?;
    row.map(Chatbot::try_from).transpose()
}

/// The script that a chatbot had in a version.
pub(crate) async fn script(
    connection: &mut Connection,
    id: ChatbotId,
    version: i64,
) -> Result<Option<Script>, Error> {
    let row = find!(
        connection,
        (String,),
        "select script from chatbot_versions where chatbot = $1 and version = $2",
        id.0,
        version
    )?;
    Ok(row
        .map(|(script,)| serde_json::from_str(&script))
        .transpose()?)
}

/// Those that can answer: not put away, and with at least one step (spec 4.5).
pub(crate) async fn usable(connection: &mut Connection) -> Result<Vec<ChatbotId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "select id from chatbots where archived_at is null and steps > 0"
    )?;
    Ok(rows.into_iter().map(|(id,)| ChatbotId(id)).collect())
}

/// How many there are.
pub(crate) async fn count(connection: &mut Connection) -> Result<usize, sqlx::Error> {
    let (count,) = one!(connection, (i64,), "select count(*) from chatbots")?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Adds one.
pub(crate) async fn add(
    connection: &mut Connection,
    chatbot: &Chatbot,
    at: Timestamp,
) -> Result<(), Error> {
    execute!(
        connection,
        "insert into chatbots (id, name, picture, version, steps, created_at) values ($1, $2, $3, $4, $5, $6)",
        chatbot.id.0,
        chatbot.name.as_str(),
        chatbot.picture.map(|picture| picture.0),
        chatbot.version,
        steps(chatbot),
        at.0
    )?;
    add_version(connection, chatbot).await
}

/// Gives one another name and script, as the version after `chatbot.version`; `false` if it is of another version by now.
pub(crate) async fn save(connection: &mut Connection, chatbot: &Chatbot) -> Result<bool, Error> {
    let next = chatbot.version.saturating_add(1);
    let saved = execute!(
        connection,
        "update chatbots set name = $3, steps = $4, version = $5 where id = $1 and version = $2",
        chatbot.id.0,
        chatbot.version,
        chatbot.name.as_str(),
        steps(chatbot),
        next
    )?;
    if saved == 0 {
        return Ok(false);
    }
    let chatbot = Chatbot {
        version: next,
        ..chatbot.clone()
    };
    add_version(connection, &chatbot).await?;
    Ok(true)
}

async fn add_version(connection: &mut Connection, chatbot: &Chatbot) -> Result<(), Error> {
    execute!(
        connection,
        "insert into chatbot_versions (chatbot, version, script) values ($1, $2, $3)",
        chatbot.id.0,
        chatbot.version,
        serde_json::to_string(&chatbot.script)?
    )?;
    Ok(())
}

fn steps(chatbot: &Chatbot) -> i64 {
    i64::try_from(chatbot.script.steps.len()).unwrap_or(i64::MAX)
}

/// Puts one away, or takes it out again.
pub(crate) async fn archive(
    connection: &mut Connection,
    id: ChatbotId,
    at: Option<Timestamp>,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update chatbots set archived_at = $2 where id = $1",
        id.0,
        at.map(|at| at.0)
    )
}

/// Removes one; conversations that it has begun go on with the scripts that stay.
pub(crate) async fn remove(connection: &mut Connection, id: ChatbotId) -> Result<u64, sqlx::Error> {
    execute!(connection, "delete from chatbots where id = $1", id.0)
}
