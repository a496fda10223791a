//! One conversation: its head, its messages and the reply.

pub(crate) mod api;
mod commands;
mod completion;
mod composer;
mod count;
mod draft;
mod emoji;
mod file;
mod head;
mod insert;
mod invite;
mod leave;
mod line;
mod lines;
mod log;
mod mail_reply;
mod message;
pub(crate) mod panel;
mod place;
mod private;
mod rating;
mod readers;
mod stage;
mod talk;
mod typing;
mod upload;
mod window;

pub(crate) use private::PrivateLines;
pub(crate) use window::Chat;

use crate::live::Console;
use crate::search::Hits;
use crate::text::use_texts;
use crate::ui::Dialog;
use domain::id::ConversationId;
use draft::Draft;
use head::Head;
use leptos::context::Provider;
use leptos::prelude::*;
use lines::{Key, Line};
use panel::{Panel, PanelState};
use place::Place;
use stage::Stage;
use std::collections::HashMap;
use talk::Talk;

/// A conversation that is open.
#[component]
pub(crate) fn Conversation(
    /// Which.
    id: ConversationId,
) -> impl IntoView {
    let stage = Stage::open(Console::of_page(), id);
    let shown = move || {
        let stage = stage.get();
        stage.instead(id).unwrap_or_else(|| {
            view! { <Provider value=Place::Page><Opened id /></Provider> }.into_any()
        })
    };
    view! { <section class="conversation" class:conversation--none=move || stage.get() != Stage::Here>{shown}</section> }
}

/// The words that are sought, if any are.
#[derive(Clone, Copy)]
struct Sought(Memo<String>);

#[component]
fn Opened(id: ConversationId) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let draft = Draft::of(console.my_id(), id);
    let is_open = goes_on(console, id);
    let ending = RwSignal::new(false);
    let panel = PanelState::new(console);
    view! {
        <Head id is_open ending panel draft />
        <Hits id />
        <Talk id is_open draft />
        <Panel id state=panel draft />
        <Dialog
            open=ending
            title=texts.end_title
            text=texts.end_text
            confirm=texts.end_do
            cancel=texts.cancel
            on_confirm=Callback::new(move |()| {
                console.end(id);
                draft.focus_log();
            })
        />
    }
}

/// Whether a conversation goes on.
fn goes_on(console: Console, id: ConversationId) -> Memo<bool> {
    Memo::new(move |_| {
        let row = console.row(id);
        row.is_none_or(|row| row.conversation.is_open())
    })
}

/// The lines in their order, each to be found by its key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Lines {
    order: Vec<Key>,
    by_key: HashMap<Key, Line>,
}
