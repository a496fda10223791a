//! The chat windows beside the pages other than the inbox, and the menu that leads to them.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what can fail is loading the function, and that goes by its type"
)]

use super::{Part, shown};
use crate::chat_windows::{ChatWindows, MessageMenu};
use futures::FutureExt;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// What of it is shown.
#[derive(Clone, Copy)]
pub(super) enum What {
    /// The windows.
    Windows,
    /// The menu, while this is `true`.
    Menu(RwSignal<bool>),
}

/// Nothing but this function may name them, or their code is needed at first after all.
#[wasm_split(chat_windows, wasm_split_path = leptos::wasm_split, preload(load), fallible)]
pub(super) fn content(what: What) -> Result<AnyView, SplitLoaderError> {
    Ok(match what {
        What::Windows => view! { <ChatWindows /> }.into_any(),
        What::Menu(open) => view! { <MessageMenu open /> }.into_any(),
    })
}

/// The windows: nothing until their code is here, nor where it does not come, since the page is for something else.
pub(crate) fn chat_windows() -> AnyView {
    let content = || content(What::Windows).now_or_never().and_then(Result::ok);
    shown(Part::ChatWindows, content, |_| ().into_any())
}

/// The menu of the message icon.
pub(crate) fn message_menu(open: RwSignal<bool>) -> AnyView {
    let content = move || {
        content(What::Menu(open))
            .now_or_never()
            .and_then(Result::ok)
    };
    shown(Part::ChatWindows, content, |instead| instead)
}
