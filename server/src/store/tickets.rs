//! Tickets.

use super::connection::{Connection, all, execute, find, one};
use super::records::{CardOf, Kept, MadeBy, NumberOf, Source, Wanted, statements};
use crate::error::Error;
use domain::id::{ClientId, ContactId, ConversationId, TeamId, UserId, VisitorId};
use domain::limit;
use domain::record::Stage;
use domain::search::indexed;
use domain::team::App;
use domain::ticket::{Ticket, TicketCard, TicketDraft, TicketNumber, TicketPriority, TicketState};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// The table of tickets.
#[derive(Debug)]
pub(crate) struct Tickets;

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
            team: row.team.map(TeamId),
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

impl Kept for Tickets {
    const APP: App = App::Helpdesk;
    type Record = Ticket;
    type Stage = TicketState;

    statements! {
        table: "tickets", words: "ticket_words", stage: "state", owner: "assignee",
        columns: "number, title, team, assignee, state, priority, created_at",
        further: "description, conversation, version",
        order: "priority desc, number desc", open: "'new', 'in_progress'",
        card: CardRow, row: TicketRow
    }

    async fn add(
        connection: &mut Connection,
        source: Source,
        draft: &TicketDraft,
        now: Timestamp,
    ) -> Result<TicketNumber, Error> {
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

    async fn change(
        connection: &mut Connection,
        number: TicketNumber,
        draft: &TicketDraft,
    ) -> Result<(), Error> {
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
        )?;
        Ok(())
    }
}
