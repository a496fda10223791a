//! Which tickets are asked for; the address of the page says it, so that it can be sent and come back to.

use super::address::{Address, Shape};
use super::told::state_name;
use crate::text::use_texts;
use crate::ui::{Choices, Choose, Icon, Size};
use domain::helpdesk::Helpdesk;
use domain::ticket::{TicketFilter, TicketState};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

/// What the filters say, and where they lead.
#[derive(Clone, Copy)]
struct Asked {
    address: Memo<Address>,
    go: Callback<Address>,
}

impl Asked {
    fn filter(self) -> TicketFilter {
        self.address.with(|address| address.filter.clone())
    }

    /// Asks for something else in the same shape.
    fn change(self, change: impl FnOnce(&mut TicketFilter)) {
        let mut address = self.address.get_untracked();
        change(&mut address.filter);
        self.go.run(address);
    }
}

/// The filters, a form that works without scripts as well.
#[component]
pub(super) fn Filters(address: Memo<Address>, helpdesk: RwSignal<Helpdesk>) -> impl IntoView {
    let texts = use_texts();
    let navigate = use_navigate();
    let go = Callback::new(move |address: Address| {
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address.written(), options);
    });
    let asked = Asked { address, go };
    let is_list = move || address.with(|address| address.shape == Shape::List);
    let is_filtered = move || asked.filter() != TicketFilter::default();
    let all = move || {
        let filter = TicketFilter::default();
        let shape = address.with(|address| address.shape);
        Address { filter, shape }.written()
    };
    view! {
        <form
            class="filters"
            role="search"
            action="/sessions/tickets"
            method="get"
            aria-label=texts.sessions_filters
            on:submit=move |event| event.prevent_default()
        >
            {move || is_list().then(|| view! { <input type="hidden" name="view" value="list" /> })}
            <Words asked />
            <Known asked helpdesk />
            <noscript><button class="button" type="submit">{texts.show}</button></noscript>
            <Show when=is_filtered>
                <A href=all attr:class="button button--quiet filters__clear">{texts.sessions_clear}</A>
            </Show>
        </form>
    }
}

/// A number or words.
#[component]
fn Words(asked: Asked) -> impl IntoView {
    let texts = use_texts();
    let at_first = asked
        .address
        .with_untracked(|address| address.filter.words.clone());
    view! {
        <div class="search tickets__search">
            <Icon name="search" size=Size::Small />
            <input
                class="search__input"
                type="search"
                name="q"
                aria-label=texts.tickets_search
                placeholder=texts.tickets_search
                autocomplete="off"
                value=at_first
                prop:value=move || asked.filter().words
                on:change:target=move |event| {
                    let words = event.target().value();
                    asked.change(|filter| filter.words = words);
                }
            />
        </div>
    }
}

/// What is known of the tickets.
#[component]
fn Known(asked: Asked, helpdesk: RwSignal<Helpdesk>) -> impl IntoView {
    let texts = use_texts();
    let any = move || (String::new(), texts.sessions_any.to_owned());
    let states = Signal::derive(move || {
        let states = TicketState::ALL
            .map(|state| (state.word().to_owned(), state_name(texts, state).to_owned()));
        std::iter::once(any()).chain(states).collect::<Choices>()
    });
    let teams = Signal::derive(move || {
        let teams = helpdesk.get().teams.into_iter();
        let teams = teams.map(|team| (team.id.to_string(), team.name));
        std::iter::once(any()).chain(teams).collect::<Choices>()
    });
    let state = Signal::derive(move || {
        let state = asked.filter().state;
        state
            .map(|state| state.word().to_owned())
            .unwrap_or_default()
    });
    let team = Signal::derive(move || {
        let team = asked.filter().team;
        team.map(|team| team.to_string()).unwrap_or_default()
    });
    let on_state = Callback::new(move |word: String| {
        asked.change(|filter| filter.state = TicketState::of_word(&word));
    });
    let on_team = Callback::new(move |id: String| {
        asked.change(|filter| filter.team = id.parse().ok());
    });
    let is_mine = asked
        .address
        .with_untracked(|address| address.filter.is_mine);
    view! {
        <div class="filters__filter">
            <Choose name="state" label=texts.ticket_state choices=states chosen=state on_change=on_state />
        </div>
        <div class="filters__filter">
            <Choose name="team" label=texts.ticket_team choices=teams chosen=team on_change=on_team />
        </div>
        <label class="check">
            <input
                class="check__input"
                type="checkbox"
                name="mine"
                value="1"
                checked=is_mine
                prop:checked=move || asked.filter().is_mine
                on:change:target=move |event| {
                    let is_mine = event.target().checked();
                    asked.change(|filter| filter.is_mine = is_mine);
                }
            />
            <span>{texts.tickets_mine}</span>
        </label>
    }
}
