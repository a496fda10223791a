//! Years of conversations, a few of which go on.

use crate::database::Database;
use crate::failure::Outcome;
use domain::time::{DAY_MS, Timestamp};
use sqlx::{Connection as _, Sqlite};

/// Over how many days they are spread, the last of which is today.
const DAYS: i64 = 365;

/// How much there is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Past {
    /// Conversations.
    pub(super) conversations: u32,
    /// Of these, how many go on: the newest.
    pub(super) open: u32,
    /// Messages of each.
    pub(super) messages: u32,
}

/// A word of every line.
pub(super) const IN_EACH: &str = "grinder";
/// A word of one line in twenty.
pub(super) const IN_MANY: &str = "shade07";
/// A word of one line in a thousand.
pub(super) const IN_SOME: &str = "item0017";

/// The conversations by number, with when each began: those that go on, one every four minutes, since a day of silence would end them.
macro_rules! held {
    ($rest:literal) => {
        concat!(
            "with recursive numbers (number) as (select 0 union all select number + 1 from numbers where number < $1 - 1), \
             placed as (select number, case when number < $1 - $4 then $2 - $3 + number * ($3 / $1) else $2 - ($1 - number) * 240000 end as at \
             from numbers), \
             held as (select number, at, unhex(printf('%012x%020x', at, number)) as id from placed) ",
            $rest
        )
    };
}

const VISITORS: &str = concat!(
    "insert into visitors (id, token_hash, channel, number, created_at, expires_at) ",
    held!("select id, id, (select min(id) from channels), number + 1, at, at + $3 from held")
);

/// Everybody was answered by the first user, and wrote every second message.
const CONVERSATIONS: &str = concat!(
    "insert into conversations (id, public_id, channel, visitor, visitor_name, page, language, started_at, active_at, ended_at, \
     operators, last_number, last_words, visitor_seen, operators_seen, status) ",
    held!(
        "select id, id, (select min(id) from channels), id, printf('Visitor #%d', number + 1), \
         printf('https://shop.example/shelf-%d', number % 100), 'en', at, at + $5 * 1000, \
         case when number < $1 - $4 then at + $5 * 1000 end, \
         case when number < $1 - $4 then '[]' else (select json_array(json_object('id', \
         lower(substr(hex(id), 1, 8) || '-' || substr(hex(id), 9, 4) || '-' || substr(hex(id), 13, 4) || '-' \
         || substr(hex(id), 17, 4) || '-' || substr(hex(id), 21)), 'name', name, 'public_name', name)) \
         from users order by created_at, id limit 1) end, \
         $5, json_object('number', $5, 'operator', null, 'text', 'Is the grinder in stock again?'), $5, $5, \
         case when number >= $1 - $4 then 'in_progress' end from held"
    )
);

const FACTS: &str = "insert into facts (conversation, channel, started_at, ended_at, operators, messages, speakers) \
    select id, channel, started_at, ended_at, '[]', last_number, 2 from conversations";

/// Each number draws what differs, the same each time.
const MESSAGES: &str = "
insert into messages (conversation, number, client_id, author, author_id, author_name, author_public_name, kind, body, at)
with recursive
numbers (number) as (select 1 union all select number + 1 from numbers where number < $1),
who as (select id, name from users order by created_at, id limit 1),
lines as (
    select conversations.id, conversations.started_at as at, visitors.number as conversation, numbers.number
    from conversations join visitors on visitors.id = conversations.visitor cross join numbers order by conversations.id, numbers.number
)
select
    lines.id, number, unhex(printf('%016x%016x', conversation, number)), iif(number % 2, 'visitor', 'operator'),
    iif(number % 2, null, who.id), iif(number % 2, null, who.name), iif(number % 2, null, who.name), 'text',
    printf('Order %d: is the grinder item%04d in shade%02d with steel burrs in stock again, and what would it cost to send it?',
        (conversation - 1) * $1 + number, (conversation * 7919 + number * 104729) % 1000, (conversation * 31 + number * 17) % 20),
    at + number * 1000
from lines, who";

/// Lines as they were there before lines could be found: the program gives them their words when it is opened next.
const LINES: &str = "
insert into search_lines (id, conversation, number, words)
select row_number() over (order by conversation, number) - 1 - (select count(*) from messages), conversation, number, '' from messages";

/// The user has read three of four conversations.
const SEEN: &str = "
insert into seen (conversation, user_id, number)
select conversations.id, users.id, conversations.last_number
from conversations join visitors on visitors.id = conversations.visitor join users on users.email = $1 where visitors.number % 4 > 0";

/// Adds so much, up to now, of which the user with this address has read a part.
pub(super) async fn add(
    database: &Database,
    past: Past,
    reader: &str,
    now: Timestamp,
) -> Outcome<()> {
    let mut connection = database.open_to_fill().await?;
    let mut transaction = connection.begin().await?;
    let numbered = |statement: &'static str| {
        sqlx::query::<Sqlite>(statement)
            .bind(i64::from(past.conversations))
            .bind(now.0)
            .bind(DAYS * DAY_MS)
            .bind(i64::from(past.open))
    };
    numbered(VISITORS).execute(&mut *transaction).await?;
    numbered(CONVERSATIONS)
        .bind(i64::from(past.messages))
        .execute(&mut *transaction)
        .await?;
    sqlx::query(FACTS).execute(&mut *transaction).await?;
    sqlx::query(MESSAGES)
        .bind(i64::from(past.messages))
        .execute(&mut *transaction)
        .await?;
    sqlx::query(LINES).execute(&mut *transaction).await?;
    sqlx::query("delete from search_head")
        .execute(&mut *transaction)
        .await?;
    sqlx::query(SEEN)
        .bind(reader)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    connection.close().await?;
    Ok(())
}
