//! The search of the inbox, which is needed once something is sought.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what can fail is loading the function, and that goes by its type"
)]

use super::{Part, shown};
use crate::search::Search;
use domain::id::ConversationId;
use futures::FutureExt;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// Nothing but this function may name the search, or its code is needed at first after all.
#[wasm_split(search, wasm_split_path = leptos::wasm_split, preload(load), fallible)]
pub(super) fn content(open: Memo<Option<ConversationId>>) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Search open /> }.into_any())
}

/// What stands in the list of the inbox while something is sought.
pub(crate) fn search(open: Memo<Option<ConversationId>>) -> AnyView {
    let content = move || content(open).now_or_never().and_then(Result::ok);
    shown(Part::Search, content, |instead| instead)
}
