//! One record, to be read and changed.

use super::conflict::Conflict;
use super::fields::People;
use super::kind::{DraftOf, Kind, NumberOf, RecordOf};
use super::told::called;
use crate::account::FormProblems;
use crate::api::Failure;
use crate::history::SessionTabs;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::text::{Texts, use_texts};
use crate::ui::{Button, Empty, Kind as ButtonKind, Notice, Tone};
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

/// What is being edited.
#[derive(Clone, Copy)]
pub(crate) struct Editing<K: Kind> {
    /// Of what kind it is.
    pub(super) kind: K,
    /// As it was read, or saved here.
    pub(crate) known: RwSignal<RecordOf<K>>,
    /// What was typed.
    pub(crate) draft: RwSignal<DraftOf<K>>,
    /// What somebody else has made of it meanwhile.
    pub(super) theirs: RwSignal<Option<RecordOf<K>>>,
    /// What is wrong with what was typed.
    pub(super) problems: FormProblems,
    trouble: RwSignal<Option<&'static str>>,
    is_pending: RwSignal<bool>,
}

impl<K: Kind> Editing<K> {
    fn new(kind: K, record: K::Record) -> Self {
        Self {
            kind,
            draft: RwSignal::new(record.draft()),
            known: RwSignal::new(record),
            theirs: RwSignal::new(None),
            problems: FormProblems::new(Vec::new()),
            trouble: RwSignal::new(None),
            is_pending: RwSignal::new(false),
        }
    }

    /// The form says what the record is.
    pub(super) fn fill(self, record: K::Record) {
        self.draft.set(record.draft());
        self.known.set(record);
        self.theirs.set(None);
        self.problems.set(Vec::new());
        self.trouble.set(None);
    }

    /// The record as it is now: who has typed nothing sees it, who has is told, and keeps what he typed.
    fn heard(self, record: K::Record) {
        let known = self.known.get_untracked();
        let version = self.theirs.with_untracked(|theirs| {
            let theirs = theirs.as_ref();
            theirs.map_or(known.version(), Record::version)
        });
        if record.version() == version {
            return;
        }
        let typed = self.draft.get_untracked();
        if typed == known.draft() || typed == record.draft() {
            self.fill(record);
        } else {
            self.theirs.set(Some(record));
        }
    }

    /// Asks how the record is now.
    fn look(self) {
        let number = self.known.with_untracked(|known| known.card().number());
        leptos::task::spawn_local(async move {
            if let Ok(record) = self.kind.ask(number).await
                && !self.known.is_disposed()
            {
                self.heard(record);
            }
        });
    }

    /// Saves what was typed, in the place of what is there as far as it was shown.
    fn save(self, console: Console, texts: &'static Texts) {
        let (number, version) = self
            .known
            .with_untracked(|known| (known.card().number(), known.version()));
        let theirs = self
            .theirs
            .with_untracked(|theirs| theirs.as_ref().map(Record::version));
        let (version, draft) = (theirs.unwrap_or(version), self.draft.get_untracked());
        self.is_pending.set(true);
        leptos::task::spawn_local(async move {
            let saved = self.kind.change(number, version, draft.clone()).await;
            // The page may have been left meanwhile.
            if self.is_pending.try_set(false).is_some() {
                return;
            }
            match saved {
                Ok(record) => {
                    console.tell(texts.saved);
                    // Whoever types on while it is saved keeps that.
                    if self.draft.with_untracked(|typed| *typed == draft) {
                        self.fill(record);
                    } else {
                        self.known.set(record);
                        self.theirs.set(None);
                    }
                }
                Err(Failure::Conflict) => self.look(),
                Err(Failure::Invalid(problems)) => self.problems.set(problems),
                Err(Failure::NotFound) => self.trouble.set(Some(self.kind.texts(texts).missing)),
                Err(_) => self.trouble.set(Some(texts.form_unavailable)),
            }
        });
    }
}

#[component]
fn Form<K: Kind>(kind: K, record: K::Record) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let editing = Editing::new(kind, record);
    Effect::new(move |before: Option<()>| {
        console.lists().hear(kind.app().records());
        if before.is_some() {
            editing.look();
        }
    });
    let heading = Memo::new(move |_| {
        editing.known.with(|known| {
            let card = known.card();
            called(card.number(), &kind.told(card).title)
        })
    });
    let submitted = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        editing.save(console, texts);
    };
    view! {
        <div class="page">
            <header class="page__head">
                <h1 class="page__title" dir="auto">{heading}</h1>
                <SessionTabs />
            </header>
            <form class="page__body page__body--wide record" on:submit=submitted>
                {move || editing.trouble.get().map(|text| {
                    view! { <Notice tone=Tone::Danger icon="triangle-alert" text /> }
                })}
                <Conflict editing />
                <div class="record__parts">
                    <div class="form record__words">{kind.words(editing)}</div>
                    <div class="form">
                        {kind.facts(editing)}
                        <People editing />
                        {kind.origin(editing)}
                    </div>
                </div>
                <div class="form__actions">
                    <Button kind=ButtonKind::Submit disabled=editing.is_pending>{texts.save}</Button>
                </div>
            </form>
        </div>
    }
}
