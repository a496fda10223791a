//! Tickets as a table.

use super::address::Address;
use super::api;
use super::told::{PriorityMark, StateMark, TicketLink};
use crate::api::Failure;
use crate::fresh::{Answer, Fresh, FreshView, Paged, append, renew, replace};
use crate::live::Console;
use crate::moment::Told;
use crate::text::use_texts;
use crate::ui::{Button, Empty, Kind};
use domain::helpdesk::Helpdesk;
use domain::ticket::{TicketCard, TicketNumber, TicketPage};
use domain::wire::console::SharedList;
use leptos::prelude::*;

type Pages = Answer<TicketPage>;

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

impl Paged for TicketPage {
    type Item = TicketCard;
    type Place = TicketNumber;

    fn parts(&mut self) -> (&mut Vec<TicketCard>, &mut Option<TicketNumber>) {
        (&mut self.tickets, &mut self.below)
    }

    fn place(ticket: &TicketCard) -> TicketNumber {
        ticket.number
    }
}
