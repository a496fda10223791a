//! A chat window that is folded, or for which there is no room.

use super::state::Windows;
use super::{Work, visitor};
use crate::live::Console;
use crate::text::{fill, fill_count, use_texts};
use crate::ui::{Avatar, Badge, Button, Kind};
use domain::id::ConversationId;
use leptos::prelude::*;
use leptos_router::components::A;

/// The element that opens a window, so that the keyboard finds it.
pub(super) fn element(id: ConversationId) -> String {
    format!("chat-bubble-{id}")
}

/// A bubble: who writes, and how much of it is unread. A press opens the window, on a phone the conversation in the inbox.
#[component]
pub(super) fn Bubble(
    /// Of which conversation.
    id: ConversationId,
    /// All of them.
    windows: Windows,
    /// What the operator was at before.
    work: Work,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let name = visitor(id);
    let unread = Memo::new(move |_| console.row(id).map_or(0, |row| row.unread.len()));
    let label = Signal::derive(move || {
        let chat = fill(texts.chat_with, &[("name", &name.get())]);
        match unread.get() {
            0 => chat,
            1 => format!("{chat}, {}", texts.unread_one),
            count => format!("{chat}, {}", fill_count(texts.unread_many, count)),
        }
    });
    // The label says it all.
    let content = move || {
        view! {
            <Avatar name class="avatar--lit" />
            <Badge count=unread label=Signal::derive(String::new) />
        }
    };
    let open = move || {
        if windows.are_bubbles_alone() {
            view! {
                <A
                    href=format!("/inbox/{id}")
                    attr:class="chat-bubble__open"
                    attr:id=element(id)
                    attr:aria-label=move || label.get()
                >
                    {content()}
                </A>
            }
            .into_any()
        } else {
            view! {
                <button
                    type="button"
                    class="chat-bubble__open"
                    id=element(id)
                    title=move || name.get()
                    aria-label=move || label.get()
                    on:click=move |_| windows.open(id)
                >
                    {content()}
                </button>
            }
            .into_any()
        }
    };
    let close = move |_| {
        windows.close(id);
        work.go_on(None);
    };
    let close_label = Signal::derive(move || fill(texts.chat_close, &[("name", &name.get())]));
    view! {
        <li class="chat-bubble">
            {open}
            <span class="chat-bubble__close">
                <Button kind=Kind::SmallSign icon="x" label=close_label on:click=close />
            </span>
        </li>
    }
}

/// How many more wait than there are bubbles; it leads to where all of them are.
#[component]
pub(super) fn More(
    /// All of them.
    windows: Windows,
) -> impl IntoView {
    let texts = use_texts();
    let more = Memo::new(move |_| windows.shown.with(|shown| shown.more));
    let label = move || fill_count(texts.chat_more, more.get());
    view! {
        <Show when=move || more.get() != 0>
            <li class="chat-bubble">
                <A href="/inbox" attr:class="chat-bubble__open" attr:aria-label=label attr:title=label>
                    <span class="chat-bubble__more">{move || format!("+{}", more.get())}</span>
                </A>
            </li>
        </Show>
    }
}
