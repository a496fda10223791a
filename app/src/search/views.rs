//! Keeping what is sought under a name, and putting what was kept in order (spec 8.2).

use super::address::Asked;
use super::api;
use crate::account::FormProblems;
use crate::api::Failure;
use crate::live::Console;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Entry, FieldProblem, FormDialog, Kind, Notice, Tone};
use domain::search::{Filter, SavedView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The way to the saved views.
#[component]
pub(super) fn KeepView(
    /// What is sought.
    asked: Asked,
) -> impl IntoView {
    let texts = use_texts();
    let open = RwSignal::new(false);
    let content = move || view! { <Views asked open /> };
    view! {
        <div class="list__views">
            <Button kind=Kind::Link on:click=move |_| open.set(true)>{texts.views_keep}</Button>
        </div>
        <FormDialog open title=texts.views close=texts.close>{content}</FormDialog>
    }
}

/// What stands in the dialog.
#[derive(Clone, Copy)]
struct Edited {
    views: RwSignal<Vec<Row>>,
    problems: FormProblems,
    trouble: RwSignal<Option<&'static str>>,
    is_pending: RwSignal<bool>,
}

/// A view while it is edited; the key stays while it moves.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    key: usize,
    view: SavedView,
}

impl Edited {
    fn with(kept: Vec<SavedView>) -> Self {
        let rows = kept.into_iter().enumerate();
        Self {
            views: RwSignal::new(rows.map(|(key, view)| Row { key, view }).collect()),
            problems: FormProblems::new(Vec::new()),
            trouble: RwSignal::new(None),
            is_pending: RwSignal::new(false),
        }
    }

    fn place(self, key: usize) -> Option<usize> {
        self.views
            .with(|views| views.iter().position(|row| row.key == key))
    }

    fn add(self, filter: &Filter) {
        self.problems.set(Vec::new());
        self.views.update(|views| {
            let key = views.iter().map(|row| row.key + 1).max().unwrap_or(0);
            let view = SavedView::of(filter, String::new());
            views.push(Row { key, view });
        });
    }

    fn rename(self, key: usize, name: String) {
        self.views.update(|views| {
            if let Some(row) = views.iter_mut().find(|row| row.key == key) {
                row.view.name = name;
            }
        });
    }

    fn raise(self, key: usize) {
        self.problems.set(Vec::new());
        self.views.update(|views| {
            let place = views.iter().position(|row| row.key == key);
            if let Some(place) = place.filter(|place| *place > 0) {
                views.swap(place, place - 1);
            }
        });
    }

    fn remove(self, key: usize) {
        self.problems.set(Vec::new());
        self.views
            .update(|views| views.retain(|row| row.key != key));
    }

    fn told(self) -> Vec<SavedView> {
        let rows = self.views.get_untracked().into_iter();
        rows.map(|row| row.view).collect()
    }
}

#[component]
fn Views(asked: Asked, open: RwSignal<bool>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let kept = console.me.with_untracked(|me| me.preferences.views.clone());
    let edited = Edited::with(kept);
    let sought = asked.get_untracked().unwrap_or_default();
    let is_kept = move |filter: &Filter| {
        let fields = SavedView::of(filter, String::new()).fields;
        edited
            .views
            .with(|views| views.iter().any(|row| row.view.fields == fields))
    };
    if sought != Filter::default() && !untrack(|| is_kept(&sought)) {
        edited.add(&sought);
    }
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        let views = match SavedView::check(edited.told()) {
            Ok(views) => views,
            Err(problems) => return edited.problems.set(problems),
        };
        edited.is_pending.set(true);
        leptos::task::spawn_local(async move {
            let saved = api::save_views(views).await;
            edited.is_pending.try_set(false);
            let (problems, trouble) = match saved {
                Ok(views) => {
                    console.me.update(|me| me.preferences.views = views);
                    console.tell(texts.saved);
                    open.try_set(false);
                    return;
                }
                Err(Failure::Invalid(problems)) => (problems, None),
                Err(_) => (Vec::new(), Some(texts.form_unavailable)),
            };
            edited.problems.set(problems);
            edited.trouble.set(trouble);
        });
    };
    let is_empty = move || edited.views.with(Vec::is_empty);
    view! {
        <form on:submit=submitted novalidate>
            <div class="dialog__body">
            <p class="dialog__text">{texts.views_text}</p>
            <Show when=is_empty>
                <p class="dialog__text">{texts.views_none}</p>
            </Show>
            <ul class="views__list">
                <For
                    each=move || edited.views.get()
                    key=|row| row.key
                    children=move |row| view! { <ViewRow row edited /> }
                />
            </ul>
            <FieldProblem problem=edited.problems.of(texts, "views") />
            {move || edited.trouble.get().map(|text| view! { <Notice tone=Tone::Danger icon="triangle-alert" text /> })}
            </div>
            <div class="dialog__actions">
                <Button kind=Kind::Submit disabled=edited.is_pending>{texts.save}</Button>
                <Button on:click=move |_| open.set(false)>{texts.cancel}</Button>
            </div>
        </form>
    }
}

/// A view: its name, its place, and whether it stays.
#[component]
fn ViewRow(row: Row, edited: Edited) -> impl IntoView {
    let texts = use_texts();
    let key = row.key;
    let name = Memo::new(move |_| {
        edited.views.with(|views| {
            let row = views.iter().find(|row| row.key == key);
            row.map(|row| row.view.name.clone()).unwrap_or_default()
        })
    });
    let field = move || edited.place(key).map(|place| format!("view-{place}"));
    let problem = Signal::derive(move || edited.problems.of_field(texts, field()?).get());
    let named =
        move |text: &'static str| Signal::derive(move || fill(text, &[("name", &name.get())]));
    let is_first = Signal::derive(move || edited.place(key) == Some(0));
    view! {
        <li class="views__view">
            <Entry
                name=format!("view-{key}")
                label=texts.views_name
                value=name
                on_change=Callback::new(move |name| edited.rename(key, name))
                problem
            />
            <Button
                kind=Kind::SmallSign
                icon="arrow-up"
                label=named(texts.views_up)
                disabled=is_first
                on:click=move |_| edited.raise(key)
            />
            <Button
                kind=Kind::SmallSign
                icon="trash-2"
                label=named(texts.views_remove)
                on:click=move |_| edited.remove(key)
            />
        </li>
    }
}
