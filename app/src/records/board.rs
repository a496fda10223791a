//! Records by stage. A card is moved by its menu, and by dragging it into another column.

use super::address::{Address, Shape};
use super::kind::{CardOf, ColumnOf, FilterOf, Kind, NumberOf, Told};
use super::told::{RecordLink, called};
use crate::api::Failure;
use crate::browser::page::focus_later;
use crate::fresh::{Fresh, FreshView, replace};
use crate::live::Console;
use crate::moment;
use crate::text::{fill, fill_count, use_texts};
use crate::ui::{Avatar, Icon, Size};
use domain::id::UserId;
use domain::record::{Card as _, Stage};
use domain::team::AppState;
use leptos::ev::DragEvent;
use leptos::prelude::*;
use leptos_router::components::A;

/// What the parts of the board share.
#[derive(Clone, Copy)]
struct Shared<K: Kind> {
    kind: K,
    console: Console,
    columns: Fresh<Vec<ColumnOf<K>>>,
    filter: Memo<FilterOf<K>>,
    state: RwSignal<AppState>,
    /// The card that is being dragged.
    dragged: RwSignal<Option<NumberOf<K>>>,
    /// What cannot be done is told by it.
    failed: &'static str,
}

/// The columns.
#[component]
pub(super) fn Board<K: Kind>(
    kind: K,
    address: Memo<Address<K::Stage>>,
    state: RwSignal<AppState>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let shared = Shared {
        kind,
        console,
        columns: Fresh::new(),
        filter: Memo::new(move |_| address.with(|address| address.filter.clone())),
        state,
        dragged: RwSignal::new(None),
        failed: texts.form_unavailable,
    };
    Effect::new(move || {
        console.lists().hear(kind.app().records());
        shared.filter.track();
        shared.ask();
    });
    let stages = Memo::new(move |_| {
        let stages = shared.columns.with(|columns| {
            let stages = columns.iter().map(|column| column.stage);
            stages.collect::<Vec<_>>()
        });
        stages.unwrap_or_default()
    });
    view! {
        <FreshView fresh=shared.columns again=Callback::new(move |()| shared.ask())>
            <div class="board">
                <For each=move || stages.get() key=|stage| *stage let:stage>
                    <Column shared stage />
                </For>
            </div>
        </FreshView>
    }
}

impl<K: Kind> Shared<K> {
    fn ask(self) {
        let filter = self.filter.get_untracked();
        self.columns.ask(self.kind.ask_board(filter), replace);
    }

    /// Moves a card at once; the server's answer tells how it is for all.
    fn move_to(self, number: NumberOf<K>, stage: K::Stage) {
        let is_there = self.columns.with_untracked(|columns| {
            let column = columns.iter().find(|column| column.stage == stage);
            column.is_some_and(|column| column.records.iter().any(|card| card.number() == number))
        });
        if is_there == Some(true) {
            return;
        }
        self.columns
            .update(|columns| put(self.kind, columns, number, stage));
        leptos::task::spawn_local(async move {
            match self.kind.move_to(number, stage).await {
                Ok(()) => {}
                Err(Failure::NotFound | Failure::Forbidden) => self.ask_again(),
                Err(_) => {
                    self.console.tell(self.failed);
                    self.ask_again();
                }
            }
        });
    }

    fn ask_again(self) {
        if !self.dragged.is_disposed() {
            self.ask();
        }
    }
}

#[component]
fn Column<K: Kind>(shared: Shared<K>, stage: K::Stage) -> impl IntoView {
    let texts = use_texts();
    let kind = shared.kind;
    let name = kind.stage_name(texts, stage);
    let column = move || {
        shared.columns.with(|columns| {
            let found = columns.iter().find(|column| column.stage == stage);
            found.map(|column| (column.count, column.records.clone()))
        })
    };
    let column = Memo::new(move |_| column().flatten().unwrap_or_default());
    let count = move || column.with(|(count, _)| *count);
    let has_more = move || column.with(|(count, records)| *count > records.len());
    let is_over = RwSignal::new(false);
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        if let Some(number) = shared.dragged.get_untracked() {
            shared.move_to(number, stage);
        }
        shared.dragged.set(None);
    };
    let all = move || {
        let filter = FilterOf::<K> {
            stage: Some(stage),
            ..shared.filter.get()
        };
        let shape = Shape::List;
        Address { filter, shape }.written(kind.place())
    };
    view! {
        <section
            class="board__column"
            class:board__column--takes=move || is_over.get()
            aria-label=name
            on:dragover=move |event: DragEvent| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=dropped
        >
            <h2 class="board__title">
                <span class="stage-mark" data-stage=stage.word()>{name}</span>
                <span class="board__count">{count}</span>
            </h2>
            <ul class="board__cards">
                <For
                    each=move || column.get().1
                    key=Clone::clone
                    let:card
                >
                    <CardView shared card />
                </For>
            </ul>
            <Show when=has_more>
                <A href=all attr:class="button button--quiet">
                    {move || fill_count(texts.records_all, count())}
                </A>
            </Show>
        </section>
    }
}

#[component]
fn CardView<K: Kind>(shared: Shared<K>, card: CardOf<K>) -> impl IntoView {
    let texts = use_texts();
    let kind = shared.kind;
    let number = card.number();
    let Told {
        title,
        stage,
        team,
        owner,
        created_at,
    } = kind.told(&card);
    let name = called(number, &title);
    let label = fill(kind.texts(texts).move_of, &[("name", &name)]);
    let team = move || {
        let name = |state: &AppState| Some(state.team_name(team?)?.to_owned());
        shared.state.with(name)
    };
    view! {
        <li
            class="board__card"
            draggable="true"
            on:dragstart=move |_| shared.dragged.set(Some(number))
            on:dragend=move |_| shared.dragged.set(None)
        >
            <RecordLink kind number title />
            <p class="board__facts">
                {kind.further(&card)}
                <span>{team}</span>
                <moment::Told at=Signal::stored(created_at) />
            </p>
            <div class="board__foot">
                <Owner console=shared.console owner />
                <Mover shared number stage label />
            </div>
        </li>
    }
}

/// Who works on it.
#[component]
fn Owner(console: Console, owner: Option<UserId>) -> impl IntoView {
    let known = move || Some((owner?, console.colleague(owner?)?));
    move || {
        known().map(|(id, name)| {
            let shown = name.clone();
            view! {
                <span class="board__owner">
                    <Avatar
                        name=Signal::stored(name)
                        picture=Signal::derive(move || console.picture(id))
                        class="avatar--small"
                    />
                    {shown}
                </span>
            }
        })
    }
}

/// The menu that moves a card, for who does not drag.
#[component]
fn Mover<K: Kind>(
    shared: Shared<K>,
    number: NumberOf<K>,
    stage: K::Stage,
    label: String,
) -> impl IntoView {
    let texts = use_texts();
    let options = K::Stage::EVERY.iter().copied().map(|choice| {
        let name = shared.kind.stage_name(texts, choice);
        view! { <option value=choice.word() selected=choice == stage>{name}</option> }
    });
    let id = menu_id(number.into());
    let menu = id.clone();
    let moved = move |word: String| {
        if let Some(stage) = K::Stage::of_word(&word) {
            shared.move_to(number, stage);
            // The card stands in another place now, and the keyboard with it.
            focus_later(&menu);
        }
    };
    view! {
        <span class="select board__mover">
            <select
                class="select__input"
                id=id
                aria-label=label
                on:change:target=move |event| moved(event.target().value())
            >
                {options.collect_view()}
            </select>
            <Icon name="chevron-down" size=Size::Small />
        </span>
    }
}

fn menu_id(number: i64) -> String {
    format!("record-{number}-stage")
}

/// Takes a card out of its column and puts it on top of another, where it is there.
fn put<K: Kind>(kind: K, columns: &mut [ColumnOf<K>], number: NumberOf<K>, stage: K::Stage) {
    let taken = columns.iter_mut().find_map(|column| {
        let mut cards = column.records.iter();
        let at = cards.position(|card| card.number() == number)?;
        column.count = column.count.saturating_sub(1);
        Some(column.records.remove(at))
    });
    let column = columns.iter_mut().find(|column| column.stage == stage);
    if let (Some(card), Some(column)) = (taken, column) {
        column.count += 1;
        column.records.insert(0, kind.at_stage(card, stage));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tickets::Tickets;
    use domain::ticket::{TicketCard, TicketColumn, TicketNumber, TicketPriority, TicketState};
    use domain::time::Timestamp;

    fn column(state: TicketState, numbers: &[i64]) -> TicketColumn {
        let card = |number: &i64| TicketCard {
            number: TicketNumber(*number),
            title: String::new(),
            team: None,
            assignee: None,
            state,
            priority: TicketPriority::Normal,
            created_at: Timestamp(0),
        };
        TicketColumn {
            stage: state,
            count: numbers.len(),
            records: numbers.iter().map(card).collect(),
        }
    }

    #[test]
    fn a_card_that_is_moved_stands_in_one_column_alone() {
        use TicketState::{New, Solved};
        let mut columns = vec![column(New, &[2, 1]), column(Solved, &[3])];
        put(Tickets, &mut columns, TicketNumber(1), Solved);
        assert_eq!(columns, [column(New, &[2]), column(Solved, &[1, 3])]);
        put(Tickets, &mut columns, TicketNumber(9), New);
        assert_eq!(columns, [column(New, &[2]), column(Solved, &[1, 3])]);
    }
}
