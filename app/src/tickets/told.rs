//! What is told of a ticket alone: how urgent it is, and where those with certain words are listed.

use super::Tickets;
use crate::records::{Address, Kind, Shape};
use crate::text::{Texts, use_texts};
use crate::ui::{Choices, Choose, Icon, Size};
use domain::ticket::{TicketDraft, TicketFilter, TicketPriority};
use leptos::prelude::*;

/// Where the tickets with these words are listed.
pub(crate) fn listed(words: &str) -> String {
    let filter = TicketFilter {
        words: words.to_owned(),
        ..TicketFilter::default()
    };
    let shape = Shape::List;
    Address { filter, shape }.written(Tickets.place())
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

/// How urgent a ticket is from now on.
#[component]
pub(super) fn PriorityChoice(
    /// What is edited.
    draft: RwSignal<TicketDraft>,
) -> impl IntoView {
    let texts = use_texts();
    let chosen = Memo::new(move |_| draft.with(|draft| draft.priority.word().to_owned()));
    let priorities = TicketPriority::ALL
        .map(|one| (one.word().to_owned(), priority_name(texts, one).to_owned()));
    let on_change = Callback::new(move |word: String| {
        if let Some(priority) = TicketPriority::of_word(&word) {
            draft.update(|draft| draft.priority = priority);
        }
    });
    view! {
        <Choose
            name="priority"
            label=texts.ticket_priority
            choices=Signal::stored(Choices::from(priorities))
            chosen
            on_change
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ticket::TicketState;

    #[test]
    fn what_is_sought_stands_in_the_address_as_it_was_typed() {
        assert_eq!(
            listed("é & #1"),
            "/sessions/tickets?q=%C3%A9%20%26%20%231&view=list"
        );
        let address = Address::<TicketState>::default();
        assert_eq!(address.written(Tickets.place()), "/sessions/tickets");
    }
}
