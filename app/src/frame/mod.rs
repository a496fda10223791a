//! What surrounds every page of the console: the rail, the connection's state, passing news.

mod connection;
mod messages;
mod rail;
mod user_menu;

use crate::browser::page;
use crate::channels::TakenOff;
use crate::keyboard::{Keyboard, Keys};
use crate::later::{chat_windows, tell_where_to_push};
use crate::live::{self, Attention, Console};
use crate::text::use_texts;
use crate::ui::ToastRegion;
use connection::Connection;
use domain::inbox::Inbox;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use rail::Rail;

/// The frame; the page stands in it.
#[component]
pub(crate) fn Frame(
    /// The page.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let console = Console::of_page();
    Effect::new(move || live::start(console));
    let quiet = Attention::of_page().quiet;
    // At first, and whenever he does not want to be disturbed, or does again.
    Effect::new(move || {
        quiet.until();
        tell_where_to_push(console);
    });
    go_where_called();
    Keyboard::provide();
    view! {
        <Count />
        <a class="skip-link" href="#content">{texts.skip_to_content}</a>
        <div class="frame">
            <Rail />
            <main class="frame__page" id="content" tabindex="-1">
                <div>
                    <Connection />
                    <TakenOff />
                </div>
                {children()}
            </main>
            <Windows />
        </div>
        <Keys />
        <ToastRegion close=texts.close />
    }
}

/// Before the title of each page stands how many conversations wait (spec 8.8).
#[component]
fn Count() -> impl IntoView {
    // The server reads the title after the page is rendered, perhaps on another thread, where no arena of signals is at hand.
    let inbox = ArcRwSignal::from(Console::of_page().inbox);
    let formatter = move |title: String| match inbox.with(Inbox::unread) {
        0 => title,
        waiting => format!("({waiting}) {title}"),
    };
    view! { <Title formatter /> }
}

/// The chat windows, beside every page but the inbox (spec 8.4). Only the browser knows which there are.
#[component]
fn Windows() -> impl IntoView {
    let path = use_location().pathname;
    let is_taken_over = RwSignal::new(false);
    Effect::new(move || is_taken_over.set(true));
    let are_wanted =
        Memo::new(move |_| is_taken_over.get() && !path.with(|path| path.starts_with("/inbox")));
    move || are_wanted.get().then(chat_windows)
}

/// A click on a notification leads to its conversation, unless that opens as a chat window.
fn go_where_called() {
    let attention = Attention::of_page();
    Effect::new(move || {
        let called = attention.called.get();
        if let Some(id) = called.filter(|_| !attention.has_windows()) {
            page::follow(&format!("/inbox/{id}"));
        }
    });
}
