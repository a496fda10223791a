//! What reports count: the database adds up the narrow rows of `facts`, and no report reads messages (spec 13.2).

use super::connection::{Connection, find, one};
use super::facts::{filtered, found};
use domain::conversation::{Outcome, Status};
use domain::country::Country;
use domain::id::{ChannelId, ChatbotId, ExpertiseId, TagId, UserId};
use domain::limit;
use domain::rating::Face;
use domain::report::{
    Asked, Dimension, Group, Handler, Key, Kind, Measure, Standing, Stretch, Tally,
};
use domain::time::Timestamp;
use sqlx::{AssertSqlSafe, FromRow};
use std::cmp::Reverse;
use std::collections::HashMap;
use uuid::Uuid;

/// So many facts are counted in one go. `SQLite` sorts what it groups: all at once, a million would take a quarter of a gigabyte of
/// memory, and a third more time than in slices that the processor holds beside it.
const SLICE: i64 = 10_000;

/// What is counted of the conversations of a group.
#[derive(FromRow)]
struct TallyRow {
    count: i64,
    messages: i64,
    speakers: i64,
    duration_ms: i64,
    answered: i64,
    answered_after_ms: i64,
    rated: i64,
    ratings: i64,
    happy: i64,
    anonymous: i64,
    by_bot: i64,
    by_operator: i64,
    ended: i64,
    escalated: i64,
    no_answer: i64,
    no_one_available: i64,
    tickets: i64,
    leads: i64,
    first: Option<i64>,
}

impl From<TallyRow> for Tally {
    fn from(row: TallyRow) -> Self {
        Self {
            count: row.count,
            messages: row.messages,
            speakers: row.speakers,
            duration_ms: row.duration_ms,
            answered: row.answered,
            answered_after_ms: row.answered_after_ms,
            rated: row.rated,
            ratings: row.ratings,
            happy: row.happy,
            anonymous: row.anonymous,
            by_bot: row.by_bot,
            by_operator: row.by_operator,
            ended: row.ended,
            escalated: row.escalated,
            no_answer: row.no_answer,
            no_one_available: row.no_one_available,
            tickets: row.tickets,
            leads: row.leads,
            first: row.first.map(Timestamp),
        }
    }
}

/// The sums that a [`TallyRow`] is read from, and the measures that are told by each; `$19` is the present.
const SUMS: [(&str, &str, &[Measure]); 18] = {
    use Measure::{
        Anonymous, ByBot, ByOperator, DaysOfActivity, Duration, DurationSeconds, Escalated, Happy,
        Leads, Messages, NoAnswer, NoOneAvailable, Rating, Speakers, Tickets, TimeToAnswer,
        Unrated,
    };
    [
        ("messages", "sum(facts.messages)", &[Messages]),
        ("speakers", "sum(facts.speakers)", &[Speakers]),
        (
            "duration_ms",
            "sum(case when coalesce(facts.ended_at, $19) > facts.started_at \
             then coalesce(facts.ended_at, $19) - facts.started_at else 0 end)",
            &[Duration, DurationSeconds],
        ),
        (
            "answered",
            "count(facts.answered_after_ms)",
            &[TimeToAnswer],
        ),
        (
            "answered_after_ms",
            "coalesce(sum(facts.answered_after_ms), 0)",
            &[TimeToAnswer],
        ),
        ("rated", "count(facts.rating)", &[Rating, Happy, Unrated]),
        ("ratings", "coalesce(sum(facts.rating), 0)", &[Rating]),
        (
            "happy",
            "count(case when facts.rating = 5 then 1 end)",
            &[Happy],
        ),
        ("anonymous", "sum(facts.is_anonymous)", &[Anonymous]),
        (
            "by_bot",
            "count(case when facts.handler = 'bot' then 1 end)",
            &[ByBot],
        ),
        (
            "by_operator",
            "count(case when facts.handler = 'operator' then 1 end)",
            &[ByOperator],
        ),
        (
            "ended",
            "count(facts.outcome)",
            &[Escalated, NoAnswer, NoOneAvailable],
        ),
        (
            "escalated",
            "count(case when facts.outcome = 'escalated' then 1 end)",
            &[Escalated],
        ),
        (
            "no_answer",
            "count(case when facts.outcome = 'no_answer' then 1 end)",
            &[NoAnswer],
        ),
        (
            "no_one_available",
            "count(case when facts.outcome = 'no_one_available' then 1 end)",
            &[NoOneAvailable],
        ),
        ("tickets", "sum(facts.tickets)", &[Tickets]),
        ("leads", "sum(facts.leads)", &[Leads]),
        ("first", "min(facts.started_at)", &[DaysOfActivity]),
    ]
};

/// The sums by which these measures are told, and nothing in place of the others: each costs time for each fact. Where a conversation
/// counts for every operator who was in it, time to answer is of who answered, and the rating of who was rated.
fn sums(told: &[Measure], participant: Option<&str>) -> String {
    let sums = SUMS.map(|(name, sum, measures)| {
        let sum = participant.map_or_else(
            || sum.to_owned(),
            |participant| {
                let own = |column: &str, of: &str| {
                    format!("case when facts.{of} = {participant} then facts.{column} end")
                };
                let answer = own("answered_after_ms", "answered_by");
                let rating = own("rating", "rated_operator");
                sum.replace("facts.answered_after_ms", &answer)
                    .replace("facts.rating", &rating)
            },
        );
        let is_told = measures.iter().any(|measure| told.contains(measure));
        let sum = if is_told { sum.as_str() } else { "0" };
        format!(", cast({sum} as bigint) as {name}")
    });
    format!("count(*) as count{}", sums.concat())
}

#[derive(FromRow)]
struct GroupRow {
    grain: i64,
    id_one: Option<Uuid>,
    word_one: Option<String>,
    id_two: Option<Uuid>,
    word_two: Option<String>,
    #[sqlx(flatten)]
    tally: TallyRow,
}

/// Where a dimension stands in the table: as an id or as a word.
#[derive(Clone, Copy)]
enum Column {
    Id(&'static str),
    Word(&'static str),
}

fn column(dimension: Dimension, participant: Option<&'static str>) -> Option<Column> {
    Some(match dimension {
        Dimension::Channel => Column::Id("facts.channel"),
        Dimension::Operator => Column::Id(participant.unwrap_or("facts.operator")),
        Dimension::Chatbot => Column::Id("facts.chatbot"),
        Dimension::Handler => Column::Word("facts.handler"),
        Dimension::Rating => Column::Word("cast(facts.rating as text)"),
        Dimension::Outcome => Column::Word("facts.outcome"),
        Dimension::Country => Column::Word("facts.country"),
        Dimension::Language => Column::Word("lower(facts.language)"),
        Dimension::Tag => Column::Word("tag.value"),
        Dimension::Expertise => Column::Word("expertise.value"),
        _ => return None,
    })
}

fn key(dimension: Dimension, id: Option<Uuid>, word: Option<&str>) -> Key {
    let of_id = |key: fn(Uuid) -> Key| id.map(key);
    let found = match dimension {
        Dimension::Channel => of_id(|id| Key::Channel(ChannelId(id))),
        Dimension::Operator => of_id(|id| Key::Operator(UserId(id))),
        Dimension::Chatbot => of_id(|id| Key::Chatbot(ChatbotId(id))),
        Dimension::Handler => word.and_then(Handler::of_word).map(Key::Handler),
        Dimension::Rating => {
            let face = word.and_then(|word| Face::of_value(word.parse().ok()?));
            face.map(|face| Key::Rating(Reverse(face)))
        }
        Dimension::Outcome => word.and_then(Outcome::of_word).map(Key::Outcome),
        Dimension::Country => word.and_then(Country::parse).map(Key::Country),
        Dimension::Language => word.map(|tag| Key::Language(tag.to_owned())),
        Dimension::Tag => word.and_then(|id| Some(Key::Tag(TagId(id.parse().ok()?)))),
        Dimension::Expertise => {
            word.and_then(|id| Some(Key::Expertise(ExpertiseId(id.parse().ok()?))))
        }
        _ => None,
    };
    found.unwrap_or(Key::None)
}

/// What makes a row of each entry of the lists that it is grouped by.
fn entries(connection: &Connection, by: &[Dimension], kind: Kind) -> String {
    let lists = by.iter().filter_map(|dimension| match dimension {
        Dimension::Tag => Some(("facts.tags", "tag")),
        Dimension::Expertise => Some(("facts.expertises", "expertise")),
        Dimension::Operator if kind.overlaps(*dimension) => {
            Some(("facts.operators", "participant"))
        }
        _ => None,
    });
    lists
        .map(|(list, name)| match connection {
            Connection::Sqlite(_) => format!(" left join json_each({list}) as {name}"),
            Connection::Postgres(_) => format!(
                " left join lateral jsonb_array_elements_text(cast({list} as jsonb)) as {name}(value) on true"
            ),
        })
        .collect()
}

/// The operator of an entry, where a conversation counts for each who was in it and that is asked for.
fn participant(connection: &Connection, by: &[Dimension], kind: Kind) -> Option<&'static str> {
    let operator = Dimension::Operator;
    (kind.overlaps(operator) && by.contains(&operator)).then_some(match connection {
        Connection::Sqlite(_) => "unhex(replace(participant.value, '-', ''))",
        Connection::Postgres(_) => "cast(participant.value as uuid)",
    })
}

/// The statement that groups by these columns, of facts and what is joined to them.
fn statement(
    columns: &[Column],
    (joined, filtered): (&str, &str),
    sums: &str,
    asked: &Asked,
) -> String {
    // Where nothing is grouped by, nothing keeps the row's shape; a column that an index lacks would make the database look up each row.
    const NO_ID: &str = "cast(null as uuid)";
    const NO_WORD: &str = "cast(null as text)";
    let slot = |place: usize| match columns.get(place) {
        Some(Column::Id(id)) => (*id, NO_WORD),
        Some(Column::Word(word)) => (NO_ID, *word),
        None => (NO_ID, NO_WORD),
    };
    let ((id_one, word_one), (id_two, word_two)) = (slot(0), slot(1));
    format!(
        "select (facts.started_at + $16) / $17 as grain, {id_one} as id_one, {word_one} as word_one, \
         {id_two} as id_two, {word_two} as word_two, {sums} from facts{joined} {filtered} {} and $19 is not null \
         group by 1, 2, 3, 4, 5 limit $18",
        only_rated(asked)
    )
}

/// What a statement says in addition where none but rated conversations are asked for: by this the database sees that an index of
/// them alone will do.
fn only_rated(asked: &Asked) -> &'static str {
    let is_rated = asked.rated.is_some_and(|rated| rated.values().0 > 0);
    if is_rated {
        "and facts.rated_at is not null"
    } else {
        ""
    }
}

/// Where the slice ends that begins at a point in time, up to another one.
async fn slice_end(
    connection: &mut Connection,
    (since, until): (Timestamp, Timestamp),
    only_rated: &str,
) -> Result<Timestamp, sqlx::Error> {
    let statement = format!(
        "select started_at from facts where started_at >= $1 and started_at < $2 {only_rated} \
         order by started_at limit 1 offset $3"
    );
    let next = find!(
        connection,
        (i64,),
        AssertSqlSafe(statement),
        since.0,
        until.0,
        SLICE
    )?;
    // However many began at one instant, they are one slice.
    Ok(next.map_or(until, |(at,)| Timestamp(at).max(since.plus(1))))
}

/// The first and the last point in time at which any of the conversations began that are asked for by time.
pub(crate) async fn bounds(
    connection: &mut Connection,
    asked: &Asked,
) -> Result<Option<(Timestamp, Timestamp)>, sqlx::Error> {
    let (first, last) = one!(
        connection,
        (Option<i64>, Option<i64>),
        "select (select min(started_at) from facts where started_at >= $1 and started_at < $2), \
         (select max(started_at) from facts where started_at >= $1 and started_at < $2)",
        asked.since.map_or(i64::MIN, |at| at.0),
        asked.until.map_or(i64::MAX, |at| at.0)
    )?;
    Ok(first
        .zip(last)
        .map(|(first, last)| (Timestamp(first), Timestamp(last))))
}

/// When the first session began that counts as this operator's, of all that there ever were.
pub(crate) async fn first_session(
    connection: &mut Connection,
    operator: UserId,
) -> Result<Option<Timestamp>, sqlx::Error> {
    let (first,) = one!(
        connection,
        (Option<i64>,),
        "select min(started_at) from facts where operator = $1 and operator is not null",
        operator.0
    )?;
    Ok(first.map(Timestamp))
}

/// How it stands now, of conversations that go on.
pub(crate) async fn standing(connection: &mut Connection) -> Result<Standing, sqlx::Error> {
    let (open, waiting, looking_for_help, waits_since) = one!(
        connection,
        (i64, i64, i64, Option<i64>),
        "select count(*), count(waits_since), count(case when status = $1 then 1 end), min(waits_since) \
         from conversations where ended_at is null",
        Status::LookingForHelp.word()
    )?;
    Ok(Standing {
        open,
        waiting,
        looking_for_help,
        waits_since: waits_since.map(Timestamp),
    })
}

/// What is counted for the measures of a report within a stretch of time, at least one row more than [`limit::REPORT_ROWS`] if there are more.
pub(crate) async fn groups(
    connection: &mut Connection,
    asked: &Asked,
    (by, kind): (&[Dimension], Kind),
    stretch: Stretch,
    now: Timestamp,
) -> Result<Vec<Group>, sqlx::Error> {
    // Hours tell days too, the other way round they do not.
    let grains = by.iter().filter_map(|dimension| dimension.grain_ms());
    let grain = grains.min().unwrap_or(i64::MAX);
    let participant = participant(connection, by, kind);
    let others: Vec<(Dimension, Column)> = by
        .iter()
        .filter_map(|dimension| Some((*dimension, column(*dimension, participant)?)))
        .collect();
    let columns: Vec<Column> = others.iter().map(|(_, column)| *column).collect();
    let mut slice = Asked {
        since: Some(stretch.since),
        until: Some(stretch.until),
        ..*asked
    };
    let entries = entries(connection, by, kind);
    let filtered = filtered(connection, &slice).await?;
    let sums = sums(kind.measures(), participant);
    let statement = statement(&columns, (&entries, &filtered), &sums, &slice);
    let mut counted: HashMap<(i64, Vec<Key>), Tally> = HashMap::new();
    let mut since = stretch.since;
    while since < stretch.until && counted.len() <= limit::REPORT_ROWS {
        let until = slice_end(connection, (since, stretch.until), only_rated(asked)).await?;
        (slice.since, slice.until) = (Some(since), Some(until));
        let rows = found!(
            connection,
            GroupRow,
            statement.clone(),
            &slice,
            stretch.offset_ms,
            grain,
            i64::try_from(limit::REPORT_ROWS + 1).unwrap_or(i64::MAX),
            now.0
        )?;
        for row in rows {
            let found = [
                (row.id_one, row.word_one.as_deref()),
                (row.id_two, row.word_two.as_deref()),
            ];
            let keys = others.iter().zip(found);
            let keys = keys.map(|((dimension, _), (id, word))| key(*dimension, id, word));
            let group = counted.entry((row.grain, keys.collect())).or_default();
            group.add(&row.tally.into());
        }
        since = until;
    }
    let groups = counted.into_iter().map(|((course, keys), tally)| Group {
        wall: Timestamp(course.saturating_mul(grain)),
        keys,
        tally,
    });
    Ok(groups.collect())
}
