//! What is told of a ticket, in words and signs.

use super::address::ticket_address;
use crate::text::{Texts, use_texts};
use crate::ui::{Icon, Size};
use domain::ticket::{TicketCard, TicketPriority, TicketState};
use leptos::prelude::*;
use leptos_router::components::A;

/// What a state is called.
pub(crate) fn state_name(texts: &Texts, state: TicketState) -> &'static str {
    match state {
        TicketState::New => texts.ticket_new,
        TicketState::InProgress => texts.ticket_in_progress,
        TicketState::Solved => texts.ticket_solved,
        TicketState::Cancelled => texts.ticket_cancelled,
    }
}

/// What a priority is called.
pub(super) fn priority_name(texts: &Texts, priority: TicketPriority) -> &'static str {
    match priority {
        TicketPriority::Low => texts.ticket_low,
        TicketPriority::Normal => texts.ticket_normal,
        TicketPriority::High => texts.ticket_high,
        TicketPriority::Urgent => texts.ticket_urgent,
    }
}

/// Number and title, as they are told together.
pub(crate) fn called(card: &TicketCard) -> String {
    format!("#{} {}", card.number, card.title)
}

/// Number and title, which lead to the ticket.
#[component]
pub(crate) fn TicketLink(
    /// Which.
    card: TicketCard,
) -> impl IntoView {
    view! {
        <A href=ticket_address(card.number) attr:class="ticket-link">
            <span class="ticket-link__number">"#" {card.number.to_string()}</span>
            " "
            <span dir="auto">{card.title}</span>
        </A>
    }
}

/// How far a ticket is.
#[component]
pub(crate) fn StateMark(
    /// The state.
    state: TicketState,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <span class="ticket-state" data-state=state.word()>
            {state_name(texts, state)}
        </span>
    }
}

/// How urgent a ticket is, if it is not as most are.
#[component]
pub(super) fn PriorityMark(
    /// The priority.
    priority: TicketPriority,
) -> impl IntoView {
    let texts = use_texts();
    let icon = match priority {
        TicketPriority::Normal => return None,
        TicketPriority::Low => "arrow-down",
        TicketPriority::High => "arrow-up",
        TicketPriority::Urgent => "circle-alert",
    };
    Some(view! {
        <span class="ticket-priority" data-priority=priority.word()>
            <Icon name=icon size=Size::Small />
            {priority_name(texts, priority)}
        </span>
    })
}
