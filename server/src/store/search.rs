//! What was said and noted, found by its words.

use super::connection::{Connection, all, execute, find, one};
use super::conversations::number;
use super::facts::{filtered, found};
use super::work::Work;
use super::{flush, journal};
use crate::error::Error;
use domain::event::{Entry, Event, Happening, Position};
use domain::id::ConversationId;
use domain::inbox::Place;
use domain::message::MessageNumber;
use domain::search::{NOTE, Query, Stand, Wanted, indexed};
use sqlx::{AssertSqlSafe, FromRow};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Lines that are put in place in one go.
const PAGE: usize = 1_000;
/// Entries of the journal that are read in one go: few enough that nobody who writes meanwhile waits for long.
const NEXT: usize = 256;

/// A line as it is found.
#[derive(Clone, Debug)]
pub(super) struct NewLine {
    /// Where it stands among all lines: at the journal's position, if it was not there before.
    pub(super) place: Position,
    /// In which conversation.
    pub(super) conversation: ConversationId,
    /// Which message, or [`domain::search::NOTE`].
    pub(super) number: MessageNumber,
    /// Its words.
    pub(super) words: String,
}

/// The newest line of a conversation that says what is sought.
#[derive(Clone, Debug)]
pub(crate) struct FoundLine {
    /// Where it stands among all lines.
    pub(crate) line: i64,
    /// In which conversation.
    pub(crate) conversation: ConversationId,
    /// Which message, or [`domain::search::NOTE`].
    pub(crate) number: MessageNumber,
    /// What it says.
    pub(crate) text: String,
}

#[derive(FromRow)]
struct LineRow {
    line: i64,
    conversation: Uuid,
    number: i64,
    said: String,
}

impl TryFrom<LineRow> for FoundLine {
    type Error = Error;

    fn try_from(row: LineRow) -> Result<Self, Error> {
        Ok(Self {
            line: row.line,
            conversation: ConversationId(row.conversation),
            number: number(row.number)?,
            text: row.said,
        })
    }
}

/// Beside [`filtered`], how it stands is `$16`.
async fn wanted_only(connection: &mut Connection, wanted: &Wanted) -> Result<String, sqlx::Error> {
    Ok(format!(
        "{}and ($16 is null or ($16 = 'open' and facts.ended_at is null) or ($16 = 'ended' and facts.ended_at is not null) \
         or conversations.status = $16) ",
        filtered(connection, &wanted.asked).await?
    ))
}

/// The lines and what they say, for a list of lines called `newest`.
fn lines(newest: &str) -> String {
    format!(
        "select newest.line, search_lines.conversation, search_lines.number, coalesce(messages.body, notes.text, '') as said \
         from ({newest}) newest join search_lines on search_lines.id = newest.line \
         left join messages on messages.conversation = search_lines.conversation and messages.number = search_lines.number \
         left join notes on notes.conversation = search_lines.conversation and search_lines.number = 0 \
         order by newest.line desc"
    )
}

/// Where lines are read from that have words, which are this value of the statement; and how these are written.
fn having(connection: &Connection, value: &str, query: &Query) -> (&'static str, String, String) {
    match connection {
        Connection::Sqlite(_) => (
            "search_words join search_lines on search_lines.id = search_words.rowid",
            format!("search_words match {value}"),
            sqlite_words(query),
        ),
        Connection::Postgres(_) => (
            "search_lines",
            format!(
                "array_to_tsvector(string_to_array(search_lines.words, ' ')) @@ cast({value} as tsquery)"
            ),
            postgres_words(query),
        ),
    }
}

/// At most `limit` of the conversations that are wanted and say what is sought, by the line in which they say it last; of lines up to
/// `as_of`, below `line`.
pub(crate) async fn newest(
    connection: &mut Connection,
    (query, wanted): (&Query, &Wanted),
    (as_of, line): (i64, i64),
    limit: usize,
) -> Result<Vec<FoundLine>, Error> {
    let (from, has_words, words) = having(connection, "$17", query);
    let statement = lines(&format!(
        "select hits.line from (select search_lines.conversation, max(search_lines.id) as line from {from} where {has_words} \
         and search_lines.id <= $18 group by search_lines.conversation having max(search_lines.id) < $19) hits \
         join facts on facts.conversation = hits.conversation \
         join conversations on conversations.id = hits.conversation {}order by hits.line desc limit $20",
        wanted_only(connection, wanted).await?
    ));
    let rows = found!(
        connection,
        LineRow,
        statement,
        &wanted.asked,
        wanted.stand.map(Stand::word),
        words,
        as_of,
        line,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    rows.into_iter().map(FoundLine::try_from).collect()
}

/// The newest lines of a conversation that say what is sought, newest first.
pub(crate) async fn within(
    connection: &mut Connection,
    conversation: ConversationId,
    query: &Query,
    limit: usize,
) -> Result<Vec<FoundLine>, Error> {
    let (from, has_words, words) = having(connection, "$2", query);
    let statement = lines(&format!(
        "select search_lines.id as line from {from} where search_lines.conversation = $1 and {has_words} \
         order by line desc limit $3"
    ));
    let rows = all!(
        connection,
        LineRow,
        AssertSqlSafe(statement),
        conversation.0,
        words,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    rows.into_iter().map(FoundLine::try_from).collect()
}

/// At most `limit` of the conversations that are wanted, newest activity first, after a place.
pub(crate) async fn active(
    connection: &mut Connection,
    wanted: &Wanted,
    after: Place,
    limit: usize,
) -> Result<Vec<ConversationId>, Error> {
    let conversations_and = match connection {
        // Otherwise all of them are read from the facts, and sorted.
        Connection::Sqlite(_) => "conversations cross join",
        Connection::Postgres(_) => "conversations join",
    };
    let statement = format!(
        "select conversations.id from {conversations_and} facts on facts.conversation = conversations.id {}\
         and (conversations.active_at, conversations.id) < ($17, $18) \
         order by conversations.active_at desc, conversations.id desc limit $19",
        wanted_only(connection, wanted).await?
    );
    let rows = found!(
        connection,
        (Uuid,),
        statement,
        &wanted.asked,
        wanted.stand.map(Stand::word),
        after.0.0,
        after.1.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    Ok(rows.into_iter().map(|(id,)| ConversationId(id)).collect())
}

/// As `SQLite` is asked: words hold nothing that could end a quotation.
pub(super) fn sqlite_words(query: &Query) -> String {
    let terms = query.terms().map(|(word, is_beginning)| {
        let beginning = if is_beginning { "*" } else { "" };
        format!("\"{word}\"{beginning}")
    });
    terms.collect::<Vec<_>>().join(" AND ")
}

/// As `PostgreSQL` is asked.
pub(super) fn postgres_words(query: &Query) -> String {
    let terms = query.terms().map(|(word, is_beginning)| {
        let beginning = if is_beginning { ":*" } else { "" };
        format!("'{word}'{beginning}")
    });
    terms.collect::<Vec<_>>().join(" & ")
}

#[derive(FromRow)]
struct OldRow {
    line: i64,
    conversation: Uuid,
    number: i64,
    visitor_name: String,
    said: String,
}

/// Whether something was said that cannot be found yet, up to this place of the journal.
pub(crate) async fn is_behind(
    connection: &mut Connection,
    position: Position,
) -> Result<bool, Error> {
    Ok(read_up_to(connection).await? < position)
}

/// Lets what was said next be found: apart from the saying, which must wait for nothing that can be done later. `false` if there is
/// nothing more.
pub(crate) async fn index_next(work: &mut Work<'_>) -> Result<bool, Error> {
    let connection = work.database().await?;
    let from = read_up_to(connection).await?;
    let entries = journal::after(connection, from, NEXT).await?;
    let Some(last) = entries.last().map(Entry::position) else {
        return Ok(false);
    };
    let events: Vec<&Event> = entries.iter().filter_map(Entry::event).collect();
    work.recall(events.iter().map(|event| event.conversation).collect())
        .await?;
    let mut lines: BTreeMap<(ConversationId, MessageNumber), NewLine> = BTreeMap::new();
    for event in events {
        let Some((number, text)) = told(&event.happening) else {
            continue;
        };
        let held = work.conversation(event.conversation).await?;
        let words = if text.is_empty() {
            String::new()
        } else {
            indexed(&[&held.conversation.visitor_name, text])
        };
        let line = lines
            .entry((event.conversation, number))
            .or_insert_with(|| NewLine {
                place: event.position,
                conversation: event.conversation,
                number,
                words: String::new(),
            });
        line.words = words;
    }
    let connection = work.database().await?;
    flush::lines(connection, &lines.into_values().collect::<Vec<_>>()).await?;
    execute!(connection, "update search_head set position = $1", last.0)?;
    Ok(true)
}

async fn read_up_to(connection: &mut Connection) -> Result<Position, Error> {
    let (position,) = one!(connection, (i64,), "select position from search_head")?;
    Ok(Position(position))
}

/// The line of which this says what stands there now; nothing, if it was taken back.
fn told(happening: &Happening) -> Option<(MessageNumber, &str)> {
    match happening {
        Happening::Said(message) => {
            let text = message.body.gist()?;
            Some((message.number, text))
        }
        Happening::Edited { number, text, .. } => Some((*number, text)),
        Happening::Deleted { number } => Some((*number, "")),
        Happening::Noted(note) => Some((NOTE, &note.text)),
        _ => None,
    }
}

/// Gives their words, once, to lines that were there before lines could be found.
pub(super) async fn index_what_was_there(connection: &mut Connection) -> Result<(), Error> {
    let is_first = execute!(
        connection,
        "insert into search_head (position) select position from journal_head where not exists (select 1 from search_head)"
    )?;
    if is_first == 0 {
        return Ok(());
    }
    let lowest = "select id from search_lines where id < 0 order by id limit 1";
    let mut from = find!(connection, (i64,), lowest)?.map_or(0, |(line,)| line);
    while from < 0 {
        let rows = all!(
            connection,
            OldRow,
            "select search_lines.id as line, search_lines.conversation, search_lines.number, conversations.visitor_name, \
             coalesce(messages.body, notes.text, '') as said from search_lines \
             join conversations on conversations.id = search_lines.conversation \
             left join messages on messages.conversation = search_lines.conversation and messages.number = search_lines.number \
             left join notes on notes.conversation = search_lines.conversation and search_lines.number = 0 \
             where search_lines.id >= $1 and search_lines.id < 0 order by search_lines.id limit $2",
            from,
            i64::try_from(PAGE).unwrap_or(i64::MAX)
        )?;
        let Some(last) = rows.last().map(|row| row.line) else {
            break;
        };
        execute!(
            connection,
            "delete from search_lines where id >= $1 and id <= $2",
            from,
            last
        )?;
        let lines = rows.into_iter().map(|row| {
            Ok(NewLine {
                place: Position(row.line),
                conversation: ConversationId(row.conversation),
                number: number(row.number)?,
                words: indexed(&[&row.visitor_name, &row.said]),
            })
        });
        let lines: Vec<NewLine> = lines.collect::<Result<_, Error>>()?;
        flush::lines(connection, &lines).await?;
        from = last.saturating_add(1);
    }
    Ok(())
}
