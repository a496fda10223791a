//! Tickets by state. A card is moved by its menu, and by dragging it into another column.

use super::address::{Address, Shape};
use super::api;
use super::told::{PriorityMark, TicketLink, called, state_name};
use crate::api::Failure;
use crate::browser::page::focus_later;
use crate::fresh::{Fresh, FreshView, replace};
use crate::live::Console;
use crate::moment::Told;
use crate::text::{fill, fill_count, use_texts};
use crate::ui::{Avatar, Icon, Size};
use domain::helpdesk::Helpdesk;
use domain::id::UserId;
use domain::ticket::{TicketCard, TicketColumn, TicketFilter, TicketNumber, TicketState};
use domain::wire::console::SharedList;
use leptos::ev::DragEvent;
use leptos::prelude::*;
use leptos_router::components::A;

/// What the parts of the board share.
#[derive(Clone, Copy)]
struct Shared {
    console: Console,
    columns: Fresh<Vec<TicketColumn>>,
    filter: Memo<TicketFilter>,
    helpdesk: RwSignal<Helpdesk>,
    /// The card that is being dragged.
    dragged: RwSignal<Option<TicketNumber>>,
    /// What cannot be done is told by it.
    failed: &'static str,
}

/// The columns.
#[component]
pub(super) fn Board(address: Memo<Address>, helpdesk: RwSignal<Helpdesk>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let shared = Shared {
        console,
        columns: Fresh::new(),
        filter: Memo::new(move |_| address.with(|address| address.filter.clone())),
        helpdesk,
        dragged: RwSignal::new(None),
        failed: texts.form_unavailable,
    };
    Effect::new(move || {
        console.lists().hear(SharedList::Tickets);
        shared.filter.track();
        shared.ask();
    });
    let states = Memo::new(move |_| {
        let states = shared.columns.with(|columns| {
            let states = columns.iter().map(|column| column.state);
            states.collect::<Vec<_>>()
        });
        states.unwrap_or_default()
    });
    view! {
        <FreshView fresh=shared.columns again=Callback::new(move |()| shared.ask())>
            <div class="board">
                <For each=move || states.get() key=|state| *state let:state>
                    <Column shared state />
                </For>
            </div>
        </FreshView>
    }
}

impl Shared {
    fn ask(self) {
        let filter = self.filter.get_untracked();
        self.columns.ask(api::board(filter), replace);
    }

    /// Moves a card at once; the server's answer tells how it is for all.
    fn move_to(self, number: TicketNumber, state: TicketState) {
        let is_there = self.columns.with_untracked(|columns| {
            let column = columns.iter().find(|column| column.state == state);
            column.is_some_and(|column| column.tickets.iter().any(|card| card.number == number))
        });
        if is_there == Some(true) {
            return;
        }
        self.columns.update(|columns| put(columns, number, state));
        leptos::task::spawn_local(async move {
            match api::move_to(number, state).await {
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
fn Column(shared: Shared, state: TicketState) -> impl IntoView {
    let texts = use_texts();
    let name = state_name(texts, state);
    let column = move || {
        shared.columns.with(|columns| {
            let found = columns.iter().find(|column| column.state == state);
            found.map(|column| (column.count, column.tickets.clone()))
        })
    };
    let column = Memo::new(move |_| column().flatten().unwrap_or_default());
    let count = move || column.with(|(count, _)| *count);
    let has_more = move || column.with(|(count, tickets)| *count > tickets.len());
    let is_over = RwSignal::new(false);
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        if let Some(number) = shared.dragged.get_untracked() {
            shared.move_to(number, state);
        }
        shared.dragged.set(None);
    };
    let all = move || {
        let filter = TicketFilter {
            state: Some(state),
            ..shared.filter.get()
        };
        let shape = Shape::List;
        Address { filter, shape }.written()
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
                <span class="ticket-state" data-state=state.word()>{name}</span>
                <span class="board__count">{count}</span>
            </h2>
            <ul class="board__cards">
                <For each=move || column.get().1 key=|ticket| ticket.clone() let:ticket>
                    <Card shared ticket />
                </For>
            </ul>
            <Show when=has_more>
                <A href=all attr:class="button button--quiet">
                    {move || fill_count(texts.tickets_all, count())}
                </A>
            </Show>
        </section>
    }
}

#[component]
fn Card(shared: Shared, ticket: TicketCard) -> impl IntoView {
    let texts = use_texts();
    let TicketCard {
        number,
        team,
        assignee,
        state,
        priority,
        created_at,
        ..
    } = ticket;
    let label = fill(texts.ticket_move, &[("name", &called(&ticket))]);
    let team = move || {
        let name = |helpdesk: &Helpdesk| Some(helpdesk.team_name(team?)?.to_owned());
        shared.helpdesk.with(name)
    };
    view! {
        <li
            class="board__card"
            draggable="true"
            on:dragstart=move |_| shared.dragged.set(Some(number))
            on:dragend=move |_| shared.dragged.set(None)
        >
            <TicketLink card=ticket />
            <p class="board__facts">
                <PriorityMark priority />
                <span>{team}</span>
                <Told at=Signal::stored(created_at) />
            </p>
            <div class="board__foot">
                <Assignee shared assignee />
                <Mover shared number state label />
            </div>
        </li>
    }
}

/// Who works on it.
#[component]
fn Assignee(shared: Shared, assignee: Option<UserId>) -> impl IntoView {
    let console = shared.console;
    let known = move || Some((assignee?, console.colleague(assignee?)?));
    move || {
        known().map(|(id, name)| {
            let shown = name.clone();
            view! {
                <span class="board__assignee">
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
fn Mover(shared: Shared, number: TicketNumber, state: TicketState, label: String) -> impl IntoView {
    let texts = use_texts();
    let options = TicketState::ALL.map(|choice| {
        view! {
            <option value=choice.word() selected=choice == state>{state_name(texts, choice)}</option>
        }
    });
    let moved = move |word: String| {
        if let Some(state) = TicketState::of_word(&word) {
            shared.move_to(number, state);
            // The card stands in another place now, and the keyboard with it.
            focus_later(&menu_id(number));
        }
    };
    view! {
        <span class="select board__mover">
            <select
                class="select__input"
                id=menu_id(number)
                aria-label=label
                on:change:target=move |event| moved(event.target().value())
            >
                {options.collect_view()}
            </select>
            <Icon name="chevron-down" size=Size::Small />
        </span>
    }
}

fn menu_id(number: TicketNumber) -> String {
    format!("ticket-{number}-state")
}

/// Takes a card out of its column and puts it on top of another, where it is there.
fn put(columns: &mut [TicketColumn], number: TicketNumber, state: TicketState) {
    let taken = columns.iter_mut().find_map(|column| {
        let at = column
            .tickets
            .iter()
            .position(|card| card.number == number)?;
        column.count = column.count.saturating_sub(1);
        Some(column.tickets.remove(at))
    });
    let column = columns.iter_mut().find(|column| column.state == state);
    if let (Some(card), Some(column)) = (taken, column) {
        column.count += 1;
        column.tickets.insert(0, TicketCard { state, ..card });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ticket::TicketPriority;
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
            state,
            count: numbers.len(),
            tickets: numbers.iter().map(card).collect(),
        }
    }

    #[test]
    fn a_card_that_is_moved_stands_in_one_column_alone() {
        use TicketState::{New, Solved};
        let mut columns = vec![column(New, &[2, 1]), column(Solved, &[3])];
        put(&mut columns, TicketNumber(1), Solved);
        assert_eq!(columns, [column(New, &[2]), column(Solved, &[1, 3])]);
        put(&mut columns, TicketNumber(9), New);
        assert_eq!(columns, [column(New, &[2]), column(Solved, &[1, 3])]);
    }
}
