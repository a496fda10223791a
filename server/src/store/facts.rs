//! What reports know of conversations: a row for each, written with what it tells of.

use super::connection::{Connection, all, execute, find};
use super::flush::pieces;
use super::reports::bounds;
use crate::error::Error;
use crate::wall_clock::WallClock;
use domain::conversation::{History, Outcome};
use domain::country::Country;
use domain::id::{ChannelId, ChatbotId, ConversationId, TagId, UserId};
use domain::rating::Face;
use domain::report::{Asked, Fact, Handler, Place, Rated, Session, Which, ZoneName};
use domain::team::App;
use domain::time::{DAY_MS, HOUR_MS, Timestamp};
use sqlx::{FromRow, QueryBuilder};
use std::cmp::Reverse;
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
    answered_by: Option<Uuid>,
    rating: Option<i64>,
    rated_operator: Option<Uuid>,
    rated_at: Option<i64>,
    chatbot: Option<Uuid>,
    handler: Option<String>,
    is_anonymous: i64,
    is_rating_internal: i64,
    expertises: String,
    tags: String,
    tickets: i64,
    leads: i64,
    visitor_name: Option<String>,
    history: Option<String>,
}

impl TryFrom<SessionRow> for Session {
    type Error = Error;

    fn try_from(row: SessionRow) -> Result<Self, Error> {
        let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        let outcome = row.outcome.as_deref();
        let history = row.history.as_deref().map(serde_json::from_str::<History>);
        let rating = history.transpose()?.and_then(|history| history.rating);
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
                answered_by: row.answered_by.map(UserId),
                rating: row.rating.and_then(Face::of_value),
                rated_operator: row.rated_operator.map(UserId),
                rated_at: row.rated_at.map(Timestamp),
                chatbot: row.chatbot.map(ChatbotId),
                handler: row.handler.as_deref().and_then(Handler::of_word),
                is_rating_internal: row.is_rating_internal != 0,
                is_anonymous: row.is_anonymous != 0,
                expertises: serde_json::from_str(&row.expertises)?,
                tags: serde_json::from_str(&row.tags)?,
                tickets: count(row.tickets),
                leads: count(row.leads),
            },
            visitor_name: row.visitor_name,
            comment: rating.map(|rating| rating.comment).unwrap_or_default(),
        })
    }
}

/// Reads whole rows; what follows says which.
macro_rules! session {
    () => {
        "select facts.conversation, facts.channel, facts.started_at, facts.ended_at, facts.country, facts.language, \
         facts.operators, facts.operator, facts.outcome, facts.messages, facts.speakers, facts.answered_after_ms, facts.answered_by, \
         facts.rating, facts.rated_operator, facts.rated_at, facts.chatbot, facts.handler, facts.is_anonymous, facts.is_rating_internal, \
         facts.expertises, facts.tags, facts.tickets, facts.leads, \
         conversations.visitor_name, conversations.history \
         from facts left join conversations on conversations.id = facts.conversation "
    };
}

/// Says which facts are asked for; the values are `$1` to `$15` as [`Wanted`] tells them. What is not asked for says nothing of any
/// fact, so that the database looks at it once, and not at each.
pub(super) async fn filtered(
    connection: &mut Connection,
    asked: &Asked,
) -> Result<String, sqlx::Error> {
    let conditions = [
        (asked.channel.is_some(), "facts.channel = $1", "$1 is null"),
        (
            asked.operator.is_some(),
            "facts.operators like $2",
            "$2 is null",
        ),
        (
            asked.outcome.is_some(),
            "coalesce(facts.outcome, '') = $3",
            "$3 is null",
        ),
        (
            asked.rated.is_some(),
            "coalesce(facts.rating, 0) between $4 and $5",
            "$4 <= $5",
        ),
        (asked.since.is_some(), "facts.started_at >= $6", "$6 <= $7"),
        (asked.until.is_some(), "facts.started_at < $7", "$6 <= $7"),
        (
            asked.country.is_some(),
            "coalesce(facts.country, '') = $8",
            "$8 is null",
        ),
        (
            asked.counts_for.is_some(),
            "coalesce(facts.operator, $11) = $9",
            "$9 is null",
        ),
        (
            asked.chatbot.is_some(),
            "coalesce(facts.chatbot, $11) = $10",
            "$10 is null",
        ),
        (asked.tag.is_some(), "facts.tags like $12", "$12 is null"),
        (
            asked.expertise.is_some(),
            "facts.expertises like $13",
            "$13 is null",
        ),
        (
            asked.handler.is_some(),
            "coalesce(facts.handler, '') = $14",
            "$14 is null",
        ),
        (
            asked.language.is_some(),
            "coalesce(lower(facts.language), '') = $15",
            "$15 is null",
        ),
    ];
    let said = conditions
        .map(|(is_asked, of_fact, of_nothing)| if is_asked { of_fact } else { of_nothing });
    // None of these may be left out: PostgreSQL wants to know the type of each value.
    Ok(format!(
        "where $11 is not null and {} {}",
        said.join(" and "),
        shown_by_clocks(connection, asked).await?
    ))
}

/// What is asked of the weekday and the hour that clocks showed: by how much they are ahead of UTC changes from time to time.
async fn shown_by_clocks(
    connection: &mut Connection,
    asked: &Asked,
) -> Result<String, sqlx::Error> {
    /// 1970-01-01 was a Thursday.
    const OF_THE_FIRST: i64 = 3;
    if !asked.needs_a_clock() {
        return Ok(String::new());
    }
    let Some((first, last)) = bounds(connection, asked).await? else {
        return Ok(String::new());
    };
    let (clock, _) = WallClock::of(asked.zone.iter().map(ZoneName::text));
    let stretches = clock.stretches(first, last.plus(1));
    let (last, before) = stretches.split_last().unzip();
    let before = before.unwrap_or_default().iter().map(|stretch| {
        let (until, offset_ms) = (stretch.until.0, stretch.offset_ms);
        format!("when facts.started_at < {until} then {offset_ms} ")
    });
    let before: String = before.collect();
    let last = last.map_or(0, |stretch| stretch.offset_ms);
    // A case of nothing but *else* is none.
    let wall = format!(
        "(facts.started_at + case when facts.started_at is null then 0 {before}else {last} end)"
    );
    let weekday = asked.weekday.map(|weekday| {
        let weekday = weekday.0;
        format!("and ({wall} / {DAY_MS} + {OF_THE_FIRST}) % 7 = {weekday} ")
    });
    let hour = asked.hour_of_day.map(|hour| {
        let hour = hour.0;
        format!("and {wall} / {HOUR_MS} % 24 = {hour} ")
    });
    let said = weekday.unwrap_or_default() + &hour.unwrap_or_default();
    Ok(said)
}

/// The values of [`filtered`].
pub(super) struct Wanted {
    pub(super) channel: Option<Uuid>,
    pub(super) operator: Option<String>,
    pub(super) outcome: Option<&'static str>,
    pub(super) ratings: (i64, i64),
    pub(super) since: i64,
    pub(super) until: i64,
    /// Nothing stands for none.
    pub(super) country: Option<&'static str>,
    /// [`Uuid::nil`] stands for none.
    pub(super) counts_for: Option<Uuid>,
    pub(super) chatbot: Option<Uuid>,
    pub(super) tag: Option<String>,
    pub(super) expertise: Option<String>,
    /// Nothing stands for none.
    pub(super) handler: Option<&'static str>,
    pub(super) language: Option<String>,
}

impl Wanted {
    pub(super) fn of(asked: &Asked) -> Self {
        let (least, most) = asked.rated.map_or((0, 5), Rated::values);
        let id = |which: Which<Uuid>| match which {
            Which::None => Uuid::nil(),
            Which::Is(id) => id,
        };
        Self {
            channel: asked.channel.map(|channel| channel.0),
            operator: asked
                .operator
                .map(|which| listed(which.map(|operator| operator.0))),
            outcome: asked.outcome.map(|which| match which {
                Which::None => "",
                Which::Is(outcome) => outcome.word(),
            }),
            ratings: (least.into(), most.into()),
            since: asked.since.map_or(i64::MIN, |at| at.0),
            until: asked.until.map_or(i64::MAX, |at| at.0),
            country: asked.country.map(|which| match which {
                Which::None => "",
                Which::Is(country) => country.code(),
            }),
            counts_for: asked.counts_for.map(|which| id(which.map(|user| user.0))),
            chatbot: asked
                .chatbot
                .map(|which| id(which.map(|chatbot| chatbot.0))),
            tag: asked.tag.map(|which| listed(which.map(|tag| tag.0))),
            expertise: asked
                .expertise
                .map(|which| listed(which.map(|expertise| expertise.0))),
            handler: asked.handler.map(|which| match which {
                Which::None => "",
                Which::Is(handler) => handler.word(),
            }),
            language: asked.language.map(|which| match which {
                Which::None => String::new(),
                Which::Is(tag) => tag.text().to_owned(),
            }),
        }
    }
}

/// The lists that hold an id, or none at all, as they are stored.
fn listed(which: Which<Uuid>) -> String {
    match which {
        Which::None => "[]".to_owned(),
        Which::Is(id) => format!("%{id}%"),
    }
}

/// The rows that a statement with [`filtered`] finds; what else it binds follows from `$16` on.
macro_rules! found {
    ($connection:expr, $row:ty, $statement:expr, $asked:expr $(, $value:expr)* $(,)?) => {{
        let wanted = $crate::store::facts::Wanted::of($asked);
        $crate::store::connection::all!(
            $connection,
            $row,
            sqlx::AssertSqlSafe($statement),
            wanted.channel,
            wanted.operator.as_deref(),
            wanted.outcome,
            wanted.ratings.0,
            wanted.ratings.1,
            wanted.since,
            wanted.until,
            wanted.country,
            wanted.counts_for,
            wanted.chatbot,
            uuid::Uuid::nil(),
            wanted.tag.as_deref(),
            wanted.expertise.as_deref(),
            wanted.handler,
            wanted.language.as_deref(),
            $($value),*
        )
    }};
}

pub(super) use found;

/// On which side of a place a session is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// An older one.
    Older,
    /// A newer one.
    Newer,
}

/// The nearest session on a side of a place, among those that are asked for and can be read.
pub(crate) async fn beside(
    connection: &mut Connection,
    asked: &Asked,
    (place, side): (Place, Side),
) -> Result<Option<ConversationId>, sqlx::Error> {
    let nearest = match side {
        Side::Older => {
            "and (facts.started_at, facts.conversation) < ($16, $17) \
             order by facts.started_at desc, facts.conversation desc limit 1"
        }
        Side::Newer => {
            "and (facts.started_at, facts.conversation) > ($16, $17) \
             order by facts.started_at, facts.conversation limit 1"
        }
    };
    let statement = format!(
        "select facts.conversation from facts join conversations on conversations.id = facts.conversation {}{nearest}",
        filtered(connection, asked).await?
    );
    let rows = found!(connection, (Uuid,), statement, asked, place.0.0, place.1.0)?;
    Ok(rows.first().map(|(id,)| ConversationId(*id)))
}

/// At most `limit` of the sessions that are asked for, newest first, from a place on, each with the comment of its rating.
pub(crate) async fn sessions(
    connection: &mut Connection,
    asked: &Asked,
    place: Place,
    limit: usize,
) -> Result<Vec<Session>, Error> {
    let statement = format!(
        "{}{}and (facts.started_at, facts.conversation) < ($16, $17) \
         order by facts.started_at desc, facts.conversation desc limit $18",
        session!(),
        filtered(connection, asked).await?
    );
    let rows = found!(
        connection,
        SessionRow,
        statement,
        asked,
        place.0.0,
        place.1.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    rows.into_iter().map(Session::try_from).collect()
}

/// Those of these conversations that there are, newest first, each with the comment of its rating.
pub(crate) async fn sessions_among(
    connection: &mut Connection,
    conversations: &[ConversationId],
) -> Result<Vec<Session>, Error> {
    let mut rows: Vec<SessionRow> = Vec::new();
    match connection {
        Connection::Sqlite(transaction) => {
            for piece in pieces(conversations) {
                let mut query =
                    QueryBuilder::new(concat!(session!(), "where facts.conversation in ("));
                let mut list = query.separated(", ");
                for conversation in piece {
                    list.push_bind(conversation.0);
                }
                query.push(")");
                let found = query.build_query_as();
                rows.extend(found.fetch_all(&mut **transaction).await?);
            }
        }
        Connection::Postgres(transaction) => {
            let ids: Vec<Uuid> = conversations.iter().map(|id| id.0).collect();
            let found = sqlx::query_as(concat!(session!(), "where facts.conversation = any($1)"));
            rows = found.bind(ids).fetch_all(&mut **transaction).await?;
        }
    }
    let told = rows.into_iter().map(Session::try_from);
    let mut told = told.collect::<Result<Vec<_>, _>>()?;
    told.sort_by_key(|session| Reverse(session.place()));
    Ok(told)
}

/// How many sessions are asked for.
pub(crate) async fn count(connection: &mut Connection, asked: &Asked) -> Result<i64, sqlx::Error> {
    let statement = format!(
        "select count(*) from facts {}",
        filtered(connection, asked).await?
    );
    let rows = found!(connection, (i64,), statement, asked)?;
    Ok(rows.first().map_or(0, |(count,)| *count))
}

/// A conversation is about these.
pub(crate) async fn set_tags(
    connection: &mut Connection,
    conversation: ConversationId,
    tags: &[TagId],
) -> Result<(), Error> {
    execute!(
        connection,
        "update facts set tags = $2 where conversation = $1",
        conversation.0,
        serde_json::to_string(tags)?
    )?;
    Ok(())
}

/// Another record of an app was made of a conversation.
pub(crate) async fn add_record(
    connection: &mut Connection,
    app: App,
    conversation: ConversationId,
) -> Result<(), sqlx::Error> {
    let statement = match app {
        App::Helpdesk => "update facts set tickets = tickets + 1 where conversation = $1",
        App::Crm => "update facts set leads = leads + 1 where conversation = $1",
    };
    execute!(connection, statement, conversation.0)?;
    Ok(())
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
