//! Tickets: made of conversations, found, moved on and changed by everybody who answers (spec 11.2, 10.3).

use super::helpdesk::helpdesk_in;
use super::transcripts::all_said;
use super::{Desk, Signal, allow};
use crate::error::Error;
use crate::store::tickets::{Source, Wanted};
use crate::store::{Connection, conversations, facts, helpdesk_teams, tickets, users};
use domain::helpdesk::Unready;
use domain::id::{ClientId, ConversationId};
use domain::limit;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::ticket::{
    Sought, Ticket, TicketCard, TicketColumn, TicketDraft, TicketFilter, TicketNumber, TicketPage,
    TicketState,
};
use domain::transcript::{runs_with, text_within};
use domain::user::User;
use domain::wire::console::SharedList;

impl Desk {
    /// Makes a ticket of what was said in a conversation, for the team with *Live Chat* of the highest priority; the same request once
    /// more is answered by the ticket that it made, as it is now.
    pub async fn make_ticket(
        &self,
        user: &User,
        conversation: ConversationId,
        client_id: ClientId,
        title: String,
    ) -> Result<Result<TicketCard, Unready>, Error> {
        allow(user, Deed::UseTickets)?;
        // What was said is read beside the writer, who is waited for by all.
        let description = self.description(conversation).await?;
        let draft = TicketDraft {
            title,
            description,
            ..TicketDraft::default()
        };
        let draft = draft.check().map_err(Error::Invalid)?;
        let now = self.clock.now();
        let made = self.store.write(move |work| {
            Box::pin(async move {
                let visitor = work.conversation(conversation).await?.visitor;
                let database = work.database().await?;
                if let Some((number, made_of)) = tickets::made_by(database, client_id).await? {
                    // An id is made for one request.
                    if made_of != Some(conversation) {
                        return Err(Error::Conflict);
                    }
                    return Ok(Ok(present(database, number).await?.card));
                }
                let helpdesk = helpdesk_in(database).await?;
                let team = match helpdesk.live_chat_team() {
                    Ok(team) => Some(team.id),
                    Err(unready) => return Ok(Err(unready)),
                };
                let source = Source {
                    client_id,
                    conversation,
                    visitor,
                };
                let draft = TicketDraft { team, ..draft };
                let number = tickets::add(database, source, &draft, now).await?;
                facts::add_ticket(database, conversation).await?;
                Ok(Ok(present(database, number).await?.card))
            })
        });
        let made = made.await?;
        if made.is_ok() {
            self.signal(Signal::Changed(SharedList::Tickets));
        }
        Ok(made)
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
        if let Err(unready) = helpdesk_in(&mut connection).await?.live_chat_team() {
            return Ok(Err(unready));
        }
        let Some(sought) = sought(words)?.filter(|sought| !sought.is_nothing()) else {
            return Ok(Ok((Vec::new(), false)));
        };
        let number = sought.number;
        let wanted = Wanted {
            filter: TicketFilter::default(),
            assignee: None,
            sought: Some(sought),
        };
        let most = limit::TICKETS_TOLD;
        let mut found = newest(&mut connection, &wanted, None, most + 1).await?;
        if let Some(number) = number {
            found.retain(|card| card.number != number);
            let exact = tickets::by_number(&mut connection, number).await?;
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
        allow(user, Deed::UseTickets)?;
        let Some(wanted) = wanted(user, filter)? else {
            return Ok(TicketPage::default());
        };
        let most = limit::TICKETS_PAGE;
        let mut connection = self.store.read().await?;
        let mut found = newest(&mut connection, &wanted, below, most + 1).await?;
        let has_more = found.len() > most;
        found.truncate(most);
        let below = found.last().filter(|_| has_more).map(|card| card.number);
        Ok(TicketPage {
            tickets: found,
            below,
        })
    }

    /// The tickets that are asked for, by state.
    pub async fn ticket_board(
        &self,
        user: &User,
        filter: TicketFilter,
    ) -> Result<Vec<TicketColumn>, Error> {
        allow(user, Deed::UseTickets)?;
        let state = filter.state;
        let states = TicketState::ALL.into_iter();
        let states = states.filter(|one| state.is_none_or(|state| state == *one));
        let wanted = wanted(user, filter)?;
        let mut connection = self.store.read().await?;
        let counts = match &wanted {
            Some(wanted) => tickets::count_by_state(&mut connection, wanted).await?,
            None => Vec::new(),
        };
        let mut board = Vec::new();
        for state in states {
            let count = counts.iter().find(|(word, _)| word == state.word());
            let count = count.map_or(0, |(_, count)| *count);
            let tickets = match &wanted {
                Some(wanted) if count > 0 => {
                    tickets::most_urgent(&mut connection, wanted, state).await?
                }
                _ => Vec::new(),
            };
            board.push(TicketColumn {
                state,
                count: usize::try_from(count).unwrap_or_default(),
                tickets,
            });
        }
        Ok(board)
    }

    /// A ticket.
    pub async fn ticket(&self, user: &User, number: TicketNumber) -> Result<Ticket, Error> {
        allow(user, Deed::UseTickets)?;
        present(&mut self.store.read().await?, number).await
    }

    /// The tickets of a conversation's visitor, and of his contact, on which something is left to be done, newest first.
    pub async fn open_tickets(
        &self,
        user: &User,
        conversation: ConversationId,
    ) -> Result<Vec<TicketCard>, Error> {
        allow(user, Deed::UseTickets)?;
        let mut connection = self.store.read().await?;
        let held = conversations::held(&mut connection, conversation).await?;
        let visitor = held.ok_or(Error::NotFound)?.visitor;
        tickets::open_of(&mut connection, visitor, limit::OPEN_TICKETS).await
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
        allow(user, Deed::UseTickets)?;
        let draft = draft.check().map_err(Error::Invalid)?;
        let changed = self.store.write(move |work| {
            Box::pin(async move {
                let database = work.database().await?;
                let before = present(database, number).await?;
                if before.version != version {
                    return Err(Error::Conflict);
                }
                know(database, &before, &draft).await?;
                if before.draft() != draft {
                    tickets::change(database, number, &draft).await?;
                }
                present(database, number).await
            })
        });
        let changed = changed.await?;
        self.signal(Signal::Changed(SharedList::Tickets));
        Ok(changed)
    }

    /// Moves a ticket to a state.
    pub async fn move_ticket(
        &self,
        user: &User,
        number: TicketNumber,
        state: TicketState,
    ) -> Result<(), Error> {
        allow(user, Deed::UseTickets)?;
        let moved = self.store.write(move |work| {
            Box::pin(async move {
                let database = work.database().await?;
                present(database, number).await?;
                tickets::set_state(database, number, state).await?;
                Ok(())
            })
        });
        moved.await?;
        self.signal(Signal::Changed(SharedList::Tickets));
        Ok(())
    }

    /// What was said in a conversation, as a ticket tells it: its end, if it is too long.
    async fn description(&self, conversation: ConversationId) -> Result<String, Error> {
        let mut connection = self.store.read().await?;
        let held = conversations::held(&mut connection, conversation).await?;
        let visitor = held.ok_or(Error::NotFound)?.conversation.visitor_name;
        let said = all_said(&mut connection, conversation).await?;
        let origin = &self.known.origin;
        let runs = runs_with(&said, &visitor, |file| {
            format!("{} {origin}/console/files/{}", file.name, file.id)
        });
        Ok(text_within(&runs, limit::TICKET_DESCRIPTION_CHARACTERS))
    }
}

async fn newest(
    connection: &mut Connection,
    wanted: &Wanted,
    below: Option<TicketNumber>,
    most: usize,
) -> Result<Vec<TicketCard>, Error> {
    let below = below.unwrap_or(TicketNumber(i64::MAX));
    tickets::newest(connection, wanted, below, most).await
}

async fn present(database: &mut Connection, number: TicketNumber) -> Result<Ticket, Error> {
    let found = tickets::by_number(database, number).await?;
    found.ok_or(Error::NotFound)
}

/// A ticket cannot be given to who or what is gone meanwhile.
async fn know(
    database: &mut Connection,
    before: &Ticket,
    draft: &TicketDraft,
) -> Result<(), Error> {
    if let Some(team) = draft.team.filter(|_| draft.team != before.card.team)
        && helpdesk_teams::by_id(database, team).await?.is_none()
    {
        return Err(Error::invalid("team", Fault::Unknown));
    }
    if let Some(assignee) = draft
        .assignee
        .filter(|_| draft.assignee != before.card.assignee)
        && users::by_id(database, assignee).await?.is_none()
    {
        return Err(Error::invalid("assignee", Fault::Unknown));
    }
    Ok(())
}

/// What a filter asks for; `None` where nothing can be meant by its words.
fn wanted(user: &User, filter: TicketFilter) -> Result<Option<Wanted>, Error> {
    let sought = sought(&filter.words)?;
    if sought.as_ref().is_some_and(Sought::is_nothing) {
        return Ok(None);
    }
    Ok(Some(Wanted {
        assignee: filter.is_mine.then_some(user.id),
        filter,
        sought,
    }))
}

fn sought(words: &str) -> Result<Option<Sought>, Error> {
    Sought::parse(words).map_err(|fault| Error::invalid("q", fault))
}
