//! What the address asks for, and the addresses that ask for something else.

use crate::moment::Clock;
use domain::id::ConversationId;
use domain::message::MessageNumber;
use domain::search::{Filter, Query, Wanted};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

/// What the page's address asks for; or the name of the field that says nothing that there is.
pub(crate) type Asked = Memo<Result<Filter, &'static str>>;

/// What the page's address asks for now.
pub(super) fn asked() -> Asked {
    let query = use_query_map();
    Memo::new(move |_| {
        let query = query.read();
        Filter::read(|name| query.get(name))
    })
}

/// The words that are sought by the page's address.
pub(crate) fn sought() -> Memo<String> {
    let query = use_query_map();
    Memo::new(move |_| query.read().get("q").unwrap_or_default())
}

/// The message at which the page's address opens a conversation.
pub(crate) fn at() -> Memo<Option<MessageNumber>> {
    let query = use_query_map();
    Memo::new(move |_| {
        let number = query.read().get("at")?.parse().ok()?;
        Some(MessageNumber(number))
    })
}

/// What is marked where the address seeks words.
pub(crate) fn query(words: &str) -> Query {
    Query::parse(words).unwrap_or_default()
}

/// The address of the inbox with a conversation open, where this is asked for.
pub(super) fn address(filter: &Filter, open: Option<ConversationId>) -> String {
    with(open, filter.fields(), None)
}

/// The same with the conversation at one of its messages.
pub(super) fn address_at(
    filter: &Filter,
    open: ConversationId,
    at: Option<MessageNumber>,
) -> String {
    with(Some(open), filter.fields(), at)
}

fn with(
    open: Option<ConversationId>,
    fields: Vec<(&'static str, String)>,
    at: Option<MessageNumber>,
) -> String {
    let mut query = ParamsMap::new();
    for (name, value) in fields {
        query.insert(name, value);
    }
    if let Some(MessageNumber(number)) = at {
        query.insert("at", number.to_string());
    }
    let path = open.map_or_else(|| "/inbox".to_owned(), |id| format!("/inbox/{id}"));
    path + &query.to_query_string()
}

/// What the server is asked for: days are those of the reader.
pub(super) fn wanted(filter: &Filter, clock: Clock) -> Wanted {
    filter.wanted(|at| clock.offset_ms(at), &clock.zone())
}
