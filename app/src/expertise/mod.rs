//! *Configuration → Expertise*: what operators know about. Administrators change the list in place, operators read it
//! (spec 2.5).

mod add;
mod api;
mod row;

use crate::api::Failure;
use crate::browser::page::focus_later;
use crate::configuration::Section;
use crate::first::First;
use crate::live::Console;
use crate::text::{Texts, fill, use_texts};
use crate::ui::{Button, Dialog, Empty, Notice, Skeleton, Tone};
use add::Add;
pub(crate) use api::{add, list};
use domain::expertise::Expertise;
use domain::id::ExpertiseId;
use domain::permission::{Caller, Deed, may};
use leptos::prelude::*;
use row::Row;

/// What the parts of the page share.
#[derive(Clone, Copy, Debug)]
struct List {
    /// The list, once it is there.
    shown: RwSignal<Option<Result<Vec<Expertise>, Failure>>>,
    /// The one that is being renamed.
    renamed: RwSignal<Option<ExpertiseId>>,
    /// The one that is asked about before it is deleted.
    doomed: RwSignal<Option<Expertise>>,
    /// Whether it is asked.
    is_asking: RwSignal<bool>,
}

/// The list that came with the page, if one did.
pub(crate) fn first() -> Option<Vec<Expertise>> {
    First::take(|first| match first {
        First::Expertises(expertises) => Some(expertises),
        _ => None,
    })
}

impl List {
    fn new(first: Option<Vec<Expertise>>) -> Self {
        Self {
            shown: RwSignal::new(first.map(Ok)),
            renamed: RwSignal::new(None),
            doomed: RwSignal::new(None),
            is_asking: RwSignal::new(false),
        }
    }

    fn load(self) {
        leptos::task::spawn_local(async move {
            let loaded = api::list().await;
            // The page may have been left meanwhile.
            self.shown.try_set(Some(loaded));
        });
    }

    /// Takes in what a change answered.
    fn take_in(self, list: Vec<Expertise>) {
        self.shown.try_set(Some(Ok(list)));
    }

    fn delete(self, console: Console, texts: &'static Texts) {
        let Some(Expertise { id, name }) = self.doomed.get_untracked() else {
            return;
        };
        leptos::task::spawn_local(async move {
            match api::delete(id).await {
                Ok(list) => {
                    self.take_in(list);
                    console.tell(fill(texts.expertise_deleted, &[("name", &name)]));
                    focus_later("name");
                }
                Err(failure) => console.tell(sentence(texts, &failure)),
            }
        });
    }
}

/// The page `/configuration/expertise`.
#[component]
pub(crate) fn ExpertisePage() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let list = List::new(first());
    Effect::new(move || {
        if list.shown.with_untracked(Option::is_none) {
            list.load();
        }
    });
    let may_change = Memo::new(move |_| {
        let role = console.me.with(|me| me.role);
        may(Caller::User(role), Deed::ManageExpertises)
    });
    view! {
        <Section title=texts.expertise>
            <div class="expertise">
                <p class="expertise__text">{texts.expertise_text}</p>
                <Show
                    when=move || may_change.get()
                    fallback=move || view! { <p class="expertise__text">{texts.expertise_read}</p> }
                >
                    <Add list />
                </Show>
                <Shown list may_change />
            </div>
            <DeleteDialog list />
        </Section>
    }
}

#[component]
fn Shown(list: List, may_change: Memo<bool>) -> impl IntoView {
    let texts = use_texts();
    let rows = move || {
        let shown = list.shown.get();
        shown.and_then(Result::ok).unwrap_or_default()
    };
    let state = Memo::new(move |_| {
        list.shown.with(|shown| match shown {
            None => State::Loading,
            Some(Err(_)) => State::Failed,
            Some(Ok(rows)) if rows.is_empty() => State::Empty,
            Some(Ok(_)) => State::Filled,
        })
    });
    move || match state.get() {
        State::Loading => view! { <Skeleton /> }.into_any(),
        State::Failed => view! {
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.cannot_load>
                <Button on:click=move |_| list.load()>{texts.try_again}</Button>
            </Notice>
        }
        .into_any(),
        State::Empty => view! {
            <Empty
                icon="graduation-cap"
                title=texts.expertise_empty
                text=texts.expertise_empty_text
            />
        }
        .into_any(),
        State::Filled => view! {
            <ul class="expertise__list" aria-label=texts.expertise>
                <For
                    each=rows
                    key=|expertise| (expertise.id, expertise.name.clone())
                    let:expertise
                >
                    <Row list expertise may_change />
                </For>
            </ul>
        }
        .into_any(),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Loading,
    Failed,
    Empty,
    Filled,
}

#[component]
fn DeleteDialog(list: List) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let text = Signal::derive(move || {
        let doomed = list.doomed.get();
        let name = doomed.map(|expertise| expertise.name).unwrap_or_default();
        fill(texts.expertise_delete_text, &[("name", &name)])
    });
    view! {
        <Dialog
            open=list.is_asking
            title=texts.expertise_delete_title
            text
            confirm=texts.delete_do
            cancel=texts.cancel
            on_confirm=Callback::new(move |()| list.delete(console, texts))
        />
    }
}

/// Why a change was not made, where no field is wrong.
fn sentence(texts: &Texts, failure: &Failure) -> &'static str {
    match failure {
        Failure::Forbidden => texts.not_allowed,
        Failure::NotFound | Failure::Conflict => texts.expertise_gone,
        Failure::SignedOut | Failure::Invalid(_) | Failure::Unavailable => texts.form_unavailable,
    }
}

/// The sentence above a form whose change was not made, unless a field says why.
fn trouble<T>(texts: &Texts, value: Option<Result<T, Failure>>) -> Option<&'static str> {
    match value {
        None | Some(Ok(_) | Err(Failure::Invalid(_))) => None,
        Some(Err(failure)) => Some(sentence(texts, &failure)),
    }
}
