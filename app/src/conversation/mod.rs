//! One conversation: its head, its messages and the reply.

pub(crate) mod api;
mod commands;
mod completion;
mod composer;
mod draft;
mod emoji;
mod file;
mod head;
mod insert;
mod invite;
mod line;
mod lines;
mod log;
mod mail_reply;
mod message;
pub(crate) mod panel;
mod private;
mod rating;
mod typing;
mod upload;

pub(crate) use private::PrivateLines;

use crate::api::Failure;
use crate::live::{Console, Thread};
use crate::search::{self, Hits};
use crate::text::use_texts;
use crate::ui::{Button, Dialog, Empty, Skeleton};
use composer::Composer;
use domain::chat::Chat;
use domain::id::ConversationId;
use domain::message::MessageNumber;
use draft::Draft;
use head::Head;
use leptos::prelude::*;
use leptos_router::components::A;
use lines::{Key, Line, View, lines};
use log::Log;
use mail_reply::MailReply;
use panel::{Panel, PanelState};
use std::collections::HashMap;
use typing::Typing;

/// A conversation that is open.
#[component]
pub(crate) fn Conversation(
    /// Which.
    id: ConversationId,
) -> impl IntoView {
    let console = Console::of_page();
    Effect::new(move || console.open(id));
    let state = Memo::new(move |_| match console.thread(id) {
        None => State::Loading,
        Some(thread) => thread.with(State::of),
    });
    let shown = move || match state.get() {
        State::Loading => view! { <Skeleton /> }.into_any(),
        State::Missing => view! { <Missing /> }.into_any(),
        State::Erased => view! { <Erased /> }.into_any(),
        State::Failed => view! { <Failed id /> }.into_any(),
        State::Here => view! { <Opened id /> }.into_any(),
    };
    view! { <section class="conversation" class:conversation--none=move || state.get() != State::Here>{shown}</section> }
}

/// The words that are sought, if any are.
#[derive(Clone, Copy)]
struct Sought(Memo<String>);

/// How far a conversation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Loading,
    Here,
    Missing,
    /// It was here until it was erased.
    Erased,
    Failed,
}

impl State {
    fn of(thread: &Thread) -> Self {
        if thread.is_erased {
            return Self::Erased;
        }
        match (&thread.chat, &thread.failure) {
            (Some(_), _) => Self::Here,
            (None, Some(Failure::NotFound)) => Self::Missing,
            (None, Some(_)) => Self::Failed,
            (None, None) => Self::Loading,
        }
    }
}

#[component]
fn Missing() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Empty
            icon="message-circle"
            title=texts.no_such_conversation
            text=texts.no_such_conversation_text
        />
    }
}

#[component]
fn Erased() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Empty
            icon="message-circle"
            title=texts.conversation_erased
            text=texts.conversation_erased_text
        >
            <A href="/inbox" attr:class="button conversation__back">{texts.inbox}</A>
        </Empty>
    }
}

#[component]
fn Failed(id: ConversationId) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    view! {
        <Empty icon="wifi-off" title=texts.no_answer text=texts.cannot_load>
            <Button on:click=move |_| console.reopen(id)>{texts.try_again}</Button>
        </Empty>
    }
}

#[component]
fn Opened(id: ConversationId) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    provide_context(Sought(search::sought()));
    let draft = Draft::of(console.me.with_untracked(|me| me.id), id);
    let at_latest = RwSignal::new(true);
    let is_open = Memo::new(move |_| {
        let row = console.row(id);
        row.is_none_or(|row| row.conversation.is_open())
    });
    let ending = RwSignal::new(false);
    let deleting = RwSignal::new(None::<MessageNumber>);
    let is_deleting = RwSignal::new(false);
    Effect::new(move || {
        if deleting.get().is_some() {
            is_deleting.set(true);
        }
    });
    let delete = move |()| {
        if let Some(number) = deleting.get_untracked() {
            console.delete(id, number);
        }
        draft.focus();
    };
    Effect::new(move || {
        if !is_deleting.get() {
            deleting.set(None);
        }
    });
    let panel = PanelState::new(console);
    // Only what was left while nobody was there is answered once it is over.
    let email = Memo::new(move |_| {
        let conversation = console.row(id).map(|row| row.conversation);
        conversation
            .filter(|of| !of.is_open())
            .and_then(|of| of.email)
    });
    let reply = move || match email.get() {
        Some(email) => view! { <MailReply id email=Signal::stored(email) draft /> }.into_any(),
        None => view! { <Composer id is_open draft at_latest /> }.into_any(),
    };
    view! {
        <Head id is_open ending panel />
        <Hits id />
        <Log id lines=shown_lines(console, id) is_open draft at_latest deleting />
        <div class="composer__dock">
            <Typing id />
            {reply}
        </div>
        <Panel id state=panel />
        <Dialog
            open=ending
            title=texts.end_title
            text=texts.end_text
            confirm=texts.end_do
            cancel=texts.cancel
            on_confirm=Callback::new(move |()| console.end(id))
        />
        <Dialog
            open=is_deleting
            title=texts.delete_title
            text=texts.delete_text
            confirm=texts.delete_do
            cancel=texts.cancel
            on_confirm=Callback::new(delete)
        />
    }
}

/// The lines in their order, each to be found by its key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Lines {
    order: Vec<Key>,
    by_key: HashMap<Key, Line>,
}

fn shown_lines(console: Console, id: ConversationId) -> Memo<Lines> {
    let clock = crate::moment::Clock::of_page();
    let unread_from = StoredValue::new(None::<Option<MessageNumber>>);
    Memo::new(move |_| {
        let Some(thread) = console.thread(id) else {
            return Lines::default();
        };
        let (visitor_seen, rating) = console.inbox.with(|inbox| {
            let of = inbox.row(id).map(|row| &row.conversation);
            let seen = of.map_or(MessageNumber(0), |of| of.visitor_seen);
            (seen, of.and_then(|of| of.history.rating.clone()))
        });
        let of_chat = |chat: &Chat| {
            if unread_from.get_value().is_none() {
                unread_from.set_value(Some(first_unread(console, id, chat)));
            }
            let view = View {
                me: console.my_id(),
                visitor_seen,
                unread_from: unread_from.get_value().flatten(),
                rating: rating.as_ref(),
                day: &|at| clock.day(at),
            };
            console
                .outboxes
                .with(|outboxes| lines(chat, outboxes.get(&id), view))
        };
        let shown = thread.with(|thread| thread.chat.as_ref().map(of_chat));
        let shown = shown.unwrap_or_default();
        Lines {
            order: shown.iter().map(|(key, _)| *key).collect(),
            by_key: shown.into_iter().collect(),
        }
    })
}

/// The first unread message, or the first that is here if that one lies further up.
fn first_unread(console: Console, id: ConversationId, chat: &Chat) -> Option<MessageNumber> {
    let first = console
        .inbox
        .with_untracked(|inbox| inbox.row(id)?.unread.iter().min().copied());
    first.max(chat.first_number().filter(|_| first.is_some()))
}
