//! The parts of the console that the inbox does not need: the code of each is a file of its own, which the browser loads for the
//! page it belongs to, or before it is asked for when it has time.

mod accounts;
mod chat_windows;
mod conversation;
mod keyboard;
mod pages;
mod push;
mod search;

pub(crate) use accounts::{Account, account};
pub(crate) use chat_windows::{chat_windows, message_menu};
pub(crate) use conversation::{chat, conversation};
pub(crate) use keyboard::keyboard;
pub(crate) use pages::{Later, later};
pub(crate) use push::tell_where_to_push;
pub(crate) use search::search;

use crate::browser::page;
use crate::text::use_texts;
use crate::ui::{Button, Empty, Kind, Skeleton};
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

/// A part whose code comes later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The pages for people who are not signed in.
    Accounts,
    /// The chat windows beside other pages than the inbox.
    ChatWindows,
    /// A conversation.
    Conversation,
    /// The palette and the list of shortcuts.
    Keyboard,
    /// Every page of the console but the inbox.
    Pages,
    /// Where this browser takes pushes.
    Push,
    /// The search of the inbox.
    Search,
}

impl Part {
    /// All of them, in the order in which they are of use to who looks at the inbox.
    pub(crate) const ALL: [Self; 7] = [
        Self::Conversation,
        Self::Search,
        Self::Keyboard,
        Self::Pages,
        Self::ChatWindows,
        Self::Push,
        Self::Accounts,
    ];

    /// What its file is called after.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::ChatWindows => "chat_windows",
            Self::Conversation => "conversation",
            Self::Keyboard => "keyboard",
            Self::Pages => "pages",
            Self::Push => "push",
            Self::Search => "search",
        }
    }

    /// Loads its code, unless it is here.
    ///
    /// # Errors
    /// When a file of it does not come.
    pub(crate) async fn load(self) -> Result<(), SplitLoaderError> {
        match self {
            Self::Accounts => accounts::load().await,
            Self::ChatWindows => chat_windows::load().await,
            Self::Conversation => conversation::load().await,
            Self::Keyboard => keyboard::load().await,
            Self::Pages => pages::load().await,
            Self::Push => push::load().await,
            Self::Search => search::load().await,
        }
    }
}

/// The content, at once if its code is here: so it always is on the server, and where a page of the server is taken over. Until
/// then stands its shape instead, or that it cannot be loaded.
fn shown(
    part: Part,
    content: impl Fn() -> Option<AnyView> + Send + Sync + 'static,
    around: fn(AnyView) -> AnyView,
) -> AnyView {
    if let Some(content) = content() {
        return content;
    }
    let is_here = RwSignal::new(None);
    // What is shown stays meanwhile, and the keyboard in it.
    let load_it = move || {
        leptos::task::spawn_local(async move {
            let loaded = part.load().await.is_ok();
            // Another page may have been opened meanwhile.
            is_here.try_set(Some(loaded));
        });
    };
    load_it();
    let shown = move || match is_here.get() {
        None => around(view! { <Skeleton /> }.into_any()),
        Some(true) => content().into_any(),
        Some(false) => {
            around(view! { <Unloaded try_again=Callback::new(move |()| load_it()) /> }.into_any())
        }
    };
    shown.into_any()
}

/// The code does not come.
#[component]
fn Unloaded(
    /// It is tried once more.
    try_again: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Empty icon="wifi-off" title=texts.cannot_load_page text=texts.cannot_load_page_text>
            <Button kind=Kind::Primary on:click=move |_| try_again.run(())>{texts.try_again}</Button>
            <Button kind=Kind::Quiet on:click=|_| page::reload()>{texts.reload}</Button>
        </Empty>
    }
}
