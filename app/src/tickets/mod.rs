//! *Sessions → Tickets* (spec 11.2): what is left to be done for visitors, by state or as a list.

mod address;
pub(crate) mod api;
mod board;
mod conflict;
mod filters;
mod helpdesk;
mod rows;
mod ticket;
mod told;

pub(crate) use address::{listed, ticket_address};
pub(crate) use helpdesk::{HasHelpdesk, use_helpdesk};
pub(crate) use ticket::TicketPage;
pub(crate) use told::{StateMark, TicketLink, called};

use crate::history::SessionTabs;
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::Empty;
use address::{Address, Shape};
use board::Board;
use domain::user::Role;
use filters::Filters;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use rows::Rows;

/// The page `/sessions/tickets`.
#[component]
pub(crate) fn TicketsPage() -> impl IntoView {
    let texts = use_texts();
    let asked = Address::of_page();
    let address = Memo::new(move |_| asked.get().unwrap_or_default());
    let is_wrong = Memo::new(move |_| asked.with(Result::is_err));
    let (has_helpdesk, helpdesk) = (HasHelpdesk::of_page(), use_helpdesk());
    let content = move || match address.with(|address| address.shape) {
        Shape::Kanban => view! { <Board address helpdesk /> }.into_any(),
        Shape::List => view! { <Rows address helpdesk /> }.into_any(),
    };
    view! {
        <Title text=format!("{} · {}", texts.tickets, texts.porchlight) />
        <div class="page tickets">
            <header class="page__head">
                <div class="history__bar">
                    <h1 class="page__title">{texts.tickets}</h1>
                    <Shapes address />
                </div>
                <SessionTabs />
            </header>
            <Show when=move || has_helpdesk.get() fallback=Off>
                <Show when=move || !is_wrong.get() fallback=Wrong>
                    <Filters address helpdesk />
                    {content}
                </Show>
            </Show>
        </div>
    }
}

/// Between Kanban and table.
#[component]
fn Shapes(address: Memo<Address>) -> impl IntoView {
    let texts = use_texts();
    let link = move |shape: Shape, text: &'static str| {
        let href = move || {
            let address = address.get();
            Address { shape, ..address }.written()
        };
        let is_shown = move || address.with(|address| address.shape == shape);
        view! {
            <a
                href=href
                class="shapes__shape"
                aria-current=move || if is_shown() { "true" } else { "false" }
            >
                {text}
            </a>
        }
    };
    view! {
        <nav class="shapes" aria-label=texts.sessions_shape>
            {link(Shape::Kanban, texts.kanban)}
            {link(Shape::List, texts.list)}
        </nav>
    }
}

/// There are no tickets as long as *Helpdesk* is off.
#[component]
fn Off() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let may_switch = move || console.me.with(|me| me.role == Role::Administrator);
    view! {
        <Empty icon="ticket" title=texts.tickets_off text=texts.tickets_off_text>
            <Show when=may_switch>
                <A href="/settings/helpdesk" attr:class="button">{texts.settings}</A>
            </Show>
        </Empty>
    }
}

/// The address asks for what there is not.
#[component]
fn Wrong() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Empty icon="ticket" title=texts.sessions_wrong text=texts.tickets_wrong_text>
            <A href="/sessions/tickets" attr:class="button">{texts.tickets}</A>
        </Empty>
    }
}
