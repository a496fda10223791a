//! Many rows in one statement, written or looked up. `SQLite` takes them in pieces of few sizes, so that every statement stays
//! prepared; `PostgreSQL` takes each column as one array, however many rows there are.

use super::connection::Connection;
use super::conversations::number;
use super::journal::stored;
use super::remembered::Held;
use super::search::NewLine;
use super::work::{NewMessage, Request};
use crate::error::Error;
use domain::conversation::{Conversation, Outcome, State, Status};
use domain::country::Country;
use domain::event::Entry;
use domain::id::{ClientId, ConversationId, UserId};
use domain::message::{Author, Body, MessageNumber};
use domain::report::{Fact, Handler};
use sqlx::QueryBuilder;
use std::borrow::Cow;
use uuid::Uuid;

/// Rows of the pieces: each statement is a way to the thread of `SQLite` and back, and with these a batch of 256 takes at most 8;
/// 24 columns stay far below the 32,766 values of a statement that `SQLite` takes.
const PIECES: [usize; 8] = [128, 64, 32, 16, 8, 4, 2, 1];

/// Cuts rows into pieces of the fixed sizes.
pub(super) fn pieces<T>(mut rows: &[T]) -> Vec<&[T]> {
    let mut pieces = Vec::new();
    for size in PIECES {
        while let Some((piece, rest)) = rows.split_at_checked(size) {
            pieces.push(piece);
            rows = rest;
        }
    }
    pieces
}

/// Writes rows, given for each column its type in `PostgreSQL` and its value, and what stands after the values.
macro_rules! insert {
    ($connection:expr, $table:literal, $rows:expr, |$row:ident| ($($column:ident: $type:ident = $value:expr),+ $(,)?), $after:literal) => {
        match &mut *$connection {
            Connection::Sqlite(transaction) => {
                for piece in pieces($rows) {
                    let mut query = QueryBuilder::new(concat!("insert into ", $table, " ("));
                    columns!(query, $($column),+);
                    query.push(") ");
                    query.push_values(piece, |mut values, $row| {
                        $(values.push_bind($value);)+
                    });
                    query.push($after);
                    query.build().execute(&mut **transaction).await?;
                }
            }
            Connection::Postgres(transaction) => {
                if !$rows.is_empty() {
                    let mut query = QueryBuilder::new(concat!("insert into ", $table, " ("));
                    columns!(query, $($column),+);
                    query.push(") select * from unnest(");
                    arrays!(query, $rows, |$row| ($($type = $value),+));
                    query.push(concat!(") ", $after));
                    query.build().execute(&mut **transaction).await?;
                }
            }
        }
    };
}

/// The names of columns, separated by commas.
macro_rules! columns {
    ($query:expr, $($column:ident),+) => {
        let mut names = $query.separated(", ");
        $(names.push(stringify!($column));)+
    };
}

/// Each column as an array, separated by commas.
macro_rules! arrays {
    ($query:expr, $rows:expr, |$row:ident| ($($type:ident = $value:expr),+)) => {
        let mut arrays = $query.separated(", ");
        $(
            arrays.push_bind($rows.iter().map(|$row| $value).collect::<Vec<_>>());
            arrays.push_unseparated(concat!("::", stringify!($type), "[]"));
        )+
    };
}

/// A look into the index for each request: for a join, a planner may prefer to read all messages.
macro_rules! looked_up {
    () => {
        "select asked.conversation, asked.client_id, (select messages.number from messages \
         where messages.conversation = asked.conversation and messages.client_id = asked.client_id) from "
    };
}

/// Conversation, request, and the line that it made, if it did.
type Found = (Uuid, Uuid, Option<i64>);

/// Which of these requests were carried out before, and the line that each made.
pub(super) async fn numbers_of(
    connection: &mut Connection,
    requests: &[Request],
) -> Result<Vec<(Request, MessageNumber)>, Error> {
    let mut rows: Vec<Found> = Vec::new();
    match connection {
        Connection::Sqlite(transaction) => {
            for piece in pieces(requests) {
                let mut query = QueryBuilder::new("with asked (conversation, client_id) as (");
                query.push_values(piece, |mut values, (conversation, client_id)| {
                    values.push_bind(conversation.0).push_bind(client_id.0);
                });
                query.push(concat!(") ", looked_up!(), "asked"));
                let found = query.build_query_as::<Found>();
                rows.extend(found.fetch_all(&mut **transaction).await?);
            }
        }
        Connection::Postgres(transaction) if !requests.is_empty() => {
            let mut query = QueryBuilder::new(concat!(looked_up!(), "unnest("));
            arrays!(query, requests, |request| (
                uuid = request.0.0,
                uuid = request.1.0
            ));
            query.push(") asked (conversation, client_id)");
            let found = query.build_query_as::<Found>();
            rows.extend(found.fetch_all(&mut **transaction).await?);
        }
        Connection::Postgres(_) => {}
    }
    rows.into_iter()
        .filter_map(|(conversation, client_id, stored)| {
            let request = (ConversationId(conversation), ClientId(client_id));
            Some(number(stored?).map(|number| (request, number)))
        })
        .collect()
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
        "conversations",
        rows.as_slice(),
        |row| (
            id: uuid = row.conversation.id.0,
            public_id: uuid = row.conversation.public_id.0,
            channel: uuid = row.conversation.channel.0,
            visitor: uuid = row.visitor,
            visitor_name: text = row.conversation.visitor_name.as_str(),
            page: text = row.conversation.page.as_deref(),
            language: text = row.conversation.language.as_deref(),
            time_zone: text = row.conversation.time_zone.as_deref(),
            country: text = row.conversation.country.map(Country::code),
            email: text = row.conversation.email.as_deref(),
            started_at: bigint = row.conversation.started_at.0,
            active_at: bigint = row.conversation.active_at.0,
            ended_at: bigint = row.ended_at,
            operators: text = row.operators.as_str(),
            last_number: bigint = i64::from(row.conversation.last_number.0),
            last_words: text = row.last_words.as_deref(),
            visitor_seen: bigint = i64::from(row.conversation.visitor_seen.0),
            operators_seen: bigint = i64::from(row.conversation.operators_seen.0),
            status: text = row.conversation.status().map(Status::word),
            outcome: text = row.conversation.outcome().map(|(outcome, _)| outcome.word()),
            history: text = row.history.as_str(),
            waits_since: bigint = row.conversation.waits_since.map(|since| since.0),
            help_since: bigint = row.conversation.help_since.map(|since| since.0),
            expertises: text = row.expertises.as_str(),
            bot: text = row.bot.as_deref(),
        ),
        " on conflict (id) do update set active_at = excluded.active_at, ended_at = excluded.ended_at, \
         operators = excluded.operators, last_number = excluded.last_number, last_words = excluded.last_words, \
         status = excluded.status, outcome = excluded.outcome, history = excluded.history, waits_since = excluded.waits_since, \
         help_since = excluded.help_since, expertises = excluded.expertises, \
         bot = excluded.bot, email = excluded.email, \
         visitor_seen = case when excluded.visitor_seen > conversations.visitor_seen \
         then excluded.visitor_seen else conversations.visitor_seen end, \
         operators_seen = case when excluded.operators_seen > conversations.operators_seen \
         then excluded.operators_seen else conversations.operators_seen end"
    );
    Ok(())
}

/// Writes what reports know of conversations as it is now.
pub(super) async fn facts(connection: &mut Connection, facts: &[Fact]) -> Result<(), Error> {
    let rows: Vec<(&Fact, String, String)> = facts
        .iter()
        .map(|fact| {
            let operators = serde_json::to_string(&fact.operators)?;
            Ok((fact, operators, serde_json::to_string(&fact.expertises)?))
        })
        .collect::<Result<_, Error>>()?;
    insert!(
        connection,
        "facts",
        rows.as_slice(),
        |row| (
            conversation: uuid = row.0.conversation.0,
            channel: uuid = row.0.channel.0,
            started_at: bigint = row.0.started_at.0,
            ended_at: bigint = row.0.ended_at.map(|at| at.0),
            country: text = row.0.country.map(Country::code),
            language: text = row.0.language.as_deref(),
            operators: text = row.1.as_str(),
            operator: uuid = row.0.operator.map(|user| user.0),
            outcome: text = row.0.outcome.map(Outcome::word),
            messages: bigint = i64::from(row.0.messages),
            speakers: bigint = i64::from(row.0.speakers),
            answered_after_ms: bigint = row.0.answered_after_ms,
            answered_by: uuid = row.0.answered_by.map(|user| user.0),
            rating: bigint = row.0.rating.map(|face| i64::from(face.value())),
            rated_operator: uuid = row.0.rated_operator.map(|user| user.0),
            rated_at: bigint = row.0.rated_at.map(|at| at.0),
            chatbot: uuid = row.0.chatbot.map(|chatbot| chatbot.0),
            handler: text = row.0.handler.map(Handler::word),
            is_rating_internal: bigint = i64::from(row.0.is_rating_internal),
            is_anonymous: bigint = i64::from(row.0.is_anonymous),
            expertises: text = row.2.as_str(),
        ),
        " on conflict (conversation) do update set ended_at = excluded.ended_at, operators = excluded.operators, \
         operator = excluded.operator, outcome = excluded.outcome, messages = excluded.messages, speakers = excluded.speakers, \
         answered_after_ms = excluded.answered_after_ms, answered_by = excluded.answered_by, rating = excluded.rating, rated_operator = excluded.rated_operator, \
         rated_at = excluded.rated_at, chatbot = excluded.chatbot, handler = excluded.handler, \
         is_anonymous = excluded.is_anonymous, is_rating_internal = excluded.is_rating_internal, expertises = excluded.expertises"
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
        "messages",
        messages,
        |new| (
            conversation: uuid = new.conversation.0,
            number: bigint = i64::from(new.message.number.0),
            client_id: uuid = new.message.client_id.0,
            author: text = author(&new.message.author),
            author_id: uuid = new.message.author.operator().map(|operator| operator.id.0),
            author_name: text = author_name(&new.message.author),
            author_public_name: text = new.message.author.operator().map(|operator| operator.public_name.as_str()),
            kind: text = kind(&new.message.body),
            body: text = told(&new.message.body),
            answers: text = answers(&new.message.body),
            file: text = file(&new.message.body),
            at: bigint = new.message.at.0,
        ),
        ""
    );
    Ok(())
}

/// Writes by what lines are found; one that is there already keeps its place.
pub(super) async fn lines(connection: &mut Connection, lines: &[NewLine]) -> Result<(), Error> {
    insert!(
        connection,
        "search_lines",
        lines,
        |line| (
            id: bigint = line.place.0,
            conversation: uuid = line.conversation.0,
            number: bigint = i64::from(line.number.0),
            words: text = line.words.as_str(),
        ),
        " on conflict (conversation, number) do update set words = excluded.words"
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
        "seen",
        seen,
        |marker| (
            conversation: uuid = marker.0.0,
            user_id: uuid = marker.1.0,
            number: bigint = i64::from(marker.2.0),
        ),
        " on conflict (conversation, user_id) do update set number = excluded.number \
         where excluded.number > seen.number"
    );
    Ok(())
}

/// Adds entries to the journal.
pub(super) async fn entries(connection: &mut Connection, entries: &[Entry]) -> Result<(), Error> {
    let rows: Vec<(&Entry, String)> = entries
        .iter()
        .map(|entry| Ok((entry, stored(entry)?)))
        .collect::<Result<_, Error>>()?;
    insert!(
        connection,
        "journal",
        rows.as_slice(),
        |row| (
            position: bigint = row.0.position().0,
            conversation: uuid = row.0.event().map(|event| event.conversation.0),
            at: bigint = row.0.at().0,
            happening: text = row.1.as_str(),
        ),
        ""
    );
    Ok(())
}

/// The word for an author's kind in the table of messages.
fn author(author: &Author) -> &'static str {
    match author {
        Author::Visitor => "visitor",
        Author::Operator(_) => "operator",
        Author::Bot(_) => "bot",
        Author::System => "system",
    }
}

/// What an author is called within the house.
fn author_name(author: &Author) -> Option<&str> {
    match author {
        Author::Operator(operator) => Some(&operator.name),
        Author::Bot(name) => Some(name),
        Author::Visitor | Author::System => None,
    }
}

/// The answers that a question offers.
fn answers(body: &Body) -> Option<String> {
    match body {
        Body::Question { answers, .. } => serde_json::to_string(answers).ok(),
        _ => None,
    }
}

/// What there is to know of a file.
fn file(body: &Body) -> Option<String> {
    body.file()
        .and_then(|file| serde_json::to_string(file).ok())
}

/// What stands beside a body's kind in the table of messages.
fn told(body: &Body) -> Option<Cow<'_, str>> {
    match body {
        Body::File(file) => Some(file.name.as_str().into()),
        Body::Invited(by) => serde_json::to_string(by).ok().map(Cow::from),
        body => body.text().map(Cow::from),
    }
}

/// The word for a body's kind in the table of messages.
pub(super) fn kind(body: &Body) -> &'static str {
    match body {
        Body::Text(_) => "text",
        Body::Email(_) => "email",
        Body::File(_) => "file",
        Body::Deleted => "deleted",
        Body::Joined => "joined",
        Body::Invited(_) => "invited",
        Body::Left => "left",
        Body::Ended => "ended",
        Body::Question { .. } => "question",
        Body::Restarted => "restarted",
        Body::MissedMailed => "missed_mailed",
        Body::MailDeclined => "mail_declined",
    }
}

struct ConversationValues<'h> {
    conversation: &'h Conversation,
    visitor: Uuid,
    ended_at: Option<i64>,
    operators: String,
    last_words: Option<String>,
    history: String,
    expertises: String,
    bot: Option<String>,
}

impl<'h> ConversationValues<'h> {
    fn of(held: &'h Held) -> Result<Self, Error> {
        let conversation = &held.conversation;
        Ok(Self {
            conversation,
            visitor: held.visitor.0,
            ended_at: match conversation.state {
                State::Open(_) => None,
                State::Ended { at } => Some(at.0),
            },
            operators: serde_json::to_string(&conversation.operators)?,
            last_words: conversation
                .last_words
                .as_ref()
                .map(serde_json::to_string)
                .transpose()?,
            history: serde_json::to_string(&conversation.history)?,
            expertises: serde_json::to_string(&conversation.expertises)?,
            bot: conversation
                .bot
                .as_ref()
                .map(serde_json::to_string)
                .transpose()?,
        })
    }
}
