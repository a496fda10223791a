//! What is asked of the server about tickets.

use crate::api::Failure;
use domain::id::{ClientId, ContactId, ConversationId};
use domain::team::Unready;
use domain::ticket::{
    Ticket, TicketCard, TicketColumn, TicketDraft, TicketFilter, TicketNumber, TicketPage,
    TicketState,
};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// A page of the tickets that are asked for, below a number.
#[server(prefix = "/api", endpoint = "tickets", input = Json)]
pub(crate) async fn page(
    filter: TicketFilter,
    below: Option<TicketNumber>,
) -> Result<TicketPage, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.tickets(&asker.user, filter, below).await?)
}

/// The tickets that are asked for, by state.
#[server(prefix = "/api", endpoint = "tickets/board", input = Json)]
pub(crate) async fn board(filter: TicketFilter) -> Result<Vec<TicketColumn>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.ticket_board(&asker.user, filter).await?)
}

/// A ticket.
#[server(prefix = "/api", endpoint = "tickets/ticket", input = Json)]
pub(crate) async fn load(number: TicketNumber) -> Result<Ticket, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.ticket(&asker.user, number).await?)
}

/// Puts what its form says in the place of a ticket, if nobody has changed it since `version`.
#[server(prefix = "/api", endpoint = "tickets/change", input = Json)]
pub(crate) async fn change(
    number: TicketNumber,
    version: i64,
    draft: TicketDraft,
) -> Result<Ticket, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let changed = desk.change_ticket(&asker.user, number, version, draft);
    Ok(changed.await?)
}

/// Moves a ticket to a state.
#[server(prefix = "/api", endpoint = "tickets/move", input = Json)]
pub(crate) async fn move_to(number: TicketNumber, state: TicketState) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.move_ticket(&asker.user, number, state).await?)
}

/// Lets a ticket belong to a contact, or to none.
#[server(prefix = "/api", endpoint = "tickets/give", input = Json)]
pub(crate) async fn give_ticket(
    number: TicketNumber,
    contact: Option<ContactId>,
) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.give_ticket(&asker.user, number, contact).await?)
}

/// Makes a ticket of a conversation; the same request once more makes no second one.
#[server(prefix = "/api", endpoint = "tickets/make", input = Json)]
pub(crate) async fn make(
    conversation: ConversationId,
    client_id: ClientId,
    title: String,
) -> Result<Result<TicketCard, Unready>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let made = desk.make_ticket(&asker.user, conversation, client_id, title);
    Ok(made.await?)
}

/// What is found by number or words while one chats, and whether there are more.
#[server(prefix = "/api", endpoint = "tickets/search", input = Json)]
pub(crate) async fn search(
    words: String,
) -> Result<Result<(Vec<TicketCard>, bool), Unready>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.search_tickets(&asker.user, &words).await?)
}

/// The open tickets of a conversation's visitor; `None` while *Helpdesk* is off.
#[server(prefix = "/api", endpoint = "tickets/open", input = Json)]
pub(crate) async fn open(conversation: ConversationId) -> Result<Option<Vec<TicketCard>>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.open_tickets(&asker.user, conversation).await?)
}
