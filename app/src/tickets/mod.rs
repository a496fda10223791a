//! *Sessions → Tickets* (spec 11.2): what is left to be done for visitors, by state or as a list.

pub(crate) mod api;
mod told;

pub(crate) use told::listed;

use crate::contacts::{ContactOfRecord, api as contacts};
use crate::record_form::{Asked, RecordForm, Recorded, Said};
use crate::records::{
    ColumnOf, FilterOf, Kind, KindTexts, Links, OfConversation, PageOf, RecordPage, RecordsPage,
    StageChoice, Told, Written,
};
use crate::text::{Texts, use_texts};
use crate::ui::Extent;
use domain::id::{TeamId, UserId};
use domain::team::App;
use domain::ticket::{Ticket, TicketCard, TicketDraft, TicketNumber, TicketState};
use leptos::prelude::*;
use told::{PriorityChoice, PriorityMark, priority_name};

/// Tickets, as a kind of record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tickets;

/// The page `/sessions/tickets`.
#[component]
pub(crate) fn TicketsPage() -> impl IntoView {
    view! { <RecordsPage kind=Tickets /> }
}

/// The page `/sessions/tickets/NUMBER`.
#[component]
pub(crate) fn TicketPage() -> impl IntoView {
    view! { <RecordPage kind=Tickets /> }
}

impl Recorded for Ticket {
    fn load(&self) -> Asked<Self> {
        Box::pin(api::load(self.card.number))
    }

    fn change(&self, version: i64, draft: TicketDraft) -> Asked<Self> {
        Box::pin(api::change(self.card.number, version, draft))
    }
}

impl Kind for Tickets {
    type Record = Ticket;
    type Stage = TicketState;

    fn app(self) -> App {
        App::Helpdesk
    }

    fn place(self) -> &'static str {
        "/sessions/tickets"
    }

    fn icon(self) -> &'static str {
        "ticket"
    }

    fn texts(self, texts: &'static Texts) -> KindTexts {
        KindTexts {
            records: texts.tickets,
            record: texts.ticket,
            further: texts.ticket_priority,
            stage: texts.ticket_state,
            move_of: texts.ticket_move,
            owner: texts.ticket_assignee,
            mine: texts.tickets_mine,
            older: texts.tickets_older,
            none: texts.tickets_none,
            none_text: texts.tickets_none_text,
            off: texts.tickets_off,
            off_text: texts.tickets_off_text,
            missing: texts.ticket_missing,
            missing_text: texts.ticket_missing_text,
            changed: texts.ticket_changed,
        }
    }

    fn stage_name(self, texts: &'static Texts, stage: TicketState) -> &'static str {
        match stage {
            TicketState::New => texts.ticket_new,
            TicketState::InProgress => texts.ticket_in_progress,
            TicketState::Solved => texts.ticket_solved,
            TicketState::Cancelled => texts.ticket_cancelled,
        }
    }

    fn told(self, card: &TicketCard) -> Told<TicketState> {
        Told {
            title: card.title.clone(),
            stage: card.state,
            team: card.team,
            owner: card.assignee,
            created_at: card.created_at,
        }
    }

    fn at_stage(self, card: TicketCard, state: TicketState) -> TicketCard {
        TicketCard { state, ..card }
    }

    fn further(self, card: &TicketCard) -> AnyView {
        view! { <PriorityMark priority=card.priority /> }.into_any()
    }

    fn fields(self, texts: &'static Texts, draft: &TicketDraft) -> Vec<Said> {
        let state = self.stage_name(texts, draft.state).to_owned();
        let priority = priority_name(texts, draft.priority).to_owned();
        vec![
            (texts.record_title, draft.title.clone()),
            (texts.ticket_description, draft.description.clone()),
            (texts.ticket_state, state),
            (texts.ticket_priority, priority),
        ]
    }

    fn set_team(self, draft: &mut TicketDraft, team: Option<TeamId>) {
        draft.team = team;
    }

    fn set_owner(self, draft: &mut TicketDraft, owner: Option<UserId>) {
        draft.assignee = owner;
    }

    fn words(self, form: RecordForm<Ticket>) -> AnyView {
        let texts = use_texts();
        let draft = form.draft;
        let description = Signal::derive(move || draft.with(|draft| draft.description.clone()));
        view! {
            <Written form name="title" label=texts.record_title of=|draft| &mut draft.title />
            <Written
                form
                name="description"
                label=texts.ticket_description
                of=|draft| &mut draft.description
                extent=Extent::Lines
            />
            <Links text=description />
        }
        .into_any()
    }

    fn facts(self, form: RecordForm<Ticket>) -> AnyView {
        view! {
            <StageChoice kind=self form of=|draft| &mut draft.state />
            <PriorityChoice draft=form.draft />
        }
        .into_any()
    }

    fn origin(self, form: RecordForm<Ticket>) -> AnyView {
        let known = form.known;
        let made_at = Signal::derive(move || known.with(|known| known.card.created_at));
        let conversation = Signal::derive(move || known.with(|known| known.conversation));
        let number = known.with_untracked(|known| known.card.number);
        view! {
            <OfConversation made_at conversation />
            <ContactOfRecord
                number
                ask=|number| Box::pin(contacts::of_ticket(number))
                give=|number, contact| Box::pin(api::give_ticket(number, contact))
            />
        }
        .into_any()
    }

    fn ask_page(self, filter: FilterOf<Self>, below: Option<TicketNumber>) -> Asked<PageOf<Self>> {
        Box::pin(api::page(filter, below))
    }

    fn ask_board(self, filter: FilterOf<Self>) -> Asked<Vec<ColumnOf<Self>>> {
        Box::pin(api::board(filter))
    }

    fn ask(self, number: TicketNumber) -> Asked<Ticket> {
        Box::pin(api::load(number))
    }

    fn move_to(self, number: TicketNumber, state: TicketState) -> Asked<()> {
        Box::pin(api::move_to(number, state))
    }
}
