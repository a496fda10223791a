//! Messages and system lines.

use super::connection::{Connection, all, execute, find};
use super::conversations::number;
use super::flush::kind;
use crate::error::Error;
use domain::id::{ClientId, ConversationId, UserId, VisitorId};
use domain::message::{Author, Body, Message, MessageNumber};
use domain::time::Timestamp;
use domain::user::Operator;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct MessageRow {
    number: i64,
    client_id: Uuid,
    author: String,
    author_id: Option<Uuid>,
    author_name: Option<String>,
    author_public_name: Option<String>,
    kind: String,
    body: Option<String>,
    answers: Option<String>,
    file: Option<String>,
    at: i64,
    edited_at: Option<i64>,
}

impl TryFrom<MessageRow> for Message {
    type Error = Error;

    fn try_from(row: MessageRow) -> Result<Self, Error> {
        Ok(Self {
            number: number(row.number)?,
            client_id: ClientId(row.client_id),
            author: match (row.author.as_str(), row.author_id) {
                (_, Some(id)) => Author::Operator(Operator {
                    id: UserId(id),
                    name: row.author_name.unwrap_or_default(),
                    public_name: row.author_public_name.unwrap_or_default(),
                }),
                ("system", None) => Author::System,
                ("bot", None) => Author::Bot(row.author_name.unwrap_or_default()),
                _ => Author::Visitor,
            },
            body: match row.kind.as_str() {
                "text" => Body::Text(row.body.unwrap_or_default()),
                "file" => Body::File(serde_json::from_str(&row.file.unwrap_or_default())?),
                "deleted" => Body::Deleted,
                "email" => Body::Email(row.body.unwrap_or_default()),
                "joined" => Body::Joined,
                "invited" => Body::Invited(serde_json::from_str(&row.body.unwrap_or_default())?),
                "left" => Body::Left,
                "ended" => Body::Ended,
                "question" => Body::Question {
                    text: row.body.unwrap_or_default(),
                    answers: serde_json::from_str(&row.answers.unwrap_or_default())?,
                },
                "restarted" => Body::Restarted,
                "missed_mailed" => Body::MissedMailed,
                "mail_declined" => Body::MailDeclined,
                _ => return Err(Error::failed("A message of an unknown kind is stored.")),
            },
            at: Timestamp(row.at),
            edited_at: row.edited_at.map(Timestamp),
        })
    }
}

/// The line that a request made in a conversation.
pub(crate) async fn number_of(
    connection: &mut Connection,
    conversation: ConversationId,
    client_id: ClientId,
) -> Result<Option<MessageNumber>, Error> {
    let row = find!(
        connection,
        (i64,),
        "select number from messages where conversation = $1 and client_id = $2",
        conversation.0,
        client_id.0
    )?;
    row.map(|(stored,)| number(stored)).transpose()
}

/// The visitor's conversation in which his request was carried out before.
pub(crate) async fn conversation_of(
    connection: &mut Connection,
    visitor: VisitorId,
    client_id: ClientId,
) -> Result<Option<ConversationId>, sqlx::Error> {
    let row = find!(
        connection,
        (Uuid,),
        "select conversations.id from conversations \
         join messages on messages.conversation = conversations.id and messages.client_id = $2 \
         where conversations.visitor = $1",
        visitor.0,
        client_id.0
    )?;
    Ok(row.map(|(id,)| ConversationId(id)))
}

/// One line.
pub(crate) async fn get(
    connection: &mut Connection,
    conversation: ConversationId,
    place: MessageNumber,
) -> Result<Option<Message>, Error> {
    let row = find!(
        connection,
        MessageRow,
        "select number, client_id, author, author_id, author_name, author_public_name, kind, body, answers, file, at, edited_at \
         from messages where conversation = $1 and number = $2",
        conversation.0,
        i64::from(place.0)
    )?;
    row.map(Message::try_from).transpose()
}

/// A page of lines before a number, by number, and whether there are more before them.
pub(crate) async fn before(
    connection: &mut Connection,
    conversation: ConversationId,
    place: MessageNumber,
    limit: usize,
) -> Result<(Vec<Message>, bool), Error> {
    let rows = all!(
        connection,
        MessageRow,
        "select number, client_id, author, author_id, author_name, author_public_name, kind, body, answers, file, at, edited_at \
         from messages where conversation = $1 and number < $2 order by number desc limit $3",
        conversation.0,
        i64::from(place.0),
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    let mut messages: Vec<Message> = rows
        .into_iter()
        .map(Message::try_from)
        .collect::<Result<_, _>>()?;
    messages.reverse();
    // Numbers have no gap and begin at 1.
    let has_older = messages.first().is_some_and(|first| first.number.0 > 1);
    Ok((messages, has_older))
}

/// Changes what a line says.
pub(crate) async fn correct(
    connection: &mut Connection,
    conversation: ConversationId,
    place: MessageNumber,
    body: &Body,
    edited_at: Option<Timestamp>,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update messages set kind = $3, body = $4, file = null, edited_at = $5 where conversation = $1 and number = $2",
        conversation.0,
        i64::from(place.0),
        kind(body),
        body.text(),
        edited_at.map(|at| at.0)
    )
}
