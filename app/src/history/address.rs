//! What the address of the page asks for, and the addresses that ask for something else.

use crate::moment::Clock;
use domain::report::{Asked, Filter, Unknown};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// How the sessions are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// As cards.
    #[default]
    Kanban,
    /// As a table.
    List,
}

/// What an address says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) filter: Filter,
    pub(super) shape: Shape,
}

impl Address {
    /// The page's own, as it is now; or the field that says nothing that there is.
    pub(super) fn of_page() -> Memo<Result<Self, Unknown>> {
        let query = use_query_map();
        Memo::new(move |_| {
            let query = query.read();
            Self::read(|name| query.get(name))
        })
    }

    /// Reads the fields of an address by their names.
    ///
    /// # Errors
    /// The first field that says nothing that there is.
    pub(super) fn read(field: impl Fn(&'static str) -> Option<String>) -> Result<Self, Unknown> {
        let filter = Filter::read(&field)?;
        let shape = match field("view").as_deref() {
            None | Some("" | "kanban") => Shape::Kanban,
            Some("list") => Shape::List,
            Some(_) => {
                return Err(Unknown {
                    field: "view",
                    allowed: vec!["kanban", "list"],
                });
            }
        };
        Ok(Self { filter, shape })
    }

    /// The same for another page: a path below `/sessions`.
    pub(super) fn at(self, path: &str) -> String {
        let mut fields = self.filter.fields();
        if self.shape == Shape::List {
            fields.push(("view", "list".to_owned()));
        }
        let fields: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if fields.is_empty() {
            return format!("/sessions{path}");
        }
        format!("/sessions{path}?{}", fields.join("&"))
    }

    /// What the server is asked for, as fields of an address: points in time instead of days.
    pub(super) fn asked_for(self, clock: Clock) -> Vec<(&'static str, String)> {
        let asked = self.asked(clock);
        let spans = [("since", asked.since), ("until", asked.until)];
        let spans = spans.map(|(name, at)| at.map(|at| (name, at.0.to_string())));
        let mut fields = self.filter.fields();
        fields.retain(|(name, _)| !["from", "to", "hour"].contains(name));
        fields.extend(spans.into_iter().flatten());
        if let Some(zone) = asked.zone.filter(|_| asked.needs_a_clock()) {
            fields.push(("zone", zone.text().to_owned()));
        }
        fields
    }

    /// What the server is asked for: days and hours are those of the reader.
    pub(super) fn asked(self, clock: Clock) -> Asked {
        let asked = self.filter.asked(|at| clock.offset_ms(at));
        asked.in_zone(&clock.zone())
    }
}
