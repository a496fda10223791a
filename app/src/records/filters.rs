//! Which records are asked for; the address of the page says it, so that it can be sent and come back to.

use super::address::{Address, Shape};
use super::kind::{FilterOf, Kind};
use crate::text::use_texts;
use crate::ui::{Choices, Choose, Icon, Size};
use domain::record::Stage;
use domain::team::AppState;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

/// What the filters say, and where they lead.
#[derive(Clone, Copy)]
struct Asked<K: Kind> {
    kind: K,
    address: Memo<Address<K::Stage>>,
    go: Callback<Address<K::Stage>>,
}

impl<K: Kind> Asked<K> {
    fn filter(self) -> FilterOf<K> {
        self.address.with(|address| address.filter.clone())
    }

    /// Asks for something else in the same shape.
    fn change(self, change: impl FnOnce(&mut FilterOf<K>)) {
        let mut address = self.address.get_untracked();
        change(&mut address.filter);
        self.go.run(address);
    }
}

/// The filters, a form that works without scripts as well.
#[component]
pub(super) fn Filters<K: Kind>(
    kind: K,
    address: Memo<Address<K::Stage>>,
    state: RwSignal<AppState>,
) -> impl IntoView {
    let texts = use_texts();
    let navigate = use_navigate();
    let go = Callback::new(move |address: Address<K::Stage>| {
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address.written(kind.place()), options);
    });
    let asked = Asked { kind, address, go };
    let is_list = move || address.with(|address| address.shape == Shape::List);
    let is_filtered = move || asked.filter() != FilterOf::<K>::default();
    let all = move || {
        let shape = address.with(|address| address.shape);
        let address = Address::<K::Stage> {
            shape,
            ..Address::default()
        };
        address.written(kind.place())
    };
    view! {
        <form
            class="filters"
            role="search"
            action=kind.place()
            method="get"
            aria-label=texts.sessions_filters
            on:submit=move |event| event.prevent_default()
        >
            {move || is_list().then(|| view! { <input type="hidden" name="view" value="list" /> })}
            <Words asked />
            <Known asked state />
            <noscript><button class="button" type="submit">{texts.show}</button></noscript>
            <Show when=is_filtered>
                <A href=all attr:class="button button--quiet filters__clear">{texts.sessions_clear}</A>
            </Show>
        </form>
    }
}

/// A number or words.
#[component]
fn Words<K: Kind>(asked: Asked<K>) -> impl IntoView {
    let texts = use_texts();
    let at_first = asked
        .address
        .with_untracked(|address| address.filter.words.clone());
    view! {
        <div class="search records__search">
            <Icon name="search" size=Size::Small />
            <input
                class="search__input"
                type="search"
                name="q"
                aria-label=texts.records_search
                placeholder=texts.records_search
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

/// What is known of the records.
#[component]
fn Known<K: Kind>(asked: Asked<K>, state: RwSignal<AppState>) -> impl IntoView {
    let texts = use_texts();
    let kind = asked.kind;
    let words = kind.texts(texts);
    let any = move || (String::new(), texts.sessions_any.to_owned());
    let stages = Signal::derive(move || {
        let stages = K::Stage::EVERY.iter().map(|stage| {
            let name = kind.stage_name(texts, *stage);
            (stage.word().to_owned(), name.to_owned())
        });
        std::iter::once(any()).chain(stages).collect::<Choices>()
    });
    let teams = Signal::derive(move || {
        let teams = state.get().teams.into_iter();
        let teams = teams.map(|team| (team.id.to_string(), team.name));
        std::iter::once(any()).chain(teams).collect::<Choices>()
    });
    let stage = Signal::derive(move || {
        let stage = asked.filter().stage;
        stage
            .map(|stage| stage.word().to_owned())
            .unwrap_or_default()
    });
    let team = Signal::derive(move || {
        let team = asked.filter().team;
        team.map(|team| team.to_string()).unwrap_or_default()
    });
    let on_stage = Callback::new(move |word: String| {
        asked.change(|filter| filter.stage = K::Stage::of_word(&word));
    });
    let on_team = Callback::new(move |id: String| {
        asked.change(|filter| filter.team = id.parse().ok());
    });
    let is_mine = asked
        .address
        .with_untracked(|address| address.filter.is_mine);
    view! {
        <div class="filters__filter">
            <Choose name=K::Stage::FIELD label=words.stage choices=stages chosen=stage on_change=on_stage />
        </div>
        <div class="filters__filter">
            <Choose name="team" label=texts.team choices=teams chosen=team on_change=on_team />
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
            <span>{words.mine}</span>
        </label>
    }
}
