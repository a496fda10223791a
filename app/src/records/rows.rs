//! Records as a table.

use super::address::Address;
use super::kind::{CardOf, Kind, PageOf, Told};
use super::told::{RecordLink, StageMark};
use crate::api::Failure;
use crate::fresh::{Answer, Fresh, FreshView, Paged, append, renew, replace};
use crate::live::Console;
use crate::moment;
use crate::text::use_texts;
use crate::ui::{Button, Empty, Kind as ButtonKind};
use domain::record::{Card, RecordPage};
use domain::team::AppState;
use leptos::prelude::*;

/// What is done with an answer.
type Put<K> = fn(&mut Answer<PageOf<K>>, Result<PageOf<K>, Failure>);

/// The table, newest first; the next pages come below.
#[component]
pub(super) fn Rows<K: Kind>(
    kind: K,
    address: Memo<Address<K::Stage>>,
    state: RwSignal<AppState>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let pages = Fresh::<PageOf<K>>::new();
    let filter = Memo::new(move |_| address.with(|address| address.filter.clone()));
    let first = move |put: Put<K>| {
        pages.ask(kind.ask_page(filter.get_untracked(), None), put);
    };
    Effect::new(move |before: Option<_>| {
        console.lists().hear(kind.app().records());
        let asked = filter.get();
        let is_same = before.as_ref() == Some(&asked);
        first(if is_same { renew } else { replace });
        asked
    });
    let older = move |_| {
        let below = pages.with_untracked(|pages| pages.below).flatten();
        if let Some(below) = below {
            let asked = kind.ask_page(filter.get_untracked(), Some(below));
            pages.ask(asked, move |pages, next| append(pages, below, next));
        }
    };
    let has_older = Memo::new(move |_| pages.with(|pages| pages.below).flatten().is_some());
    let older_text = kind.texts(texts).older;
    view! {
        <div class="records__rows" aria-live="polite">
            <FreshView fresh=pages again=Callback::new(move |()| first(replace))>
                <Table kind pages state />
                <Show when=move || has_older.get()>
                    <div class="list__more">
                        <Button kind=ButtonKind::Quiet on:click=older>{older_text}</Button>
                    </div>
                </Show>
            </FreshView>
        </div>
    }
}

#[component]
fn Table<K: Kind>(kind: K, pages: Fresh<PageOf<K>>, state: RwSignal<AppState>) -> impl IntoView {
    let texts = use_texts();
    let records = Memo::new(move |_| {
        let records = pages.with(|pages| pages.records.clone());
        records.unwrap_or_default()
    });
    let none = move || {
        let words = kind.texts(texts);
        view! { <Empty icon=kind.icon() title=words.none text=words.none_text /> }
    };
    view! {
        <Show when=move || records.with(|records| !records.is_empty()) fallback=none>
            <table class="roster history__table">
                <thead>
                    <Headings kind />
                </thead>
                <tbody>
                    <For
                        each=move || records.get()
                        key=Clone::clone
                        let:card
                    >
                        <Row kind card state />
                    </For>
                </tbody>
            </table>
        </Show>
    }
}

#[component]
fn Headings<K: Kind>(kind: K) -> impl IntoView {
    let texts = use_texts();
    let words = kind.texts(texts);
    view! {
        <tr>
            <th scope="col">{words.record}</th>
            <th scope="col">{words.stage}</th>
            <th scope="col">{words.further}</th>
            <th scope="col">{texts.team}</th>
            <th scope="col">{words.owner}</th>
            <th scope="col">{texts.record_made_at}</th>
        </tr>
    }
}

#[component]
fn Row<K: Kind>(kind: K, card: CardOf<K>, state: RwSignal<AppState>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let Told {
        title,
        stage,
        team,
        owner,
        created_at,
    } = kind.told(&card);
    let team = move || state.with(|state| Some(state.team_name(team?)?.to_owned()));
    let owner = move || console.colleague(owner?);
    view! {
        <tr>
            <td class="roster__main"><RecordLink kind number=card.number() title /></td>
            <td><StageMark kind stage /></td>
            <td>{kind.further(&card)}</td>
            <td data-label=texts.team>{team}</td>
            <td data-label=kind.texts(texts).owner>{owner}</td>
            <td class="history__number"><moment::Told at=Signal::stored(created_at) /></td>
        </tr>
    }
}

impl<C: Card> Paged for RecordPage<C, C::Number> {
    type Item = C;
    type Place = C::Number;

    fn parts(&mut self) -> (&mut Vec<C>, &mut Option<C::Number>) {
        (&mut self.records, &mut self.below)
    }

    fn place(card: &C) -> C::Number {
        card.number()
    }
}
