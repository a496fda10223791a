//! The teams, in the order in which tickets go to them.

use super::{List, words};
use crate::browser::page::focus_later;
use crate::edited::{Deeds, Edited};
use crate::live::Console;
use crate::records::api;
use crate::text::{fill_count, use_texts};
use crate::ui::{Button, Empty, Icon, Kind, Size};
use domain::id::TeamId;
use domain::team::{AppState, Team};
use leptos::ev::{DragEvent, KeyboardEvent};
use leptos::prelude::*;

/// The teams as they stand here, before the server knows.
#[derive(Clone, Copy)]
struct Order {
    list: List,
    teams: RwSignal<Vec<Team>>,
    dragged: RwSignal<Option<TeamId>>,
    console: Console,
    /// What is told when the server does not take it.
    failed: &'static str,
}

/// The list, and what can be done with it.
#[component]
pub(super) fn Teams(list: List, state: Memo<AppState>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let words = words(texts, list.app);
    let order = Order {
        list,
        teams: RwSignal::new(state.with_untracked(|known| known.teams.clone())),
        dragged: RwSignal::new(None),
        console,
        failed: texts.form_unavailable,
    };
    Effect::new(move || {
        let teams = state.with(|known| known.teams.clone());
        order.teams.set(teams);
    });
    let is_empty = Memo::new(move |_| order.teams.with(Vec::is_empty));
    view! {
        <section class="form" aria-label=words.teams>
            <div class="bar">
                <h2 class="form__title">{words.teams}</h2>
                <Button
                    kind=Kind::Primary
                    icon="plus"
                    on:click=move |_| list.edited.set(Some(Edited::New))
                >
                    {texts.team_new}
                </Button>
            </div>
            <p class="field__help">{words.teams_text}</p>
            <Show
                when=move || !is_empty.get()
                fallback=move || view! {
                    <Empty icon="users" title=texts.teams_none text=words.teams_none_text />
                }
            >
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{texts.team_priority}</th>
                            <th scope="col">{texts.name}</th>
                            <th scope="col">{texts.team_live_chat}</th>
                            <th scope="col"><span class="visually-hidden">{texts.user_edit}</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || order.teams.get() key=|team| team.clone() let:team>
                            <Row order team />
                        </For>
                    </tbody>
                </table>
            </Show>
        </section>
    }
}

impl Order {
    /// Puts a team in the place of another, which makes room.
    fn put_at(self, moved: TeamId, place: usize) {
        let is_moved = self.teams.try_update(|teams| {
            let from = teams.iter().position(|team| team.id == moved)?;
            if from == place || place >= teams.len() {
                return None;
            }
            let team = teams.remove(from);
            teams.insert(place, team);
            Some(())
        });
        if is_moved.flatten().is_none() {
            return;
        }
        let order = self
            .teams
            .with_untracked(|teams| teams.iter().map(|team| team.id).collect());
        leptos::task::spawn_local(async move {
            if api::order_teams(self.list.app, order).await.is_err() {
                self.console.tell(self.failed);
                self.list.loaded.again();
            }
        });
    }

    fn place(self, id: TeamId) -> Option<usize> {
        self.teams
            .with_untracked(|teams| teams.iter().position(|team| team.id == id))
    }
}

#[component]
fn Row(order: Order, team: Team) -> impl IntoView {
    let texts = use_texts();
    let id = team.id;
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        let moved = order.dragged.get_untracked();
        if let (Some(moved), Some(place)) = (moved, order.place(id)) {
            order.put_at(moved, place);
        }
        order.dragged.set(None);
    };
    let has_live_chat = team.has_live_chat.then(|| {
        view! {
            <Icon name="check" size=Size::Small />
            <span class="visually-hidden">{texts.team_live_chat}</span>
        }
    });
    let name = team.name.clone();
    view! {
        <tr
            class="rules__row"
            draggable="true"
            on:dragstart=move |_| order.dragged.set(Some(id))
            on:dragover=move |event: DragEvent| event.prevent_default()
            on:drop=dropped
        >
            <td><Handle order id /></td>
            <td dir="auto">{name}</td>
            <td>{has_live_chat}</td>
            <td class="roster__action"><Deeds record=team name=|team: &Team| &team.name edited=order.list.edited doomed=order.list.doomed /></td>
        </tr>
    }
}

/// By what a team is taken, and moved with the arrow keys.
#[component]
fn Handle(order: Order, id: TeamId) -> impl IntoView {
    let texts = use_texts();
    let number = move || {
        let place = order
            .teams
            .with(|teams| teams.iter().position(|team| team.id == id));
        place.map_or(0, |place| place + 1)
    };
    let label = Signal::derive(move || fill_count(texts.team_handle, number()));
    let pressed = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            _ => return,
        };
        event.prevent_default();
        let to = order
            .place(id)
            .and_then(|place| place.checked_add_signed(step));
        if let Some(to) = to {
            order.put_at(id, to);
            focus_later(&format!("team-{id}"));
        }
    };
    view! {
        <button
            type="button"
            class="rules__handle"
            id=format!("team-{id}")
            aria-label=label
            title=texts.team_handle_help
            on:keydown=pressed
        >
            <Icon name="grip-vertical" size=Size::Small />
            {number}
        </button>
    }
}
