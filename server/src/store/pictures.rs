//! Pictures of people, channels and chatbots: small, and kept in the database so that every node has them.

use super::connection::{Connection, execute, find};
use domain::id::{ChannelId, ChatbotId, PictureId, UserId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// Whose picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bearer {
    /// A person's.
    User(UserId),
    /// A channel's.
    Channel(ChannelId),
    /// A chatbot's.
    Chatbot(ChatbotId),
}

#[derive(FromRow)]
struct BearerRow {
    picture: Option<Uuid>,
}

/// Keeps a picture, unless it is kept already.
pub(crate) async fn add(
    connection: &mut Connection,
    picture: PictureId,
    bytes: &[u8],
    at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into pictures (id, bytes, created_at) values ($1, $2, $3) on conflict (id) do nothing",
        picture.0,
        bytes,
        at.0
    )
}

/// The bytes of a picture.
pub(crate) async fn get(
    connection: &mut Connection,
    picture: PictureId,
) -> Result<Option<Vec<u8>>, sqlx::Error> {
    let row = find!(
        connection,
        (Vec<u8>,),
        "select bytes from pictures where id = $1",
        picture.0
    )?;
    Ok(row.map(|(bytes,)| bytes))
}

/// The picture that somebody or something has; `None` if there is no such bearer.
pub(crate) async fn of(
    connection: &mut Connection,
    bearer: Bearer,
) -> Result<Option<Option<PictureId>>, sqlx::Error> {
    let row = match bearer {
        Bearer::User(user) => find!(
            connection,
            BearerRow,
            "select picture from users where id = $1",
            user.0
        )?,
        Bearer::Channel(channel) => find!(
            connection,
            BearerRow,
            "select picture from channels where id = $1",
            channel.0
        )?,
        Bearer::Chatbot(chatbot) => find!(
            connection,
            BearerRow,
            "select picture from chatbots where id = $1",
            chatbot.0
        )?,
    };
    Ok(row.map(|row| row.picture.map(PictureId)))
}

/// Gives somebody or something another picture, or none.
pub(crate) async fn set(
    connection: &mut Connection,
    bearer: Bearer,
    picture: Option<PictureId>,
) -> Result<u64, sqlx::Error> {
    let picture = picture.map(|picture| picture.0);
    match bearer {
        Bearer::User(user) => execute!(
            connection,
            "update users set picture = $2 where id = $1",
            user.0,
            picture
        ),
        Bearer::Channel(channel) => execute!(
            connection,
            "update channels set picture = $2 where id = $1",
            channel.0,
            picture
        ),
        Bearer::Chatbot(chatbot) => execute!(
            connection,
            "update chatbots set picture = $2 where id = $1",
            chatbot.0,
            picture
        ),
    }
}

/// Removes a picture that nobody has any more.
pub(crate) async fn drop_unused(
    connection: &mut Connection,
    picture: PictureId,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from pictures where id = $1 and not exists (select 1 from users where picture = $1) \
         and not exists (select 1 from channels where picture = $1) \
         and not exists (select 1 from chatbots where picture = $1)",
        picture.0
    )
}
