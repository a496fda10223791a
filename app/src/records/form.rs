//! One record, to be read and changed.

use super::fields::{People, use_fields};
use super::kind::{Kind, NumberOf};
use super::told::called;
use crate::api::Failure;
use crate::history::SessionTabs;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::record_form::{Conflict, RecordForm};
use crate::text::use_texts;
use crate::ui::{Button, Empty, Kind as ButtonKind};
use domain::record::{Card, Record};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

/// The page of one record, whose number stands in the address.
#[component]
pub(crate) fn RecordPage<K: Kind>(
    /// Of what kind it is.
    kind: K,
) -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| -> Option<i64> { params.read().get("number")?.parse().ok() });
    move || match number.get() {
        Some(number) => view! { <Opened kind number=number.into() /> }.into_any(),
        None => view! { <Missing kind /> }.into_any(),
    }
}

#[component]
fn Opened<K: Kind>(kind: K, number: NumberOf<K>) -> impl IntoView {
    let texts = use_texts();
    let found = Loaded::new(None, move || async move {
        match kind.ask(number).await {
            Err(Failure::NotFound) => Ok(None),
            answer => answer.map(Some),
        }
    });
    let content = move |record: Option<K::Record>| match record {
        Some(record) => view! { <Form kind record /> }.into_any(),
        None => view! { <Missing kind /> }.into_any(),
    };
    let records = kind.texts(texts).records;
    let number: i64 = number.into();
    view! {
        <Title text=format!("#{number} · {records} · {}", texts.porchlight) />
        <Shown loaded=found content />
    }
}

#[component]
fn Missing<K: Kind>(kind: K) -> impl IntoView {
    let words = kind.texts(use_texts());
    view! {
        <Empty icon=kind.icon() title=words.missing text=words.missing_text>
            <A href=kind.place() attr:class="button">{words.records}</A>
        </Empty>
    }
}

#[component]
fn Form<K: Kind>(kind: K, record: K::Record) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let words = kind.texts(texts);
    let form = RecordForm::new(record, words.missing);
    Effect::new(move |before: Option<()>| {
        console.lists().hear(kind.app().records());
        if before.is_some() {
            form.look();
        }
    });
    let heading = Memo::new(move |_| {
        form.known.with(|known| {
            let card = known.card();
            called(card.number(), &kind.told(card).title)
        })
    });
    let submitted = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.save(console, texts);
    };
    let fields = use_fields(kind);
    view! {
        <div class="page">
            <header class="page__head">
                <h1 class="page__title" dir="auto">{heading}</h1>
                <SessionTabs />
            </header>
            <form class="page__body page__body--wide record" on:submit=submitted>
                <Conflict form changed=words.changed fields />
                <div class="record__parts">
                    <div class="form record__words">{kind.words(form)}</div>
                    <div class="form">
                        {kind.facts(form)}
                        <People kind form />
                        {kind.origin(form)}
                    </div>
                </div>
                <div class="form__actions">
                    <Button kind=ButtonKind::Submit disabled=form.is_pending>{texts.save}</Button>
                </div>
            </form>
        </div>
    }
}
