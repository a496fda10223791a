//! Leads.

use super::connection::{Connection, all, execute, find, one};
use super::records::{CardOf, Kept, MadeBy, NumberOf, Source, Wanted, statements};
use crate::error::Error;
use domain::id::{ClientId, ContactId, ConversationId, TeamId, UserId, VisitorId};
use domain::lead::{Lead, LeadCard, LeadDraft, LeadNumber, LeadStage};
use domain::limit;
use domain::record::Stage;
use domain::search::indexed;
use domain::team::App;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// The table of leads.
#[derive(Debug)]
pub(crate) struct Leads;

#[derive(FromRow)]
struct CardRow {
    number: i64,
    title: String,
    email: String,
    team: Option<Uuid>,
    owner: Option<Uuid>,
    stage: String,
    created_at: i64,
}

impl TryFrom<CardRow> for LeadCard {
    type Error = Error;

    fn try_from(row: CardRow) -> Result<Self, Error> {
        let unknown = || Error::failed("A lead in the database is of no known stage.");
        Ok(Self {
            number: LeadNumber(row.number),
            title: row.title,
            email: row.email,
            team: row.team.map(TeamId),
            owner: row.owner.map(UserId),
            stage: LeadStage::of_word(&row.stage).ok_or_else(unknown)?,
            created_at: Timestamp(row.created_at),
        })
    }
}

#[derive(FromRow)]
struct LeadRow {
    #[sqlx(flatten)]
    card: CardRow,
    phone: String,
    description: String,
    conversation: Option<Uuid>,
    version: i64,
}

impl TryFrom<LeadRow> for Lead {
    type Error = Error;

    fn try_from(row: LeadRow) -> Result<Self, Error> {
        Ok(Self {
            card: row.card.try_into()?,
            phone: row.phone,
            description: row.description,
            conversation: row.conversation.map(ConversationId),
            version: row.version,
        })
    }
}

impl Kept for Leads {
    const APP: App = App::Crm;
    type Record = Lead;
    type Stage = LeadStage;

    statements! {
        table: "leads", words: "lead_words", stage: "stage", owner: "owner",
        columns: "number, title, email, team, owner, stage, created_at",
        further: "phone, description, conversation, version",
        order: "number desc", open: "'new', 'qualified', 'proposition'",
        card: CardRow, row: LeadRow
    }

    async fn add(
        connection: &mut Connection,
        source: Source,
        draft: &LeadDraft,
        now: Timestamp,
    ) -> Result<LeadNumber, Error> {
        let (number,) = one!(
            connection,
            (i64,),
            "insert into leads (number, client_id, title, email, phone, description, team, owner, stage, conversation, visitor, \
         contact, created_at, version, words) values ((select coalesce(max(number), 0) + 1 from leads), $1, $2, $3, $4, $5, $6, $7, \
         $8, $9, $10, (select contact from visitors where id = $10), $11, 0, $12) returning number",
            source.client_id.0,
            draft.title.as_str(),
            draft.email.as_str(),
            draft.phone.as_str(),
            draft.description.as_str(),
            draft.team.map(|team| team.0),
            draft.owner.map(|owner| owner.0),
            draft.stage.word(),
            source.conversation.0,
            source.visitor.0,
            now.0,
            indexed(&[&draft.title, &draft.email, &draft.phone, &draft.description])
        )?;
        Ok(LeadNumber(number))
    }

    async fn change(
        connection: &mut Connection,
        number: LeadNumber,
        draft: &LeadDraft,
    ) -> Result<(), Error> {
        execute!(
            connection,
            "update leads set title = $2, email = $3, phone = $4, description = $5, team = $6, owner = $7, stage = $8, words = $9, \
         version = version + 1 where number = $1",
            number.0,
            draft.title.as_str(),
            draft.email.as_str(),
            draft.phone.as_str(),
            draft.description.as_str(),
            draft.team.map(|team| team.0),
            draft.owner.map(|owner| owner.0),
            draft.stage.word(),
            indexed(&[&draft.title, &draft.email, &draft.phone, &draft.description])
        )?;
        Ok(())
    }
}
