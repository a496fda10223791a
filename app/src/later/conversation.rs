//! A conversation, which is needed once one is opened.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what can fail is loading the function, and that goes by its type"
)]

use super::{Part, shown};
use crate::conversation::Conversation;
use domain::id::ConversationId;
use futures::FutureExt;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// Nothing but this function may name the conversation, or its code is needed at first after all.
#[wasm_split(conversation, wasm_split_path = leptos::wasm_split, preload(load), fallible)]
pub(super) fn content(id: ConversationId) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Conversation id /> }.into_any())
}

/// The conversation beside the inbox.
pub(crate) fn conversation(id: ConversationId) -> AnyView {
    let content = move || content(id).now_or_never().and_then(Result::ok);
    shown(Part::Conversation, content, |instead| {
        view! { <section class="conversation conversation--none">{instead}</section> }.into_any()
    })
}
