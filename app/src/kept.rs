//! Keeping something under a name, and putting what was kept in order (spec 8.2, 13.2).

use crate::account::FormProblems;
use crate::api::Failure;
use crate::live::Console;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Entry, FieldProblem, Kind, Notice, Tone};
use domain::kept::Kept;
use domain::problem::Problem;
use domain::report::Favourite;
use domain::search::SavedView;
use domain::wire::console::SharedList;
use futures::future::LocalBoxFuture;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What the caller keeps under names of his own.
#[server(prefix = "/api", endpoint = "kept")]
async fn all_kept() -> Result<(Vec<SavedView>, Vec<Favourite>), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.kept(&asker.user).await?)
}

/// Shows in this tab what was kept in another one.
pub(crate) fn follow_other_tabs(console: Console) {
    Effect::new(move |before: Option<()>| {
        console.lists().hear(SharedList::Kept);
        // The page has come with what is kept.
        if before.is_none() {
            return;
        }
        leptos::task::spawn_local(async move {
            let Ok((views, favourites)) = all_kept().await else {
                return;
            };
            let is_other = console.me.with_untracked(|me| {
                me.preferences.views != views || me.preferences.favourites != favourites
            });
            if is_other {
                console.me.update(|me| {
                    me.preferences.views = views;
                    me.preferences.favourites = favourites;
                });
            }
        });
    });
}

/// What can be kept by this dialog.
pub(crate) trait Keepable: Kept + Clone + PartialEq + Send + Sync + 'static {
    /// What is wrong with all that somebody would keep.
    ///
    /// # Errors
    /// The problems.
    fn check_all(all: Vec<Self>) -> Result<Vec<Self>, Vec<Problem>>;

    /// Keeps it in place of what he kept before.
    fn save(all: Vec<Self>) -> LocalBoxFuture<'static, Result<Vec<Self>, Failure>>;
}

/// What stands in the dialog.
struct Edited<K: 'static> {
    views: RwSignal<Vec<Row<K>>>,
    problems: FormProblems,
    trouble: RwSignal<Option<&'static str>>,
    is_pending: RwSignal<bool>,
}

impl<K> Clone for Edited<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Edited<K> {}

/// One of them while it is edited; the key stays while it moves.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row<K> {
    key: usize,
    view: K,
}

impl<K: Keepable> Edited<K> {
    fn with(kept: Vec<K>) -> Self {
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

    fn add(self, view: K) {
        self.views.update(|views| {
            let key = views.iter().map(|row| row.key + 1).max().unwrap_or(0);
            views.push(Row { key, view });
        });
    }

    fn rename(self, key: usize, name: String) {
        self.views.update(|views| {
            if let Some(row) = views.iter_mut().find(|row| row.key == key) {
                row.view.rename(name);
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

    fn told(self) -> Vec<K> {
        let rows = self.views.get_untracked().into_iter();
        rows.map(|row| row.view).collect()
    }
}

/// The form: what is kept, and at its end what may be.
#[component]
pub(crate) fn KeepForm<K: Keepable>(
    /// The dialog that it stands in.
    open: RwSignal<bool>,
    /// What is kept now.
    kept: Vec<K>,
    /// What could be kept besides, without a name yet.
    offered: Option<K>,
    /// What it is for.
    text: &'static str,
    /// What is said where nothing is kept.
    none: &'static str,
    /// What is kept from now on.
    on_saved: Callback<Vec<K>>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let offered = offered.filter(|offered| !kept.iter().any(|one| one.is_as(offered)));
    let edited = Edited::with(kept);
    if let Some(offered) = offered {
        edited.add(offered);
    }
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        let views = match K::check_all(edited.told()) {
            Ok(views) => views,
            Err(problems) => return edited.problems.set(problems),
        };
        edited.is_pending.set(true);
        leptos::task::spawn_local(async move {
            let saved = K::save(views).await;
            edited.is_pending.try_set(false);
            let (problems, trouble) = match saved {
                Ok(views) => {
                    on_saved.run(views);
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
            <p class="dialog__text">{text}</p>
            <Show when=is_empty>
                <p class="dialog__text">{none}</p>
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
fn ViewRow<K: Keepable>(row: Row<K>, edited: Edited<K>) -> impl IntoView {
    let texts = use_texts();
    let key = row.key;
    let name = Memo::new(move |_| {
        edited.views.with(|views| {
            let row = views.iter().find(|row| row.key == key);
            row.map(|row| row.view.name().to_owned())
                .unwrap_or_default()
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
