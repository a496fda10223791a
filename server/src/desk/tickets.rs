//! Tickets (spec 11.2, 10.3).

use super::records::{Origin, sought};
use super::teams::app_state_in;
use super::{Desk, allow};
use crate::error::Error;
use crate::store::records::{Kept, Wanted};
use crate::store::tickets::Tickets;
use domain::id::{ClientId, ContactId, ConversationId};
use domain::limit;
use domain::permission::Deed;
use domain::team::{App, Unready};
use domain::ticket::{
    Ticket, TicketCard, TicketColumn, TicketDraft, TicketFilter, TicketNumber, TicketPage,
    TicketState,
};
use domain::user::User;

impl Desk {
    /// Makes a ticket of what was said in a conversation; the same request once more is answered by the ticket that it made, as it is
    /// now.
    pub async fn make_ticket(
        &self,
        user: &User,
        conversation: ConversationId,
        client_id: ClientId,
        title: String,
    ) -> Result<Result<TicketCard, Unready>, Error> {
        allow(user, Deed::UseTickets)?;
        let (_, description) = self.told(conversation).await?;
        let draft = TicketDraft {
            title,
            description,
            ..TicketDraft::default()
        };
        let origin = Origin {
            conversation,
            client_id,
        };
        self.make_record::<Tickets>(user, origin, draft).await
    }

    /// What an operator finds by number or words while he chats: the ticket of the number first, then the newest; and whether there
    /// are more.
    pub async fn search_tickets(
        &self,
        user: &User,
        words: &str,
    ) -> Result<Result<(Vec<TicketCard>, bool), Unready>, Error> {
        allow(user, Deed::UseTickets)?;
        let mut connection = self.store.read().await?;
        if let Err(unready) = app_state_in(&mut connection, App::Helpdesk)
            .await?
            .live_chat_team()
        {
            return Ok(Err(unready));
        }
        let Some(sought) = sought(words)?.filter(|sought| !sought.is_nothing()) else {
            return Ok(Ok((Vec::new(), false)));
        };
        let number = sought.number;
        let wanted = Wanted {
            filter: TicketFilter::default(),
            owner: None,
            sought: Some(sought),
        };
        let most = limit::TICKETS_TOLD;
        let mut found = Tickets::newest(&mut connection, &wanted, None, most + 1).await?;
        if let Some(number) = number {
            let number = TicketNumber(number);
            found.retain(|card| card.number != number);
            let exact = Tickets::by_number(&mut connection, number).await?;
            found.splice(0..0, exact.map(|ticket| ticket.card));
        }
        let has_more = found.len() > most;
        found.truncate(most);
        Ok(Ok((found, has_more)))
    }

    /// A page of the tickets that are asked for, newest first, below a number.
    pub async fn tickets(
        &self,
        user: &User,
        filter: TicketFilter,
        below: Option<TicketNumber>,
    ) -> Result<TicketPage, Error> {
        self.record_page::<Tickets>(user, filter, below).await
    }

    /// The tickets that are asked for, by state.
    pub async fn ticket_board(
        &self,
        user: &User,
        filter: TicketFilter,
    ) -> Result<Vec<TicketColumn>, Error> {
        self.record_board::<Tickets>(user, filter).await
    }

    /// A ticket.
    pub async fn ticket(&self, user: &User, number: TicketNumber) -> Result<Ticket, Error> {
        self.record::<Tickets>(user, number).await
    }

    /// The tickets of a conversation's visitor, and of his contact, on which something is left to be done, newest first; `None` while
    /// *Helpdesk* is off.
    pub async fn open_tickets(
        &self,
        user: &User,
        conversation: ConversationId,
    ) -> Result<Option<Vec<TicketCard>>, Error> {
        self.open_records::<Tickets>(user, conversation).await
    }

    /// Puts what its form says in the place of a ticket.
    ///
    /// # Errors
    /// [`Error::Conflict`] if somebody else has changed it since `version` was read.
    pub async fn change_ticket(
        &self,
        user: &User,
        number: TicketNumber,
        version: i64,
        draft: TicketDraft,
    ) -> Result<Ticket, Error> {
        let changed = self.change_record::<Tickets>(user, number, version, draft);
        changed.await
    }

    /// Moves a ticket to a state.
    pub async fn move_ticket(
        &self,
        user: &User,
        number: TicketNumber,
        state: TicketState,
    ) -> Result<(), Error> {
        self.move_record::<Tickets>(user, number, state).await
    }

    /// Lets a ticket belong to a contact, or to none.
    ///
    /// # Errors
    /// [`domain::problem::Fault::Unknown`] at `contact` if there is no such contact.
    pub async fn give_ticket(
        &self,
        user: &User,
        number: TicketNumber,
        contact: Option<ContactId>,
    ) -> Result<(), Error> {
        self.give_record::<Tickets>(user, number, contact).await
    }
}
