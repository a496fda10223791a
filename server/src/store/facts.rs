//! What reports know of conversations: a row for each, written with what it tells of.

use super::connection::{Connection, all, find};
use crate::error::Error;
use domain::conversation::{History, Outcome};
use domain::country::Country;
use domain::id::{ChannelId, ConversationId, UserId};
use domain::rating::Face;
use domain::report::{Asked, Fact, Place, Rated, Session};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// How many ratings were given in each channel since a time, and how many of them were happy; channels without are left out.
pub(crate) async fn happy_since(
    connection: &mut Connection,
    since: Timestamp,
) -> Result<Vec<(ChannelId, i64, i64)>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid, i64, i64),
        "select channel, count(*), sum(case when rating = $2 then 1 else 0 end) from facts \
         where rated_at >= $1 group by channel",
        since.0,
        i64::from(Face::Satisfied.value())
    )?;
    Ok(rows
        .into_iter()
        .map(|(channel, rated, happy)| (ChannelId(channel), rated, happy))
        .collect())
}

#[derive(FromRow)]
struct SessionRow {
    conversation: Uuid,
    channel: Uuid,
    started_at: i64,
    ended_at: Option<i64>,
    country: Option<String>,
    language: Option<String>,
    operators: String,
    operator: Option<Uuid>,
    outcome: Option<String>,
    messages: i64,
    speakers: i64,
    answered_after_ms: Option<i64>,
    rating: Option<i64>,
    rated_operator: Option<Uuid>,
    rated_at: Option<i64>,
    visitor_name: String,
}

impl TryFrom<SessionRow> for Session {
    type Error = Error;

    fn try_from(row: SessionRow) -> Result<Self, Error> {
        let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        let outcome = row.outcome.as_deref();
        Ok(Self {
            fact: Fact {
                conversation: ConversationId(row.conversation),
                channel: ChannelId(row.channel),
                started_at: Timestamp(row.started_at),
                ended_at: row.ended_at.map(Timestamp),
                country: row.country.as_deref().and_then(Country::parse),
                language: row.language,
                operators: serde_json::from_str(&row.operators)?,
                operator: row.operator.map(UserId),
                outcome: outcome.and_then(Outcome::of_word),
                messages: count(row.messages),
                speakers: count(row.speakers),
                answered_after_ms: row.answered_after_ms,
                rating: row.rating.and_then(Face::of_value),
                rated_operator: row.rated_operator.map(UserId),
                rated_at: row.rated_at.map(Timestamp),
            },
            visitor_name: row.visitor_name,
        })
    }
}

/// Reads whole rows; what follows says which.
macro_rules! session {
    ($more:literal) => {
        concat!(
            "select facts.conversation, facts.channel, facts.started_at, facts.ended_at, facts.country, facts.language, \
         facts.operators, facts.operator, facts.outcome, facts.messages, facts.speakers, facts.answered_after_ms, \
         facts.rating, facts.rated_operator, facts.rated_at, conversations.visitor_name",
            $more,
            " from facts join conversations on conversations.id = facts.conversation "
        )
    };
}

/// Those that are asked for, of which the values are `$1` to `$7`.
macro_rules! asked_for {
    () => {
        "where ($1 is null or facts.channel = $1) and ($2 is null or facts.operators like $2) \
         and ($3 is null or facts.outcome = $3) and coalesce(facts.rating, 0) between $4 and $5 \
         and facts.started_at >= $6 and facts.started_at < $7 "
    };
}

/// The rows that such a statement finds; what follows `$7` stands last.
macro_rules! found {
    ($connection:expr, $row:ty, $statement:expr, $asked:expr $(, $value:expr)* $(,)?) => {{
        let asked: &Asked = $asked;
        let operator = asked.operator.map(|operator| format!("%{operator}%"));
        let (least, most) = asked.rated.map_or((0, 5), Rated::values);
        all!(
            $connection,
            $row,
            $statement,
            asked.channel.map(|channel| channel.0),
            operator.as_deref(),
            asked.outcome.map(Outcome::word),
            i64::from(least),
            i64::from(most),
            asked.since.map_or(i64::MIN, |at| at.0),
            asked.until.map_or(i64::MAX, |at| at.0)
            $(, $value)*
        )
    }};
}

pub(super) use {asked_for, found};

/// On which side of a place sessions are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Older ones, newest first.
    Older,
    /// Newer ones, oldest first.
    Newer,
}

/// At most `limit` of the sessions that are asked for, from a place on.
pub(crate) async fn sessions(
    connection: &mut Connection,
    asked: &Asked,
    (place, side): (Place, Side),
    limit: usize,
) -> Result<Vec<Session>, Error> {
    let statement = match side {
        Side::Older => concat!(
            session!(""),
            asked_for!(),
            "and (facts.started_at, facts.conversation) < ($8, $9) \
             order by facts.started_at desc, facts.conversation desc limit $10"
        ),
        Side::Newer => concat!(
            session!(""),
            asked_for!(),
            "and (facts.started_at, facts.conversation) > ($8, $9) \
             order by facts.started_at, facts.conversation limit $10"
        ),
    };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = found!(
        connection, SessionRow, statement, asked, place.0.0, place.1.0, limit
    )?;
    rows.into_iter().map(Session::try_from).collect()
}

#[derive(FromRow)]
struct CommentedRow {
    #[sqlx(flatten)]
    session: SessionRow,
    history: String,
}

/// As [`sessions`] of older ones, each with the comment of its rating.
pub(crate) async fn commented(
    connection: &mut Connection,
    asked: &Asked,
    place: Place,
    limit: usize,
) -> Result<Vec<(Session, String)>, Error> {
    let statement = concat!(
        session!(", conversations.history"),
        asked_for!(),
        "and (facts.started_at, facts.conversation) < ($8, $9) \
         order by facts.started_at desc, facts.conversation desc limit $10"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = found!(
        connection,
        CommentedRow,
        statement,
        asked,
        place.0.0,
        place.1.0,
        limit
    )?;
    let told = rows.into_iter().map(|row| {
        let history: History = serde_json::from_str(&row.history)?;
        let comment = history.rating.map(|rating| rating.comment);
        Ok((Session::try_from(row.session)?, comment.unwrap_or_default()))
    });
    told.collect()
}

/// Where a session stands, if there is one.
pub(crate) async fn place(
    connection: &mut Connection,
    conversation: ConversationId,
) -> Result<Option<Place>, sqlx::Error> {
    let row = find!(
        connection,
        (i64,),
        "select started_at from facts where conversation = $1",
        conversation.0
    )?;
    Ok(row.map(|(at,)| (Timestamp(at), conversation)))
}
