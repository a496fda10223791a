//! Tickets, found by what is known of them and by their words.

use super::connection::{Connection, all, execute, find, one};
use super::search::{postgres_words, sqlite_words};
use crate::error::Error;
use domain::id::{ClientId, ContactId, ConversationId, HelpdeskTeamId, UserId, VisitorId};
use domain::limit;
use domain::search::indexed;
use domain::ticket::{
    Sought, Ticket, TicketCard, TicketDraft, TicketFilter, TicketNumber, TicketPriority,
    TicketState,
};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// Where a new ticket comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source {
    /// The request that made it.
    pub(crate) client_id: ClientId,
    /// The conversation.
    pub(crate) conversation: ConversationId,
    /// Its visitor.
    pub(crate) visitor: VisitorId,
}

/// Which tickets are asked for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// What is known of them.
    pub(crate) filter: TicketFilter,
    /// Assigned to him alone.
    pub(crate) assignee: Option<UserId>,
    /// The number or the words.
    pub(crate) sought: Option<Sought>,
}

#[derive(FromRow)]
struct CardRow {
    number: i64,
    title: String,
    team: Option<Uuid>,
    assignee: Option<Uuid>,
    state: String,
    priority: i64,
    created_at: i64,
}

impl TryFrom<CardRow> for TicketCard {
    type Error = Error;

    fn try_from(row: CardRow) -> Result<Self, Error> {
        let unknown = || Error::failed("A ticket in the database is of no known kind.");
        Ok(Self {
            number: TicketNumber(row.number),
            title: row.title,
            team: row.team.map(HelpdeskTeamId),
            assignee: row.assignee.map(UserId),
            state: TicketState::of_word(&row.state).ok_or_else(unknown)?,
            priority: TicketPriority::of_level(row.priority).ok_or_else(unknown)?,
            created_at: Timestamp(row.created_at),
        })
    }
}

#[derive(FromRow)]
struct TicketRow {
    #[sqlx(flatten)]
    card: CardRow,
    description: String,
    conversation: Option<Uuid>,
    version: i64,
}

impl TryFrom<TicketRow> for Ticket {
    type Error = Error;

    fn try_from(row: TicketRow) -> Result<Self, Error> {
        Ok(Self {
            card: row.card.try_into()?,
            description: row.description,
            conversation: row.conversation.map(ConversationId),
            version: row.version,
        })
    }
}

/// A statement on the tickets that are [`Wanted`], which are bound as `$1` to `$6`; the words are found as `$has_words` says.
macro_rules! statement {
    ($columns:literal, $has_words:literal, $rest:literal) => {
        concat!(
            "select ",
            $columns,
            " from tickets where ($1 is null or state = $1) and ($2 is null or team = $2) and ($3 is null or assignee = $3) \
             and ($4 is null or number = $5 or ",
            $has_words,
            ") ",
            $rest
        )
    };
}

/// The same for the database that is asked.
macro_rules! wanted {
    ($connection:expr, $columns:literal, $rest:literal) => {
        match $connection {
            Connection::Sqlite(_) => statement!(
                $columns,
                "number in (select rowid from ticket_words where ticket_words match $6)",
                $rest
            ),
            Connection::Postgres(_) => statement!(
                $columns,
                "array_to_tsvector(string_to_array(words, ' ')) @@ cast($6 as tsquery)",
                $rest
            ),
        }
    };
}

/// Runs a statement with the condition of [`Wanted`] and what is bound besides.
macro_rules! found {
    ($connection:expr, $row:ty, $statement:expr, $wanted:expr, $state:expr $(, $value:expr)*) => {{
        let (is_sought, number, words) = sought($connection, $wanted.sought.as_ref());
        all!(
            $connection,
            $row,
            $statement,
            $state.map(TicketState::word),
            $wanted.filter.team.map(|team| team.0),
            $wanted.assignee.map(|assignee| assignee.0),
            is_sought,
            number,
            words
            $(, $value)*
        )
    }};
}

/// At most `limit` of the tickets that are wanted, newest first, below a number.
pub(crate) async fn newest(
    connection: &mut Connection,
    wanted: &Wanted,
    below: TicketNumber,
    limit: usize,
) -> Result<Vec<TicketCard>, Error> {
    let statement = wanted!(
        connection,
        "number, title, team, assignee, state, priority, created_at",
        "and number < $7 order by number desc limit $8"
    );
    let rows = found!(
        connection,
        CardRow,
        statement,
        wanted,
        wanted.filter.state,
        below.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    rows.into_iter().map(TicketCard::try_from).collect()
}

/// Those of one state that are wanted, at most one page: the most urgent first, then the newest.
pub(crate) async fn most_urgent(
    connection: &mut Connection,
    wanted: &Wanted,
    state: TicketState,
) -> Result<Vec<TicketCard>, Error> {
    let statement = wanted!(
        connection,
        "number, title, team, assignee, state, priority, created_at",
        "order by priority desc, number desc limit $7"
    );
    let rows = found!(
        connection,
        CardRow,
        statement,
        wanted,
        Some(state),
        i64::try_from(limit::TICKETS_PAGE).unwrap_or(i64::MAX)
    )?;
    rows.into_iter().map(TicketCard::try_from).collect()
}

/// How many tickets of each state are wanted; states without any are left out.
pub(crate) async fn count_by_state(
    connection: &mut Connection,
    wanted: &Wanted,
) -> Result<Vec<(String, i64)>, Error> {
    let statement = wanted!(connection, "state, count(*)", "group by state");
    let counts = found!(
        connection,
        (String, i64),
        statement,
        wanted,
        wanted.filter.state
    )?;
    Ok(counts)
}

/// At most so many of the tickets of a visitor and his contact on which something is left to be done, newest first.
pub(crate) async fn open_of(
    connection: &mut Connection,
    visitor: VisitorId,
    limit: usize,
) -> Result<Vec<TicketCard>, Error> {
    let rows = all!(
        connection,
        CardRow,
        "select number, title, team, assignee, state, priority, created_at from tickets \
         where (visitor = $1 or contact = (select contact from visitors where id = $1)) and state in ('new', 'in_progress') order by number desc limit $2",
        visitor.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    rows.into_iter().map(TicketCard::try_from).collect()
}

/// At most so many of a contact's tickets, newest first.
pub(crate) async fn of_contact(
    connection: &mut Connection,
    contact: ContactId,
    limit: usize,
) -> Result<Vec<TicketCard>, Error> {
    let rows = all!(
        connection,
        CardRow,
        "select number, title, team, assignee, state, priority, created_at from tickets \
         where contact = $1 order by number desc limit $2",
        contact.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    rows.into_iter().map(TicketCard::try_from).collect()
}

/// One of them.
pub(crate) async fn by_number(
    connection: &mut Connection,
    number: TicketNumber,
) -> Result<Option<Ticket>, Error> {
    let row = find!(
        connection,
        TicketRow,
        "select number, title, team, assignee, state, priority, created_at, description, conversation, version \
         from tickets where number = $1",
        number.0
    )?;
    row.map(Ticket::try_from).transpose()
}

/// The ticket that a request made, and of which conversation.
pub(crate) async fn made_by(
    connection: &mut Connection,
    client_id: ClientId,
) -> Result<Option<(TicketNumber, Option<ConversationId>)>, sqlx::Error> {
    let row = find!(
        connection,
        (i64, Option<Uuid>),
        "select number, conversation from tickets where client_id = $1",
        client_id.0
    )?;
    Ok(row.map(|(number, conversation)| (TicketNumber(number), conversation.map(ConversationId))))
}

/// Makes one, with the next number.
pub(crate) async fn add(
    connection: &mut Connection,
    source: Source,
    draft: &TicketDraft,
    now: Timestamp,
) -> Result<TicketNumber, sqlx::Error> {
    let (number,) = one!(
        connection,
        (i64,),
        "insert into tickets (number, client_id, title, description, team, assignee, state, priority, conversation, visitor, \
         contact, created_at, version, words) values ((select coalesce(max(number), 0) + 1 from tickets), $1, $2, $3, $4, $5, $6, $7, \
         $8, $9, (select contact from visitors where id = $9), $10, 0, $11) returning number",
        source.client_id.0,
        draft.title.as_str(),
        draft.description.as_str(),
        draft.team.map(|team| team.0),
        draft.assignee.map(|assignee| assignee.0),
        draft.state.word(),
        draft.priority.level(),
        source.conversation.0,
        source.visitor.0,
        now.0,
        indexed(&[&draft.title, &draft.description])
    )?;
    Ok(TicketNumber(number))
}

/// Puts another in its place.
pub(crate) async fn change(
    connection: &mut Connection,
    number: TicketNumber,
    draft: &TicketDraft,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update tickets set title = $2, description = $3, team = $4, assignee = $5, state = $6, priority = $7, words = $8, \
         version = version + 1 where number = $1",
        number.0,
        draft.title.as_str(),
        draft.description.as_str(),
        draft.team.map(|team| team.0),
        draft.assignee.map(|assignee| assignee.0),
        draft.state.word(),
        draft.priority.level(),
        indexed(&[&draft.title, &draft.description])
    )
}

/// Moves one to a state; how many there were in another.
pub(crate) async fn set_state(
    connection: &mut Connection,
    number: TicketNumber,
    state: TicketState,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update tickets set state = $2, version = version + 1 where number = $1 and state <> $2",
        number.0,
        state.word()
    )
}

/// What is bound for the number and the words, where something is sought; where no words are, none is found by them.
fn sought(
    connection: &Connection,
    sought: Option<&Sought>,
) -> (Option<i64>, Option<i64>, Option<String>) {
    let query = sought.and_then(|sought| sought.query.as_ref());
    let words = match connection {
        // An empty phrase is found nowhere; nothing at all would be no phrase.
        Connection::Sqlite(_) => Some(query.map_or_else(|| "\"\"".to_owned(), sqlite_words)),
        Connection::Postgres(_) => query.map(postgres_words),
    };
    let number = sought.and_then(|sought| sought.number);
    (sought.map(|_| 1), number.map(|number| number.0), words)
}
