//! Conversations.

use super::connection::{Connection, all, find};
use super::flush::pieces;
use super::remembered::Held;
use crate::desk::TokenHash;
use crate::error::Error;
use domain::conversation::{Conversation, State, Status};
use domain::country::Country;
use domain::id::{ChannelId, ContactId, ConversationId, PublicConversationId, UserId, VisitorId};
use domain::message::MessageNumber;
use domain::time::Timestamp;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

#[derive(FromRow)]
struct ConversationRow {
    id: Uuid,
    public_id: Uuid,
    channel: Uuid,
    visitor: Uuid,
    visitor_name: String,
    page: Option<String>,
    language: Option<String>,
    time_zone: Option<String>,
    country: Option<String>,
    email: Option<String>,
    started_at: i64,
    active_at: i64,
    ended_at: Option<i64>,
    operators: String,
    last_number: i64,
    last_words: Option<String>,
    visitor_seen: i64,
    operators_seen: i64,
    status: Option<String>,
    history: String,
    waits_since: Option<i64>,
    help_since: Option<i64>,
    expertises: String,
    bot: Option<String>,
}

impl TryFrom<ConversationRow> for Held {
    type Error = Error;

    fn try_from(row: ConversationRow) -> Result<Self, Error> {
        let conversation = Conversation {
            id: ConversationId(row.id),
            public_id: PublicConversationId(row.public_id),
            channel: ChannelId(row.channel),
            visitor_name: row.visitor_name,
            page: row.page,
            language: row.language,
            time_zone: row.time_zone,
            country: row.country.as_deref().and_then(Country::parse),
            email: row.email,
            started_at: Timestamp(row.started_at),
            active_at: Timestamp(row.active_at),
            state: match row.ended_at {
                Some(at) => State::Ended { at: Timestamp(at) },
                None => State::Open(
                    row.status
                        .as_deref()
                        .and_then(Status::of_word)
                        .unwrap_or_default(),
                ),
            },
            operators: serde_json::from_str(&row.operators)?,
            last_number: number(row.last_number)?,
            last_words: row
                .last_words
                .as_deref()
                .map(serde_json::from_str)
                .transpose()?,
            visitor_seen: number(row.visitor_seen)?,
            operators_seen: number(row.operators_seen)?,
            history: serde_json::from_str(&row.history)?,
            waits_since: row.waits_since.map(Timestamp),
            help_since: row.help_since.map(Timestamp),
            expertises: serde_json::from_str(&row.expertises)?,
            bot: row.bot.as_deref().map(serde_json::from_str).transpose()?,
        };
        Ok(Self {
            conversation,
            visitor: VisitorId(row.visitor),
        })
    }
}

/// A message's number out of the database.
pub(super) fn number(stored: i64) -> Result<MessageNumber, Error> {
    u32::try_from(stored)
        .map(MessageNumber)
        .map_err(|error| Error::Failed(Box::new(error)))
}

/// Reads whole rows; what follows says which.
macro_rules! conversation {
    () => {
        "select id, public_id, channel, visitor, visitor_name, page, language, time_zone, country, email, started_at, active_at, \
         ended_at, operators, last_number, last_words, visitor_seen, operators_seen, status, history, waits_since, \
         help_since, expertises, bot from conversations "
    };
}

/// A conversation and whose it is.
pub(crate) async fn held(
    connection: &mut Connection,
    id: ConversationId,
) -> Result<Option<Held>, Error> {
    let row = find!(
        connection,
        ConversationRow,
        concat!(conversation!(), "where id = $1"),
        id.0
    )?;
    row.map(Held::try_from).transpose()
}

/// Those of these conversations that there are, and whose each is.
pub(crate) async fn all_held(
    connection: &mut Connection,
    ids: &[ConversationId],
) -> Result<Vec<Held>, Error> {
    let mut rows: Vec<ConversationRow> = Vec::new();
    match connection {
        Connection::Sqlite(transaction) => {
            for piece in pieces(ids) {
                let mut query = QueryBuilder::new(concat!(conversation!(), "where id in ("));
                let mut list = query.separated(", ");
                for id in piece {
                    list.push_bind(id.0);
                }
                query.push(")");
                let found = query.build_query_as();
                rows.extend(found.fetch_all(&mut **transaction).await?);
            }
        }
        Connection::Postgres(transaction) if !ids.is_empty() => {
            let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
            let found = sqlx::query_as(concat!(conversation!(), "where id = any($1)")).bind(ids);
            rows.extend(found.fetch_all(&mut **transaction).await?);
        }
        Connection::Postgres(_) => {}
    }
    rows.into_iter().map(Held::try_from).collect()
}

/// A visitor's hold on one of his conversations.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owned {
    /// The conversation.
    pub(crate) id: ConversationId,
    /// Whose it is.
    pub(crate) visitor: VisitorId,
    /// Until when his token is good.
    pub(crate) expires_at: Timestamp,
    /// Whether it is lent for this conversation alone; then it is never good for longer.
    pub(crate) is_lent: bool,
}

#[derive(FromRow)]
struct OwnedRow {
    id: Uuid,
    visitor: Uuid,
    expires_at: i64,
}

/// The conversation that a visitor's token reaches under its public id.
pub(crate) async fn owned(
    connection: &mut Connection,
    token: TokenHash,
    public_id: PublicConversationId,
) -> Result<Option<Owned>, sqlx::Error> {
    let row = find!(
        connection,
        OwnedRow,
        "select conversations.id as id, visitors.id as visitor, visitors.expires_at as expires_at \
         from conversations join visitors on visitors.id = conversations.visitor \
         where conversations.public_id = $1 and visitors.token_hash = $2",
        public_id.0,
        token.0.as_slice()
    )?;
    Ok(row.map(|row| Owned {
        id: ConversationId(row.id),
        visitor: VisitorId(row.visitor),
        expires_at: Timestamp(row.expires_at),
        is_lent: false,
    }))
}

/// Where a visitor said that he can be written to, in the newest of his conversations in which he did.
pub(crate) async fn address_of(
    connection: &mut Connection,
    visitor: VisitorId,
) -> Result<Option<String>, sqlx::Error> {
    let row = find!(
        connection,
        (String,),
        "select email from conversations where visitor = $1 and email is not null order by started_at desc, id desc limit 1",
        visitor.0
    )?;
    Ok(row.map(|(email,)| email))
}

/// The visitor's open conversation.
pub(crate) async fn open_of(
    connection: &mut Connection,
    visitor: VisitorId,
) -> Result<Option<ConversationId>, sqlx::Error> {
    let row = find!(
        connection,
        (Uuid,),
        "select id from conversations where visitor = $1 and ended_at is null order by started_at desc limit 1",
        visitor.0
    )?;
    Ok(row.map(|(id,)| ConversationId(id)))
}

/// Where a page of the inbox begins: after the row with this activity and id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct After(pub(crate) Timestamp, pub(crate) ConversationId);

impl After {
    /// The first page.
    pub(crate) const NOTHING: Self = Self(Timestamp(i64::MAX), ConversationId(Uuid::max()));
}

/// At most `limit` conversations, newest activity first.
pub(crate) async fn page(
    connection: &mut Connection,
    after: After,
    limit: usize,
) -> Result<Vec<Conversation>, Error> {
    let rows = all!(
        connection,
        ConversationRow,
        concat!(
            conversation!(),
            "where (active_at, id) < ($1, $2) order by active_at desc, id desc limit $3"
        ),
        after.0.0,
        after.1.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    conversations(rows)
}

/// Before the first in a list by time and id.
pub(crate) const BEGINNING: (Timestamp, ConversationId) =
    (Timestamp(i64::MIN), ConversationId(Uuid::nil()));

/// Conversations that wait for an operator, longest first, after a place in this list.
pub(crate) async fn waiting(
    connection: &mut Connection,
    after: (Timestamp, ConversationId),
    limit: usize,
) -> Result<Vec<Conversation>, Error> {
    let rows = all!(
        connection,
        ConversationRow,
        concat!(
            conversation!(),
            "where waits_since is not null and (waits_since, id) > ($1, $2) order by waits_since, id limit $3"
        ),
        after.0.0,
        after.1.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    conversations(rows)
}

/// Open conversations that nobody has used since `before`, longest first, after a place in this list.
pub(crate) async fn unused(
    connection: &mut Connection,
    before: Timestamp,
    after: (Timestamp, ConversationId),
    limit: usize,
) -> Result<Vec<Conversation>, Error> {
    let rows = all!(
        connection,
        ConversationRow,
        concat!(
            conversation!(),
            "where ended_at is null and active_at <= $1 and (active_at, id) > ($2, $3) order by active_at, id limit $4"
        ),
        before.0,
        after.0.0,
        after.1.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    conversations(rows)
}

/// By when something must have been said that is missed, and the last letter about it have been written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Missed {
    /// When something of an operator was said that is not read, at the latest.
    pub(crate) said_by: Timestamp,
    /// When the last letter was written, at the latest.
    pub(crate) mailed_by: Timestamp,
}

/// Conversations of visitors who left an address, did not refuse letters, and have not read what an operator wrote, longest first,
/// after a place in this list.
pub(crate) async fn missed(
    connection: &mut Connection,
    by: Missed,
    after: (Timestamp, ConversationId),
    limit: usize,
) -> Result<Vec<Conversation>, Error> {
    let rows = all!(
        connection,
        ConversationRow,
        concat!(
            conversation!(),
            "where email is not null and (active_at, id) > ($3, $4) \
             and not exists (select 1 from missed_mails where missed_mails.conversation = conversations.id \
             and (missed_mails.declined_at is not null or missed_mails.mailed_at > $2)) \
             and exists (select 1 from messages where messages.conversation = conversations.id \
             and messages.number > conversations.visitor_seen and messages.author = 'operator' \
             and messages.kind in ('text', 'file') and messages.at <= $1) \
             order by active_at, id limit $5"
        ),
        by.said_by.0,
        by.mailed_by.0,
        after.0.0,
        after.1.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    conversations(rows)
}

/// The conversations in which somebody looks for help, oldest first (spec 8.7).
pub(crate) async fn looking_for_help(
    connection: &mut Connection,
    limit: usize,
) -> Result<Vec<Conversation>, Error> {
    let rows = all!(
        connection,
        ConversationRow,
        concat!(
            conversation!(),
            "where status = 'looking_for_help' order by coalesce(help_since, active_at), id limit $1"
        ),
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    conversations(rows)
}

/// At most `limit` conversations of a visitor and of whoever belongs to the same contact, newest first.
pub(crate) async fn of_person(
    connection: &mut Connection,
    visitor: VisitorId,
    limit: usize,
) -> Result<Vec<Conversation>, Error> {
    let rows = all!(
        connection,
        ConversationRow,
        concat!(
            conversation!(),
            "where visitor in (select $1 union all select other.id from visitors other join visitors own \
             on own.contact = other.contact where own.id = $1) order by started_at desc, id desc limit $2"
        ),
        visitor.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    conversations(rows)
}

/// At most `limit` conversations of a contact's visitors, newest first.
pub(crate) async fn of_contact(
    connection: &mut Connection,
    contact: ContactId,
    limit: usize,
) -> Result<Vec<Conversation>, Error> {
    let rows = all!(
        connection,
        ConversationRow,
        concat!(
            conversation!(),
            "where visitor in (select id from visitors where contact = $1) order by started_at desc, id desc limit $2"
        ),
        contact.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    conversations(rows)
}

fn conversations(rows: Vec<ConversationRow>) -> Result<Vec<Conversation>, Error> {
    rows.into_iter()
        .map(|row| Held::try_from(row).map(|held| held.conversation))
        .collect()
}

/// The unread messages of a user in a page of the inbox, by conversation and number.
pub(crate) async fn unread_of_page(
    connection: &mut Connection,
    user: UserId,
    after: After,
    limit: usize,
) -> Result<Vec<(ConversationId, MessageNumber)>, Error> {
    let rows = all!(
        connection,
        (Uuid, i64),
        "select messages.conversation, messages.number from \
         (select id from conversations where (active_at, id) < ($1, $2) order by active_at desc, id desc limit $3) page \
         join messages on messages.conversation = page.id \
         left join seen on seen.conversation = page.id and seen.user_id = $4 \
         where messages.number > coalesce(seen.number, 0) and messages.kind in ('text', 'email', 'file') \
         and (messages.author_id is null or messages.author_id <> $4) and messages.author <> 'bot' \
         order by messages.conversation, messages.number",
        after.0.0,
        after.1.0,
        i64::try_from(limit).unwrap_or(i64::MAX),
        user.0
    )?;
    rows.into_iter()
        .map(|(id, stored)| Ok((ConversationId(id), number(stored)?)))
        .collect()
}

/// Messages, with how far the user has read who follows.
macro_rules! unread {
    () => {
        "select messages.conversation, messages.number from messages \
         left join seen on seen.conversation = messages.conversation and seen.user_id = "
    };
}

/// Of these, the unread ones of people, but for those of the user who follows.
macro_rules! of_others {
    () => {
        " where messages.number > coalesce(seen.number, 0) and messages.kind in ('text', 'email', 'file') \
         and messages.author <> 'bot' and messages.author_id is distinct from "
    };
}

/// The unread messages of a user in some conversations, by conversation and number.
pub(crate) async fn unread_among(
    connection: &mut Connection,
    user: UserId,
    ids: &[ConversationId],
) -> Result<Vec<(ConversationId, MessageNumber)>, Error> {
    let mut rows: Vec<(Uuid, i64)> = Vec::new();
    match connection {
        Connection::Sqlite(transaction) => {
            for piece in pieces(ids) {
                let mut query = QueryBuilder::new(unread!());
                query.push_bind(user.0).push(of_others!());
                query
                    .push_bind(user.0)
                    .push(" and messages.conversation in (");
                let mut list = query.separated(", ");
                for id in piece {
                    list.push_bind(id.0);
                }
                query.push(")");
                let found = query.build_query_as::<(Uuid, i64)>();
                rows.extend(found.fetch_all(&mut **transaction).await?);
            }
        }
        Connection::Postgres(transaction) => {
            let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
            let mut query = QueryBuilder::new(unread!());
            query.push_bind(user.0).push(of_others!());
            query
                .push_bind(user.0)
                .push(" and messages.conversation = any(");
            query.push_bind(ids).push(")");
            let found = query.build_query_as::<(Uuid, i64)>();
            rows.extend(found.fetch_all(&mut **transaction).await?);
        }
    }
    rows.sort_unstable();
    rows.into_iter()
        .map(|(id, stored)| Ok((ConversationId(id), number(stored)?)))
        .collect()
}

/// The unread messages of a user in one conversation.
pub(crate) async fn unread(
    connection: &mut Connection,
    user: UserId,
    conversation: ConversationId,
) -> Result<Vec<MessageNumber>, Error> {
    let rows = all!(
        connection,
        (i64,),
        "select number from messages where conversation = $1 and kind in ('text', 'email', 'file') \
         and (author_id is null or author_id <> $2) and author <> 'bot' \
         and number > coalesce((select number from seen where conversation = $1 and user_id = $2), 0) order by number",
        conversation.0,
        user.0
    )?;
    rows.into_iter().map(|(stored,)| number(stored)).collect()
}
