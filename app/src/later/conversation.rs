//! A conversation, which is needed once one is opened, on its page or in a chat window.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what can fail is loading the function, and that goes by its type"
)]

use super::{Part, shown};
use crate::conversation::{Chat, Conversation};
use domain::id::ConversationId;
use futures::FutureExt;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// Where it is opened.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// Beside the inbox.
    Page,
    /// In a chat window; the one that its operator has just opened himself takes the focus.
    Window(RwSignal<Option<ConversationId>>),
}

/// Nothing but this function may name the conversation, or its code is needed at first after all.
#[wasm_split(conversation, wasm_split_path = leptos::wasm_split, preload(load), fallible)]
pub(super) fn content(id: ConversationId, shape: Shape) -> Result<AnyView, SplitLoaderError> {
    Ok(match shape {
        Shape::Page => view! { <Conversation id /> }.into_any(),
        Shape::Window(taken) => view! { <Chat id taken /> }.into_any(),
    })
}

/// The conversation beside the inbox.
pub(crate) fn conversation(id: ConversationId) -> AnyView {
    let content = move || content(id, Shape::Page).now_or_never().and_then(Result::ok);
    shown(Part::Conversation, content, |instead| {
        view! { <section class="conversation conversation--none">{instead}</section> }.into_any()
    })
}

/// The conversation in a chat window.
pub(crate) fn chat(id: ConversationId, taken: RwSignal<Option<ConversationId>>) -> AnyView {
    let content = move || {
        content(id, Shape::Window(taken))
            .now_or_never()
            .and_then(Result::ok)
    };
    shown(Part::Conversation, content, |instead| {
        view! { <div class="chat-window__body chat-window__body--none">{instead}</div> }.into_any()
    })
}
