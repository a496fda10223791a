//! How far a conversation has come that was opened, and what stands in its place until its messages are here.

use crate::api::Failure;
use crate::live::{Console, Thread};
use crate::text::use_texts;
use crate::ui::{Button, Empty, Skeleton};
use domain::id::ConversationId;
use leptos::prelude::*;
use leptos_router::components::A;

/// How far a conversation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Its messages are on their way.
    Loading,
    /// Its messages are here.
    Here,
    /// There is none.
    Missing,
    /// It was here until it was erased.
    Erased,
    /// Its messages did not come.
    Failed,
}

impl Stage {
    /// Opens a conversation, and tells how far it has come.
    pub(super) fn open(console: Console, id: ConversationId) -> Memo<Self> {
        Effect::new(move || console.open(id));
        on_cleanup(move || console.close(id));
        Memo::new(move |_| match console.thread(id) {
            None => Self::Loading,
            Some(thread) => thread.with(Self::of),
        })
    }

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

    /// What stands in the place of the conversation; nothing once it is here.
    pub(super) fn instead(self, id: ConversationId) -> Option<AnyView> {
        match self {
            Self::Loading => Some(view! { <Skeleton /> }.into_any()),
            Self::Missing => Some(view! { <Missing /> }.into_any()),
            Self::Erased => Some(view! { <Erased /> }.into_any()),
            Self::Failed => Some(view! { <Failed id /> }.into_any()),
            Self::Here => None,
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
