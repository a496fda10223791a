//! The messages, newest at the bottom; older ones come when one scrolls up.

use super::Lines;
use super::api;
use super::draft::Draft;
use super::line::LineView;
use super::lines::Key;
use super::place::Place;
use super::private::Private;
use crate::live::{Attention, Console, Link};
use crate::text::{fill_count, use_texts};
use crate::ui::Button;
use domain::id::ConversationId;
use domain::message::MessageNumber;
use leptos::html;
use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// Pixels from an end of the log within which it counts as reached.
const NEAR_PX: i32 = 48;
/// Pixels from the top within which older messages are asked for.
const OLDER_PX: i32 = 400;

/// The messages of a conversation.
#[component]
pub(super) fn Log(
    /// Which conversation.
    id: ConversationId,
    /// Its lines.
    lines: Memo<Lines>,
    /// The first message that was unread when it was opened.
    first_unread: Option<MessageNumber>,
    /// Whether it goes on.
    is_open: Memo<bool>,
    /// What is being written.
    draft: Draft,
    /// Whether the newest message is in sight.
    at_latest: RwSignal<bool>,
    /// Asks whether a message shall be deleted.
    deleting: RwSignal<Option<MessageNumber>>,
) -> impl IntoView {
    let texts = use_texts();
    let log = draft.log;
    let older = Older::new(Console::of_page(), id);
    if let Some(first) = first_unread {
        start_at_unread(log, &older, first, at_latest);
    }
    keep_place(log, lines, at_latest);
    go_to_hit(log, &older, at_latest);
    go_to_latest(log, at_latest);
    see_what_is_shown(id, at_latest);
    let line = move |key: Key| {
        let line = Memo::new(move |_| lines.with(|lines| lines.by_key.get(&key).cloned()));
        view! { <LineView id line is_open draft deleting /> }
    };
    let scrolled = move |_| {
        let Some(log) = log.get_untracked() else {
            return;
        };
        // The log is upside down: 0 at the newest message, negative above.
        let above = log.scroll_height() - log.client_height() + log.scroll_top();
        at_latest.set(log.scroll_top() > -NEAR_PX);
        if above < OLDER_PX {
            older.load();
        }
    };
    view! {
        <div
            class="log"
            node_ref=log
            role="log"
            tabindex="0"
            aria-label=texts.messages
            aria-busy=move || if older.is_loading.get() { "true" } else { "false" }
            on:scroll=scrolled
        >
            <div class="log__spring"></div>
            <div class="log__lines">
                <Show when=move || older.is_loading.get()>
                    <p class="log__older">{texts.older_messages}</p>
                </Show>
                <For each=move || lines.with(|lines| lines.order.clone()) key=|key| *key children=line />
                <Private id draft />
            </div>
        </div>
    }
}

/// The way back to the newest message, for who has scrolled away from it.
#[component]
pub(super) fn Latest(
    /// Which conversation.
    id: ConversationId,
    /// Whether the newest message is in sight; set to go there.
    at_latest: RwSignal<bool>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let unread = move || {
        console
            .inbox
            .with(|inbox| inbox.row(id).map_or(0, |row| row.unread.len()))
    };
    let text = move || match unread() {
        0 => texts.latest.to_owned(),
        count => fill_count(texts.latest_unread, count),
    };
    view! {
        <Show when=move || !at_latest.get()>
            <div class="conversation__latest">
                <Button icon="arrow-down" on:click=move |_| at_latest.set(true)>{text}</Button>
            </div>
        </Show>
    }
}

/// Asks for older messages, one page at a time.
#[derive(Clone, Copy)]
struct Older {
    console: Console,
    id: ConversationId,
    is_loading: RwSignal<bool>,
}

impl Older {
    fn new(console: Console, id: ConversationId) -> Self {
        Self {
            console,
            id,
            is_loading: RwSignal::new(false),
        }
    }

    fn load(self) {
        if self.is_loading.get_untracked() || self.first().is_none() {
            return;
        }
        self.is_loading.set(true);
        leptos::task::spawn_local(async move {
            self.page().await;
            // The conversation may have been left meanwhile.
            self.is_loading.try_set(false);
        });
    }

    /// Loads pages until a message is there.
    async fn load_until(self, number: MessageNumber) {
        self.is_loading.try_set(true);
        while self.lacks(number) && self.page().await {}
        // The conversation may have been left meanwhile.
        self.is_loading.try_set(false);
    }

    /// Whether a message is older than all that are here.
    fn lacks(self, number: MessageNumber) -> bool {
        self.first().is_some_and(|first| first > number)
    }

    /// The first message that is here, if there are older ones.
    fn first(self) -> Option<MessageNumber> {
        let thread = self.console.thread_untracked(self.id)?;
        thread.with_untracked(|thread| {
            let chat = thread.chat.as_ref().filter(|chat| chat.has_older)?;
            chat.first_number()
        })
    }

    /// Loads the page before the first message; whether it came.
    async fn page(self) -> bool {
        let Some(first) = self.first() else {
            return false;
        };
        let older = api::older(self.id, first).await;
        let thread = self.console.thread_untracked(self.id);
        let (Ok(older), Some(thread)) = (older, thread) else {
            return false;
        };
        thread.update(|thread| thread.prepend(older));
        true
    }
}

/// To the message that the address names, with all that was said since.
fn go_to_hit(log: NodeRef<html::Div>, older: &Older, at_latest: RwSignal<bool>) {
    let (at, older) = (Place::here().at(), *older);
    Effect::new(move || {
        let Some(number) = at.get() else { return };
        // Before anything counts as seen.
        at_latest.set(false);
        leptos::task::spawn_local(async move {
            older.load_until(number).await;
            // The lines are in the document only after this.
            request_animation_frame(move || {
                let Some(log) = log.try_get_untracked().flatten() else {
                    return;
                };
                let message = log.query_selector(&format!("[data-number='{}']", number.0));
                if let Ok(Some(message)) = message {
                    show(&message);
                }
                at_latest.try_set(log.scroll_top() > -NEAR_PX);
            });
        });
    });
}

/// Brings it into the middle.
fn show(element: &web_sys::Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// To the first unread message, with all that was said since, unless the address names another one.
fn start_at_unread(
    log: NodeRef<html::Div>,
    older: &Older,
    first: MessageNumber,
    at_latest: RwSignal<bool>,
) {
    let (at, older) = (Place::here().at(), *older);
    Effect::new(move || {
        if log.get().is_none() || at.with_untracked(Option::is_some) {
            return;
        }
        if !older.lacks(first) {
            return show_unread(log, at_latest);
        }
        // Before anything counts as seen.
        at_latest.set(false);
        leptos::task::spawn_local(async move {
            older.load_until(first).await;
            // The lines are in the document only after this.
            request_animation_frame(move || show_unread(log, at_latest));
        });
    });
}

fn show_unread(log: NodeRef<html::Div>, at_latest: RwSignal<bool>) {
    // The conversation may have been left meanwhile.
    let Some(log) = log.try_get_untracked().flatten() else {
        return;
    };
    if let Ok(Some(mark)) = log.query_selector(".unread-mark") {
        show(&mark);
        at_latest.try_set(log.scroll_top() > -NEAR_PX);
    }
}

/// What is said below must not push away what is being read. Older messages above push nothing: the log is upside down.
fn keep_place(log: NodeRef<html::Div>, lines: Memo<Lines>, at_latest: RwSignal<bool>) {
    let height = StoredValue::new(None::<i32>);
    Effect::new(move |last: Option<Option<Key>>| {
        let now = lines.with(|lines| lines.order.last().copied());
        let is_appended = last.is_some_and(|last| last != now);
        // The lines are in the document only after this.
        request_animation_frame(move || {
            let Some(log) = log.try_get_untracked().flatten() else {
                return;
            };
            let before = height.get_value().unwrap_or(log.scroll_height());
            height.set_value(Some(log.scroll_height()));
            if is_appended && !at_latest.get_untracked() {
                log.set_scroll_top(log.scroll_top() - (log.scroll_height() - before));
            }
        });
        now
    });
}

fn go_to_latest(log: NodeRef<html::Div>, at_latest: RwSignal<bool>) {
    Effect::new(move |was_there: Option<bool>| {
        let is_there = at_latest.get();
        if is_there
            && was_there == Some(false)
            && let Some(log) = log.get_untracked()
            && log.scroll_top() <= -NEAR_PX
        {
            log.set_scroll_top(0);
            // The button that led here is gone: the focus goes where one reads on.
            let _ = log.focus();
        }
        is_there
    });
}

fn see_what_is_shown(id: ConversationId, at_latest: RwSignal<bool>) {
    let (console, attention) = (Console::of_page(), Attention::of_page());
    Effect::new(move || {
        let last = console
            .thread(id)
            .and_then(|thread| thread.with(|thread| thread.chat.as_ref()?.last_number()));
        let is_up = console.link.get() == Link::Up;
        if let Some(last) =
            last.filter(|_| is_up && at_latest.get() && attention.is_looked_at.get())
        {
            console.see(id, last);
        }
    });
}
