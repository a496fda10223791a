//! Tickets and leads of the sample. They are thrown by dice of their own, so that what is said in it is the same with and without them.

use super::id;
use crate::desk::Desk;
use crate::error::Error;
use domain::id::ConversationId;
use domain::lead::LeadStage;
use domain::record::Versioned;
use domain::team::{App, TeamDraft};
use domain::ticket::{TicketPriority, TicketState};
use domain::time::{DAY_MS, Timestamp};
use domain::user::User;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// After so many days hardly anything is left to be done.
const DAYS_OF_WORK: i64 = 21;

/// What becomes of conversations.
pub(super) struct Records {
    dice: StdRng,
    /// When the sample ends.
    now: Timestamp,
}

impl Records {
    /// Switches both apps on, each with a team that takes what is made of conversations.
    pub(super) async fn prepare(
        desk: &Desk,
        administrator: &User,
        seed: u64,
        now: Timestamp,
    ) -> Result<Self, Error> {
        for (app, team) in [(App::Helpdesk, "Workshop"), (App::Crm, "Cafés and offices")] {
            desk.switch_app(administrator, app, 0, true).await?;
            let draft = TeamDraft {
                name: team.to_owned(),
                has_live_chat: true,
            };
            desk.make_team(administrator, app, draft).await?;
        }
        let dice = StdRng::seed_from_u64(seed);
        Ok(Self { dice, now })
    }

    /// An operator may make a record of a conversation on which he was, and work on it.
    pub(super) async fn perhaps_make(
        &mut self,
        desk: &Desk,
        operator: &User,
        conversation: ConversationId,
        tag: &str,
    ) -> Result<(), Error> {
        let Some((app, titles, share)) = what_becomes_of(tag) else {
            return Ok(());
        };
        if !self.dice.random_bool(share) {
            return Ok(());
        }
        let title = titles[self.dice.random_range(0..titles.len())];
        match app {
            App::Helpdesk => self.ticket(desk, operator, conversation, title).await,
            App::Crm => self.lead(desk, operator, conversation, title).await,
        }
    }

    async fn ticket(
        &mut self,
        desk: &Desk,
        operator: &User,
        conversation: ConversationId,
        title: &str,
    ) -> Result<(), Error> {
        let made = desk.make_ticket(operator, conversation, id(), title.to_owned());
        let Ok(card) = made.await? else {
            return Ok(());
        };
        let ticket = desk.ticket(operator, card.number).await?;
        let mut draft = ticket.draft();
        draft.state = match (self.is_old(desk), self.dice.random_range(0..10)) {
            (true, 0..8) | (false, 0..2) => TicketState::Solved,
            (true, 8) => TicketState::Cancelled,
            (true, _) | (false, 2..6) => TicketState::InProgress,
            (false, _) => TicketState::New,
        };
        draft.priority = match self.dice.random_range(0..10) {
            0 => TicketPriority::Urgent,
            1..3 => TicketPriority::High,
            3 => TicketPriority::Low,
            _ => TicketPriority::Normal,
        };
        draft.assignee = (draft.state != TicketState::New).then_some(operator.id);
        desk.change_ticket(operator, card.number, ticket.version, draft)
            .await?;
        Ok(())
    }

    async fn lead(
        &mut self,
        desk: &Desk,
        operator: &User,
        conversation: ConversationId,
        title: &str,
    ) -> Result<(), Error> {
        let made = desk.make_lead(operator, conversation, id(), title.to_owned());
        let Ok(card) = made.await? else {
            return Ok(());
        };
        let lead = desk.lead(operator, card.number).await?;
        let mut draft = lead.draft();
        draft.stage = match (self.is_old(desk), self.dice.random_range(0..10)) {
            (true, 0..4) | (false, 0) => LeadStage::Won,
            (true, 4..8) => LeadStage::Lost,
            (true, 8) | (false, 1..3) => LeadStage::Proposition,
            (true, _) | (false, 3..6) => LeadStage::Qualified,
            (false, _) => LeadStage::New,
        };
        EMAILS[self.dice.random_range(0..EMAILS.len())].clone_into(&mut draft.email);
        draft.owner = (draft.stage != LeadStage::New).then_some(operator.id);
        desk.change_lead(operator, card.number, lead.version, draft)
            .await?;
        Ok(())
    }

    fn is_old(&self, desk: &Desk) -> bool {
        self.now.since(desk.now()) > DAYS_OF_WORK * DAY_MS
    }
}

/// Where those can be reached who may buy.
const EMAILS: [&str; 4] = [
    "orders@lighthouse-cafe.example",
    "office@northwind-studio.example",
    "einkauf@kontor-acht.example",
    "compras@isla-bonita.example",
];

/// Of what conversations about something are made, what it is called, and how often that is done.
fn what_becomes_of(tag: &str) -> Option<(App, &'static [&'static str], f64)> {
    Some(match tag {
        "Damage" => (
            App::Helpdesk,
            &[
                "Send another kettle for the dented one",
                "Look at the picture of the dent",
                "Ask the carrier about the dented parcel",
            ],
            0.5,
        ),
        "Returns" => (
            App::Helpdesk,
            &["Take back a used grinder", "Send the return label again"],
            0.4,
        ),
        "Spare parts" => (
            App::Helpdesk,
            &["Adapter for an old pot", "Order filters for the old pot"],
            0.3,
        ),
        "Payment" => (
            App::Crm,
            &["Office that orders on account", "Café that pays by invoice"],
            0.5,
        ),
        "Shipping" => (
            App::Crm,
            &[
                "Beans for an office each month",
                "Shop with a weekly delivery",
            ],
            0.2,
        ),
        _ => return None,
    })
}
