//! Tickets as a table.

use super::address::Address;
use super::api;
use super::fresh::{Fresh, FreshView, replace};
use super::told::{PriorityMark, StateMark, TicketLink};
use crate::api::Failure;
use crate::live::Console;
use crate::moment::Told;
use crate::text::use_texts;
use crate::ui::{Button, Empty, Kind};
use domain::helpdesk::Helpdesk;
use domain::ticket::{TicketCard, TicketNumber, TicketPage};
use domain::wire::console::SharedList;
use leptos::prelude::*;

/// What is in sight, if it is here.
type Pages = Option<Result<TicketPage, Failure>>;

/// The table, newest first; the next pages come below.
#[component]
pub(super) fn Rows(address: Memo<Address>, helpdesk: RwSignal<Helpdesk>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let pages = Fresh::<TicketPage>::new();
    let filter = Memo::new(move |_| address.with(|address| address.filter.clone()));
    let first = move |put: fn(&mut Pages, Result<TicketPage, Failure>)| {
        pages.ask(api::page(filter.get_untracked(), None), put);
    };
    Effect::new(move |before: Option<_>| {
        console.lists().hear(SharedList::Tickets);
        let asked = filter.get();
        let is_same = before.as_ref() == Some(&asked);
        first(if is_same { renew } else { replace });
        asked
    });
    let older = move |_| {
        let below = pages.with_untracked(|pages| pages.below).flatten();
        if let Some(below) = below {
            let asked = api::page(filter.get_untracked(), Some(below));
            pages.ask(asked, move |pages, next| append(pages, below, next));
        }
    };
    let has_older = Memo::new(move |_| pages.with(|pages| pages.below).flatten().is_some());
    view! {
        <div class="tickets__rows" aria-live="polite">
            <FreshView fresh=pages again=Callback::new(move |()| first(replace))>
                <Table pages helpdesk />
                <Show when=move || has_older.get()>
                    <div class="list__more">
                        <Button kind=Kind::Quiet on:click=older>{texts.tickets_older}</Button>
                    </div>
                </Show>
            </FreshView>
        </div>
    }
}

#[component]
fn Table(pages: Fresh<TicketPage>, helpdesk: RwSignal<Helpdesk>) -> impl IntoView {
    let texts = use_texts();
    let tickets = Memo::new(move |_| {
        let tickets = pages.with(|pages| pages.tickets.clone());
        tickets.unwrap_or_default()
    });
    view! {
        <Show
            when=move || tickets.with(|tickets| !tickets.is_empty())
            fallback=move || {
                view! { <Empty icon="ticket" title=texts.tickets_none text=texts.tickets_none_text /> }
            }
        >
            <table class="roster history__table">
                <thead>
                    <tr>
                        <th scope="col">{texts.ticket}</th>
                        <th scope="col">{texts.ticket_state}</th>
                        <th scope="col">{texts.ticket_priority}</th>
                        <th scope="col">{texts.ticket_team}</th>
                        <th scope="col">{texts.ticket_assignee}</th>
                        <th scope="col">{texts.ticket_made_at}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || tickets.get() key=|ticket| ticket.clone() let:ticket>
                        <Row ticket helpdesk />
                    </For>
                </tbody>
            </table>
        </Show>
    }
}

#[component]
fn Row(ticket: TicketCard, helpdesk: RwSignal<Helpdesk>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let TicketCard {
        team,
        assignee,
        state,
        priority,
        created_at,
        ..
    } = ticket;
    let team = move || helpdesk.with(|helpdesk| Some(helpdesk.team_name(team?)?.to_owned()));
    let assignee = move || console.colleague(assignee?);
    view! {
        <tr>
            <td class="roster__main"><TicketLink card=ticket /></td>
            <td><StateMark state /></td>
            <td><PriorityMark priority /></td>
            <td data-label=texts.ticket_team>{team}</td>
            <td data-label=texts.ticket_assignee>{assignee}</td>
            <td class="history__number"><Told at=Signal::stored(created_at) /></td>
        </tr>
    }
}

/// Puts the first page as it is now in the place of that part of what is in sight.
fn renew(pages: &mut Pages, answer: Result<TicketPage, Failure>) {
    match (&mut *pages, answer) {
        (Some(Ok(here)), Ok(mut first)) if here.tickets.len() > first.tickets.len() => {
            let Some(last) = first.below else {
                return replace(pages, Ok(first));
            };
            let further = std::mem::take(&mut here.tickets).into_iter();
            let further = further.filter(|ticket| ticket.number < last);
            first.tickets.extend(further);
            here.tickets = first.tickets;
            here.below = here.below.map(|below| below.min(last));
        }
        (_, answer) => replace(pages, answer),
    }
}

/// Puts the page below a number at the end, unless another stands there by now.
fn append(pages: &mut Pages, below: TicketNumber, next: Result<TicketPage, Failure>) {
    if let (Some(Ok(here)), Ok(next)) = (pages, next)
        && here.below == Some(below)
    {
        here.tickets.extend(next.tickets);
        here.below = next.below;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ticket::{TicketPriority, TicketState};
    use domain::time::Timestamp;

    fn page(numbers: &[i64], below: Option<i64>) -> TicketPage {
        let card = |number: &i64| TicketCard {
            number: TicketNumber(*number),
            title: String::new(),
            team: None,
            assignee: None,
            state: TicketState::New,
            priority: TicketPriority::Normal,
            created_at: Timestamp(0),
        };
        TicketPage {
            tickets: numbers.iter().map(card).collect(),
            below: below.map(TicketNumber),
        }
    }

    fn told(pages: &Pages) -> (Vec<i64>, Option<i64>) {
        let page = pages.as_ref().unwrap().as_ref().unwrap();
        let numbers = page.tickets.iter().map(|ticket| ticket.number.0);
        (numbers.collect(), page.below.map(|below| below.0))
    }

    #[test]
    fn pages_that_were_opened_stay_below_the_first_as_it_is_now() {
        let mut pages = Some(Ok(page(&[6, 5], Some(5))));
        append(&mut pages, TicketNumber(5), Ok(page(&[4, 3], Some(3))));
        assert_eq!(told(&pages), (vec![6, 5, 4, 3], Some(3)));
        append(&mut pages, TicketNumber(5), Ok(page(&[4, 3], Some(3))));
        assert_eq!(told(&pages), (vec![6, 5, 4, 3], Some(3)), "once");
        renew(&mut pages, Ok(page(&[7, 6], Some(6))));
        assert_eq!(told(&pages), (vec![7, 6, 5, 4, 3], Some(3)));
        renew(&mut pages, Ok(page(&[7], None)));
        assert_eq!(told(&pages), (vec![7], None));
        renew(&mut pages, Err(Failure::Unavailable));
        assert_eq!(told(&pages), (vec![7], None), "what is here stays");
    }
}
