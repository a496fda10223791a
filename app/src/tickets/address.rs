//! What the address of the list asks for, and the addresses that ask for something else.

use domain::ticket::{TicketFilter, TicketNumber};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

/// Where the tickets are.
const TICKETS: &str = "/sessions/tickets";

/// How the tickets are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// By state.
    #[default]
    Kanban,
    /// As a table.
    List,
}

/// What an address says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) filter: TicketFilter,
    pub(super) shape: Shape,
}

impl Address {
    /// The page's own, as it is now; or the name of the field that says nothing that there is.
    pub(super) fn of_page() -> Memo<Result<Self, &'static str>> {
        let query = use_query_map();
        Memo::new(move |_| {
            let query = query.read();
            let filter = TicketFilter::read(|name| query.get(name))?;
            let shape = match query.get("view").as_deref() {
                None | Some("" | "kanban") => Shape::Kanban,
                Some("list") => Shape::List,
                Some(_) => return Err("view"),
            };
            Ok(Self { filter, shape })
        })
    }

    /// As it stands in the browser.
    pub(super) fn written(&self) -> String {
        let mut fields = self.filter.fields();
        if self.shape == Shape::List {
            fields.push(("view", "list".to_owned()));
        }
        if fields.is_empty() {
            return TICKETS.to_owned();
        }
        let mut query = ParamsMap::new();
        for (name, value) in fields {
            query.insert(name, value);
        }
        TICKETS.to_owned() + &query.to_query_string()
    }
}

/// Where a ticket is.
pub(crate) fn ticket_address(number: TicketNumber) -> String {
    format!("{TICKETS}/{number}")
}

/// Where the tickets with these words are listed.
pub(crate) fn listed(words: &str) -> String {
    let filter = TicketFilter {
        words: words.to_owned(),
        ..TicketFilter::default()
    };
    let shape = Shape::List;
    Address { filter, shape }.written()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sought_stands_in_the_address_as_it_was_typed() {
        assert_eq!(
            listed("é & #1"),
            "/sessions/tickets?q=%C3%A9%20%26%20%231&view=list"
        );
        assert_eq!(Address::default().written(), "/sessions/tickets");
    }
}
