//! What the address of a list asks for, and the addresses that ask for something else.

use domain::record::{RecordFilter, Stage};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

/// How the records are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shape {
    /// By stage.
    #[default]
    Kanban,
    /// As a table.
    List,
}

/// What an address says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address<S> {
    /// Which records.
    pub(crate) filter: RecordFilter<S>,
    /// How.
    pub(crate) shape: Shape,
}

impl<S> Default for Address<S> {
    fn default() -> Self {
        Self {
            filter: RecordFilter::default(),
            shape: Shape::default(),
        }
    }
}

impl<S: Stage> Address<S> {
    /// The page's own, as it is now; or the name of the field that says nothing that there is.
    pub(super) fn of_page() -> Memo<Result<Self, &'static str>> {
        let query = use_query_map();
        Memo::new(move |_| {
            let query = query.read();
            let filter = RecordFilter::read(|name| query.get(name))?;
            let shape = match query.get("view").as_deref() {
                None | Some("" | "kanban") => Shape::Kanban,
                Some("list") => Shape::List,
                Some(_) => return Err("view"),
            };
            Ok(Self { filter, shape })
        })
    }

    /// As it stands in the browser, for the records that are at `place`.
    pub(crate) fn written(&self, place: &str) -> String {
        let mut fields = self.filter.fields();
        if self.shape == Shape::List {
            fields.push(("view", "list".to_owned()));
        }
        if fields.is_empty() {
            return place.to_owned();
        }
        let mut query = ParamsMap::new();
        for (name, value) in fields {
            query.insert(name, value);
        }
        place.to_owned() + &query.to_query_string()
    }
}
