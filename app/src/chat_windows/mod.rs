//! Chat windows (spec 8.4): conversations at the bottom right of every page but the inbox, so that one can go on working while
//! chatting, and the menu that lists those in which something is unread.

mod arrangement;
mod bubble;
mod menu;
mod state;
mod window;

pub(crate) use menu::MessageMenu;

use crate::browser::page;
use crate::live::Console;
use crate::text::{fill, use_texts};
use bubble::{Bubble, More};
use domain::id::ConversationId;
use leptos::ev::FocusEvent;
use leptos::html;
use leptos::prelude::*;
use state::Windows;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use window::ChatWindow;

/// Where the keyboard goes when what it was in is gone, and it came from nowhere.
const NEXT: [&str; 3] = [".chat-window", ".chat-bubble__open", ".rail__messages"];

/// The chat windows, and the bubbles of those that are folded.
#[component]
pub(crate) fn ChatWindows() -> impl IntoView {
    let texts = use_texts();
    let windows = Windows::new();
    let root = NodeRef::<html::Aside>::new();
    let work = Work::new(root);
    let are_any = Memo::new(move |_| {
        windows
            .shown
            .with(|shown| !shown.windows.is_empty() || !shown.bubbles.is_empty())
    });
    view! {
        <Told windows />
        <Show when=move || are_any.get()>
            <aside
                class="chat-windows"
                node_ref=root
                aria-label=texts.chat_windows
                on:focusin=move |event| work.left_for(&event)
            >
                <div class="chat-windows__open">
                    <For
                        each=move || windows.shown.get().windows
                        key=|id| *id
                        children=move |id| view! { <ChatWindow id windows work /> }
                    />
                </div>
                <ul class="chat-windows__folded">
                    <For
                        each=move || windows.shown.get().bubbles
                        key=|id| *id
                        children=move |id| view! { <Bubble id windows work /> }
                    />
                    <More windows />
                </ul>
            </aside>
        </Show>
    }
}

/// Says who wrote, for who does not see it.
#[component]
fn Told(windows: Windows) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let told = Memo::new(move |_| {
        let row = windows.told.get().and_then(|id| console.row(id));
        row.map(|row| {
            fill(
                texts.chat_heard,
                &[("name", &row.conversation.visitor_name)],
            )
        })
    });
    view! { <p class="visually-hidden" role="status">{move || told.get()}</p> }
}

/// What the operator was at before he turned to a chat window: he goes on with it afterwards.
#[derive(Clone, Copy)]
struct Work {
    root: NodeRef<html::Aside>,
    element: StoredValue<Option<HtmlElement>, LocalStorage>,
}

impl Work {
    fn new(root: NodeRef<html::Aside>) -> Self {
        Self {
            root,
            element: StoredValue::new_local(None),
        }
    }

    /// The focus came into a window, perhaps from outside. From nowhere it comes also where a bubble becomes a window.
    fn left_for(self, event: &FocusEvent) {
        let from = event.related_target();
        let from = from.and_then(|from| from.dyn_into::<HtmlElement>().ok());
        let root = self.root.get_untracked();
        let is_outside =
            |from: &HtmlElement| !root.is_some_and(|root| root.contains(Some(from.as_ref())));
        if let Some(from) = from.filter(is_outside) {
            self.element.set_value(Some(from));
        }
    }

    /// What he was in goes away: he goes on where he was before, or at `next`, or at what is beside it.
    fn go_on(self, next: Option<String>) {
        // What goes and what comes in its place is drawn by then.
        request_animation_frame(move || {
            let before = self.element.try_get_value().flatten();
            let next = next.filter(|next| page::has(next));
            match (before.filter(|element| element.is_connected()), next) {
                (Some(element), _) => {
                    // What cannot have the focus leaves it where it is.
                    let _ = element.focus();
                }
                (None, Some(next)) => page::focus(&next),
                (None, None) => {
                    if let Some(found) = NEXT.iter().find(|next| page::has(next)) {
                        page::focus(found);
                    }
                }
            }
        });
    }
}

/// What a conversation's visitor is called.
fn visitor(id: ConversationId) -> Signal<String> {
    let (console, texts) = (Console::of_page(), use_texts());
    Signal::derive(move || {
        let name = console.row(id).map(|row| row.conversation.visitor_name);
        name.unwrap_or_else(|| texts.visitor.to_owned())
    })
}
