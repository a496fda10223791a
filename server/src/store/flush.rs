//! Many rows in one statement, written or looked up. A batch is cut into pieces of few sizes, so that every statement stays prepared.

use super::connection::{Connection, on};
use super::conversations::number;
use super::remembered::Held;
use super::work::{NewMessage, Request};
use crate::error::Error;
use domain::conversation::{Conversation, State};
use domain::event::Event;
use domain::id::{ClientId, ConversationId, UserId};
use domain::message::{Author, Body, Message, MessageNumber};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// Rows of the pieces; with these a batch of 256 takes at most 18 statements, and 15 columns stay far below either
/// database's limit of values in a statement (32,766 and 65,535).
const PIECES: [usize; 3] = [64, 8, 1];

/// Cuts rows into pieces of the fixed sizes.
fn pieces<T>(mut rows: &[T]) -> Vec<&[T]> {
    let mut pieces = Vec::new();
    for size in PIECES {
        while let Some((piece, rest)) = rows.split_at_checked(size) {
            pieces.push(piece);
            rows = rest;
        }
    }
    pieces
}

/// Writes rows, given what stands before and after the values.
macro_rules! insert {
    ($connection:expr, $before:literal, $rows:expr, |$separated:ident, $row:ident| $push:expr, $after:literal) => {
        for piece in pieces($rows) {
            on!(&mut *$connection, |transaction| {
                let mut query = QueryBuilder::new($before);
                query.push_values(piece, |mut $separated, $row| $push);
                query.push($after);
                query.build().execute(&mut **transaction).await?;
            });
        }
    };
}

/// Which of these requests were carried out before, and the line that each made.
pub(super) async fn numbers_of(
    connection: &mut Connection,
    requests: &[Request],
) -> Result<Vec<(Request, MessageNumber)>, Error> {
    let mut found = Vec::new();
    for piece in pieces(requests) {
        let rows: Vec<(Uuid, Uuid, i64)> = on!(&mut *connection, |transaction| {
            let mut query = QueryBuilder::new("with asked (conversation, client_id) as (");
            query.push_values(piece, |mut values, (conversation, client_id)| {
                values.push_bind(conversation.0).push_bind(client_id.0);
            });
            // A cross join makes `SQLite` look up each request by the index, rather than read all messages.
            query.push(
                ") select messages.conversation, messages.client_id, messages.number from asked cross join messages \
                 where messages.conversation = asked.conversation and messages.client_id = asked.client_id",
            );
            query.build_query_as().fetch_all(&mut **transaction).await?
        });
        for (conversation, client_id, stored) in rows {
            let request = (ConversationId(conversation), ClientId(client_id));
            found.push((request, number(stored)?));
        }
    }
    Ok(found)
}

/// Writes conversations as they are now.
pub(super) async fn conversations(
    connection: &mut Connection,
    changed: &[&Held],
) -> Result<(), Error> {
    let rows: Vec<ConversationValues<'_>> = changed
        .iter()
        .map(|held| ConversationValues::of(held))
        .collect::<Result<_, _>>()?;
    insert!(
        connection,
        "insert into conversations (id, public_id, channel, visitor, visitor_name, page, language, started_at, \
         active_at, ended_at, operators, last_number, last_words, visitor_seen, operators_seen) ",
        &rows,
        |values, row| {
            let conversation = row.conversation;
            values
                .push_bind(conversation.id.0)
                .push_bind(conversation.public_id.0)
                .push_bind(conversation.channel.0)
                .push_bind(row.visitor)
                .push_bind(conversation.visitor_name.as_str())
                .push_bind(conversation.page.as_deref())
                .push_bind(conversation.language.as_deref())
                .push_bind(conversation.started_at.0)
                .push_bind(conversation.active_at.0)
                .push_bind(row.ended_at)
                .push_bind(row.operators.as_str())
                .push_bind(i64::from(conversation.last_number.0))
                .push_bind(row.last_words.as_deref())
                .push_bind(i64::from(conversation.visitor_seen.0))
                .push_bind(i64::from(conversation.operators_seen.0));
        },
        " on conflict (id) do update set active_at = excluded.active_at, ended_at = excluded.ended_at, \
         operators = excluded.operators, last_number = excluded.last_number, last_words = excluded.last_words, \
         visitor_seen = excluded.visitor_seen, operators_seen = excluded.operators_seen"
    );
    Ok(())
}

/// Adds lines.
pub(super) async fn messages(
    connection: &mut Connection,
    messages: &[NewMessage],
) -> Result<(), Error> {
    insert!(
        connection,
        "insert into messages (conversation, number, client_id, author_id, author_name, author_public_name, kind, \
         body, at) ",
        messages,
        |values, new| {
            let message: &Message = &new.message;
            let author = match &message.author {
                Author::Visitor => None,
                Author::Operator(operator) => Some(operator),
            };
            values
                .push_bind(new.conversation.0)
                .push_bind(i64::from(message.number.0))
                .push_bind(message.client_id.0)
                .push_bind(author.map(|operator| operator.id.0))
                .push_bind(author.map(|operator| operator.name.as_str()))
                .push_bind(author.map(|operator| operator.public_name.as_str()))
                .push_bind(kind(&message.body))
                .push_bind(message.body.text())
                .push_bind(message.at.0);
        },
        ""
    );
    Ok(())
}

/// Moves seen markers on; none goes back.
pub(super) async fn seen(
    connection: &mut Connection,
    seen: &[(ConversationId, UserId, MessageNumber)],
) -> Result<(), Error> {
    insert!(
        connection,
        "insert into seen (conversation, user_id, number) ",
        seen,
        |values, marker| {
            let (conversation, user, number) = marker;
            values
                .push_bind(conversation.0)
                .push_bind(user.0)
                .push_bind(i64::from(number.0));
        },
        " on conflict (conversation, user_id) do update set number = excluded.number \
         where excluded.number > seen.number"
    );
    Ok(())
}

/// Adds entries to the journal.
pub(super) async fn events(connection: &mut Connection, events: &[Event]) -> Result<(), Error> {
    let rows: Vec<(&Event, String)> = events
        .iter()
        .map(|event| Ok((event, serde_json::to_string(&event.happening)?)))
        .collect::<Result<_, Error>>()?;
    insert!(
        connection,
        "insert into journal (position, conversation, at, happening) ",
        &rows,
        |values, row| {
            let (event, happening) = row;
            values
                .push_bind(event.position.0)
                .push_bind(event.conversation.0)
                .push_bind(event.at.0)
                .push_bind(happening.as_str());
        },
        ""
    );
    Ok(())
}

/// The word for a body's kind in the table of messages.
pub(super) fn kind(body: &Body) -> &'static str {
    match body {
        Body::Text(_) => "text",
        Body::Deleted => "deleted",
        Body::Joined => "joined",
        Body::Left => "left",
        Body::Ended => "ended",
    }
}

struct ConversationValues<'h> {
    conversation: &'h Conversation,
    visitor: Uuid,
    ended_at: Option<i64>,
    operators: String,
    last_words: Option<String>,
}

impl<'h> ConversationValues<'h> {
    fn of(held: &'h Held) -> Result<Self, Error> {
        let conversation = &held.conversation;
        Ok(Self {
            conversation,
            visitor: held.visitor.0,
            ended_at: match conversation.state {
                State::Open => None,
                State::Ended { at } => Some(at.0),
            },
            operators: serde_json::to_string(&conversation.operators)?,
            last_words: conversation
                .last_words
                .as_ref()
                .map(serde_json::to_string)
                .transpose()?,
        })
    }
}
