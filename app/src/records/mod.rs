//! Records that are made of conversations (spec 11): what tickets and leads have in common where they are shown, by stage or as a
//! list, and what the page knows of the apps they belong to.

mod address;
pub(crate) mod api;
mod apps;
mod board;
mod fields;
mod filters;
mod form;
mod kind;
mod rows;
mod told;

pub(crate) use address::{Address, Shape};
pub(crate) use apps::{Apps, use_app};
pub(crate) use fields::{Links, OfConversation, StageChoice, Written};
pub(crate) use form::RecordPage;
pub(crate) use kind::{CardOf, ColumnOf, FilterOf, Kind, KindTexts, PageOf, Told};
pub(crate) use told::{RecordLink, StageMark, called, record_address};

use crate::history::SessionTabs;
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::Empty;
use board::Board;
use domain::user::Role;
use filters::Filters;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use rows::Rows;

/// The page of all records of a kind.
#[component]
pub(crate) fn RecordsPage<K: Kind>(
    /// The kind.
    kind: K,
) -> impl IntoView {
    let texts = use_texts();
    let records = kind.texts(texts).records;
    let asked = Address::<K::Stage>::of_page();
    let address = Memo::new(move |_| asked.get().unwrap_or_default());
    let is_wrong = Memo::new(move |_| asked.with(Result::is_err));
    let (apps, state) = (Apps::of_page(), use_app(kind.app()));
    let shape = Memo::new(move |_| address.with(|address| address.shape));
    let content = move || match shape.get() {
        Shape::Kanban => view! { <Board kind address state /> }.into_any(),
        Shape::List => view! { <Rows kind address state /> }.into_any(),
    };
    view! {
        <Title text=format!("{records} · {}", texts.porchlight) />
        <div class="page records">
            <header class="page__head">
                <div class="history__bar">
                    <h1 class="page__title">{records}</h1>
                    <Shapes kind address />
                </div>
                <SessionTabs />
            </header>
            <Show when=move || apps.has(kind.app()) fallback=move || view! { <Off kind /> }>
                <Show when=move || !is_wrong.get() fallback=move || view! { <Wrong kind /> }>
                    <Filters kind address state />
                    {content}
                </Show>
            </Show>
        </div>
    }
}

/// Between Kanban and table.
#[component]
fn Shapes<K: Kind>(kind: K, address: Memo<Address<K::Stage>>) -> impl IntoView {
    let texts = use_texts();
    let link = move |shape: Shape, text: &'static str| {
        let href = move || {
            let address = address.get();
            Address { shape, ..address }.written(kind.place())
        };
        let is_shown = move || address.with(|address| address.shape == shape);
        view! {
            <a
                href=href
                class="shapes__shape"
                aria-current=move || if is_shown() { "true" } else { "false" }
            >
                {text}
            </a>
        }
    };
    view! {
        <nav class="shapes" aria-label=texts.sessions_shape>
            {link(Shape::Kanban, texts.kanban)}
            {link(Shape::List, texts.list)}
        </nav>
    }
}

/// There are no records as long as their app is off.
#[component]
fn Off<K: Kind>(kind: K) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let may_switch = move || console.me.with(|me| me.role == Role::Administrator);
    let words = kind.texts(texts);
    view! {
        <Empty icon=kind.icon() title=words.off text=words.off_text>
            <Show when=may_switch>
                <A href=format!("/settings/{}", kind.app().word()) attr:class="button">{texts.settings}</A>
            </Show>
        </Empty>
    }
}

/// The address asks for what there is not.
#[component]
fn Wrong<K: Kind>(kind: K) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Empty icon=kind.icon() title=texts.sessions_wrong text=texts.records_wrong_text>
            <A href=kind.place() attr:class="button">{kind.texts(texts).records}</A>
        </Empty>
    }
}
