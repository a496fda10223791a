//! *Open tickets* of the visitor (spec 8.5).

use super::Part;
use crate::live::Console;
use crate::text::use_texts;
use crate::tickets::{api, called, ticket_address};
use crate::ui::{Icon, Size};
use domain::id::ConversationId;
use domain::ticket::TicketCard;
use domain::wire::console::SharedList;
use leptos::prelude::*;

/// The visitor's open tickets, newest first; each opens in a tab of its own. Nothing while *Helpdesk* is off.
#[component]
pub(super) fn OpenTickets(
    /// Beside which conversation.
    id: ConversationId,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let found = RwSignal::new(None::<Vec<TicketCard>>);
    Effect::new(move || {
        console.lists().hear(SharedList::Helpdesk);
        console.lists().hear(SharedList::Tickets);
        console.lists().hear(SharedList::Contacts);
        leptos::task::spawn_local(async move {
            // Without an answer what is here stays; the panel may have been left meanwhile.
            if let Ok(open) = api::open(id).await {
                found.try_set(open);
            }
        });
    });
    move || {
        let tickets = found.get()?;
        let content = if tickets.is_empty() {
            view! { <p class="panel__none">{texts.open_tickets_none}</p> }.into_any()
        } else {
            let items = tickets.into_iter().map(|ticket| view! { <Item ticket /> });
            view! { <ul class="panel__items">{items.collect_view()}</ul> }.into_any()
        };
        Some(view! { <Part title=texts.open_tickets>{content}</Part> })
    }
}

#[component]
fn Item(ticket: TicketCard) -> impl IntoView {
    let name = called(&ticket);
    let title = name.clone();
    view! {
        <li>
            <a class="panel__item" href=ticket_address(ticket.number) target="_blank" title=title>
                <span class="panel__about" dir="auto">{name}</span>
                <Icon name="external-link" size=Size::Small />
            </a>
        </li>
    }
}
