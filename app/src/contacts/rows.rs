//! Contacts as a table.

use super::{api, contact_address};
use crate::api::Failure;
use crate::country_names::country_name;
use crate::fresh::{Answer, Fresh, FreshView, Paged, append, renew, replace};
use crate::live::Console;
use crate::moment::Told;
use crate::text::use_texts;
use crate::ui::{Button, Empty, Kind};
use domain::contact::{ContactCard, ContactPage, ContactPlace};
use domain::wire::console::SharedList;
use leptos::prelude::*;
use leptos_router::components::A;

type Pages = Answer<ContactPage>;

impl Paged for ContactPage {
    type Item = (ContactPlace, ContactCard);
    type Place = ContactPlace;

    fn parts(&mut self) -> (&mut Vec<Self::Item>, &mut Option<ContactPlace>) {
        (&mut self.contacts, &mut self.below)
    }

    fn place((place, _): &Self::Item) -> ContactPlace {
        *place
    }
}

/// The table, newest first; the next pages come below.
#[component]
pub(super) fn Rows(
    /// What is sought.
    words: Memo<String>,
    /// Whether one is being made.
    making: RwSignal<bool>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let pages = Fresh::<ContactPage>::new();
    let first = move |put: fn(&mut Pages, Result<ContactPage, Failure>)| {
        pages.ask(api::page(words.get_untracked(), None), put);
    };
    Effect::new(move |before: Option<String>| {
        console.lists().hear(SharedList::Contacts);
        let asked = words.get();
        let is_same = before.as_ref() == Some(&asked);
        first(if is_same { renew } else { replace });
        asked
    });
    let older = move |_| {
        let below = pages.with_untracked(|pages| pages.below).flatten();
        if let Some(below) = below {
            let asked = api::page(words.get_untracked(), Some(below));
            pages.ask(asked, move |pages, next| append(pages, below, next));
        }
    };
    let has_older = Memo::new(move |_| pages.with(|pages| pages.below).flatten().is_some());
    view! {
        <div class="contacts__rows" aria-live="polite">
            <FreshView fresh=pages again=Callback::new(move |()| first(replace))>
                <Table pages words making />
                <Show when=move || has_older.get()>
                    <div class="list__more">
                        <Button kind=Kind::Quiet on:click=older>{texts.contacts_older}</Button>
                    </div>
                </Show>
            </FreshView>
        </div>
    }
}

#[component]
fn Table(pages: Fresh<ContactPage>, words: Memo<String>, making: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let contacts = Memo::new(move |_| {
        let contacts = pages.with(|pages| pages.contacts.clone());
        contacts.unwrap_or_default()
    });
    let heads = [
        texts.contact_name,
        texts.email,
        texts.contact_phone,
        texts.contact_company,
        texts.place_country,
        texts.contact_made_at,
    ];
    view! {
        <Show
            when=move || contacts.with(|contacts| !contacts.is_empty())
            fallback=move || view! { <Nobody words making /> }
        >
            <table class="roster history__table">
                <thead>
                    <tr>{heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr>
                </thead>
                <tbody>
                    <For each=move || contacts.get() key=|contact| contact.clone() let:contact>
                        <Row card=contact.1 />
                    </For>
                </tbody>
            </table>
        </Show>
    }
}

/// Nothing is found, or nobody is known yet.
#[component]
fn Nobody(words: Memo<String>, making: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    move || {
        if words.with(|words| words.trim().is_empty()) {
            view! {
                <Empty icon="users" title=texts.contacts_none text=texts.contacts_none_text>
                    <Button on:click=move |_| making.set(true)>{texts.contact_new}</Button>
                </Empty>
            }
            .into_any()
        } else {
            view! { <Empty icon="users" title=texts.nothing_found text=texts.contacts_not_found_text /> }
                .into_any()
        }
    }
}

#[component]
fn Row(card: ContactCard) -> impl IntoView {
    let texts = use_texts();
    let language = use_context().unwrap_or_default();
    let ContactCard {
        id,
        called,
        email,
        phone,
        company,
        country,
        created_at,
    } = card;
    let country = country.map(|country| country_name(language, country));
    view! {
        <tr>
            <td class="roster__main" dir="auto">
                <A href=contact_address(id) attr:class="history__link">{called}</A>
            </td>
            <td data-label=texts.email>{some(email)}</td>
            <td class="contacts__number" data-label=texts.contact_phone>{some(phone)}</td>
            <td data-label=texts.contact_company dir="auto">{some(company)}</td>
            <td data-label=texts.place_country>{country}</td>
            <td class="history__number"><Told at=Signal::stored(created_at) /></td>
        </tr>
    }
}

/// A cell with nothing in it is left out where there are no columns.
fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
