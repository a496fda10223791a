//! *Sessions → Contacts* (spec 11.1): people as operators know them, whichever browsers they wrote from.

mod alike;
pub(crate) mod api;
mod choose;
mod contact;
mod delete;
mod fields;
mod known;
mod new;
mod past;
mod rows;

pub(crate) use contact::ContactPage;
pub(crate) use known::{ContactOfConversation, ContactOfRecord};

use crate::history::SessionTabs;
use crate::text::use_texts;
use crate::ui::{Button, Icon, Kind, Size};
use domain::id::ContactId;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use new::NewContact;
use rows::Rows;

/// Where the contacts are.
const CONTACTS: &str = "/sessions/contacts";

/// Where a contact is.
fn contact_address(id: ContactId) -> String {
    format!("{CONTACTS}/{id}")
}

/// The page `/sessions/contacts`.
#[component]
pub(crate) fn ContactsPage() -> impl IntoView {
    let texts = use_texts();
    let query = use_query_map();
    let words = Memo::new(move |_| query.read().get("q").unwrap_or_default());
    let making = RwSignal::new(false);
    view! {
        <Title text=format!("{} · {}", texts.contacts, texts.porchlight) />
        <div class="page contacts">
            <header class="page__head">
                <div class="history__bar">
                    <h1 class="page__title">{texts.contacts}</h1>
                    <Button kind=Kind::Primary icon="plus" on:click=move |_| making.set(true)>
                        {texts.contact_new}
                    </Button>
                </div>
                <SessionTabs />
            </header>
            <Sought words />
            <Rows words making />
            <NewContact making />
        </div>
    }
}

/// The words that are sought, in a form that works without scripts as well.
#[component]
fn Sought(words: Memo<String>) -> impl IntoView {
    let texts = use_texts();
    let navigate = use_navigate();
    let changed = move |words: String| {
        let mut query = ParamsMap::new();
        if !words.trim().is_empty() {
            query.insert("q", words);
        }
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&(CONTACTS.to_owned() + &query.to_query_string()), options);
    };
    view! {
        <form
            class="filters"
            role="search"
            action=CONTACTS
            method="get"
            aria-label=texts.contacts
            on:submit=move |event| event.prevent_default()
        >
            <div class="search contacts__search">
                <Icon name="search" size=Size::Small />
                <input
                    class="search__input"
                    type="search"
                    name="q"
                    aria-label=texts.contacts_search
                    placeholder=texts.contacts_search
                    autocomplete="off"
                    value=words.get_untracked()
                    prop:value=words
                    on:change:target=move |event| changed(event.target().value())
                />
            </div>
            <noscript><button class="button" type="submit">{texts.show}</button></noscript>
        </form>
    }
}
