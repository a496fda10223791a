//! The same rows, fetched by the database alone, by its indexes.

use super::past::Past;
use crate::database::{Connection, Database};
use crate::failure::Outcome;
use domain::limit;
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Every column of a conversation that the console shows.
macro_rules! conversation {
    ($rest:literal) => {
        concat!(
            "select id, public_id, channel, visitor, visitor_name, page, language, time_zone, country, email, started_at, active_at, \
             ended_at, operators, last_number, last_words, visitor_seen, operators_seen, status, history, waits_since, expertises, bot \
             from conversations ",
            $rest
        )
    };
}

/// What is unread in conversations.
macro_rules! unread {
    ($rest:literal) => {
        concat!(
            "select messages.conversation, messages.number from messages \
             left join seen on seen.conversation = messages.conversation and seen.user_id = $1 \
             where messages.number > coalesce(seen.number, 0) and messages.kind = 'text' and messages.author_id is not $1 and ",
            $rest
        )
    };
}

const PAGE: &str = conversation!("order by active_at desc, id desc limit $1");
const UNREAD_OF_PAGE: &str = unread!(
    "messages.conversation in (select id from conversations order by active_at desc, id desc limit $2)"
);
const UNREAD_OF_FOUND: &str =
    unread!("messages.conversation in (select unhex(value) from json_each($2))");
const ONE: &str = conversation!("where id = $1");
const UNREAD_OF_ONE: &str = unread!("messages.conversation = $2");
const MESSAGES: &str = "select number, client_id, author, author_id, author_name, author_public_name, kind, body, answers, file, at, \
    edited_at from messages where conversation = $1 order by number desc limit $2";
const FOUND: &str = "
select hits.line, messages.body, conversations.* from (
    select search_lines.conversation, max(search_lines.id) as line from search_words
    join search_lines on search_lines.id = search_words.rowid where search_words match $1
    group by search_lines.conversation order by 2 desc limit $2
) hits
join search_lines on search_lines.id = hits.line
join messages on messages.conversation = search_lines.conversation and messages.number = search_lines.number
join conversations on conversations.id = hits.conversation
order by hits.line desc";

/// Somebody who asks the file.
pub(super) struct Bare {
    connection: SqliteConnection,
    user: Uuid,
    conversations: Vec<Uuid>,
}

impl Bare {
    /// Opens the file, to read what the user with this address reads.
    pub(super) async fn open(database: &Database, email: &str) -> Outcome<Self> {
        let Connection::File(mut connection) = database.open().await? else {
            return Err("only a file is asked directly".into());
        };
        let (user,): (Uuid,) = sqlx::query_as("select id from users where email = $1")
            .bind(email)
            .fetch_one(&mut connection)
            .await?;
        let ids: Vec<(Uuid,)> = sqlx::query_as("select id from conversations order by id")
            .fetch_all(&mut connection)
            .await?;
        Ok(Self {
            connection,
            user,
            conversations: ids.into_iter().map(|(id,)| id).collect(),
        })
    }

    /// Says when it does not hold what it was filled with: then the figures would say nothing.
    pub(super) async fn check(&mut self, past: Past) -> Outcome<()> {
        let lines: (i64,) = sqlx::query_as("select count(*) from search_lines where words <> ''")
            .fetch_one(&mut self.connection)
            .await?;
        let expected = i64::from(past.conversations) * i64::from(past.messages);
        if lines.0 == expected {
            return Ok(());
        }
        Err(format!("{} lines can be found, not {expected}", lines.0).into())
    }

    /// Another conversation each time, all over the file.
    pub(super) fn conversation(&self, time: usize) -> Outcome<Uuid> {
        let count = self.conversations.len();
        let place = time * 7_919 % count.max(1);
        Ok(*self
            .conversations
            .get(place)
            .ok_or("there are no conversations")?)
    }

    /// The newest conversations, and what is unread in them.
    pub(super) async fn inbox(&mut self) -> Outcome<Duration> {
        let page = i64::try_from(limit::INBOX_PAGE)?;
        let began = Instant::now();
        let mut rows = sqlx::query(PAGE)
            .bind(page)
            .fetch_all(&mut self.connection)
            .await?;
        rows.extend(
            sqlx::query(UNREAD_OF_PAGE)
                .bind(self.user)
                .bind(page)
                .fetch_all(&mut self.connection)
                .await?,
        );
        taken(began, &rows)
    }

    /// A conversation, what is unread in it, and its newest messages.
    pub(super) async fn one(&mut self, id: Uuid) -> Outcome<Duration> {
        let page = i64::try_from(limit::MESSAGES_PAGE)?;
        let began = Instant::now();
        let mut rows = sqlx::query(ONE)
            .bind(id)
            .fetch_all(&mut self.connection)
            .await?;
        rows.extend(
            sqlx::query(UNREAD_OF_ONE)
                .bind(self.user)
                .bind(id)
                .fetch_all(&mut self.connection)
                .await?,
        );
        rows.extend(
            sqlx::query(MESSAGES)
                .bind(id)
                .bind(page)
                .fetch_all(&mut self.connection)
                .await?,
        );
        taken(began, &rows)
    }

    /// The conversations in which a word stands, by their newest line with it, and what is unread in them.
    pub(super) async fn found(&mut self, word: &str) -> Outcome<Duration> {
        let began = Instant::now();
        let mut rows = sqlx::query(FOUND)
            .bind(format!("\"{word}\"*"))
            .bind(i64::try_from(limit::FOUND_PAGE)?)
            .fetch_all(&mut self.connection)
            .await?;
        let ids = rows.iter().map(|row| row.try_get::<Uuid, _>("id"));
        let ids: Vec<Uuid> = ids.collect::<Result<_, _>>()?;
        let ids: Vec<String> = ids.iter().map(|id| id.simple().to_string()).collect();
        rows.extend(
            sqlx::query(UNREAD_OF_FOUND)
                .bind(self.user)
                .bind(serde_json::to_string(&ids)?)
                .fetch_all(&mut self.connection)
                .await?,
        );
        taken(began, &rows)
    }
}

fn taken(began: Instant, rows: &[SqliteRow]) -> Outcome<Duration> {
    let taken = began.elapsed();
    if rows.is_empty() {
        return Err("the database found nothing".into());
    }
    Ok(taken)
}
