//! What surrounds every page of the console: the rail, the connection's state, passing news.

mod connection;
mod rail;
mod user_menu;

use crate::channels::TakenOff;
use crate::keyboard::{Keyboard, Keys};
use crate::live::{self, Attention, Console};
use crate::text::use_texts;
use crate::ui::ToastRegion;
use connection::Connection;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
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
    go_where_called();
    Keyboard::provide();
    view! {
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
        </div>
        <Keys />
        <ToastRegion close=texts.close />
    }
}

/// A click on a notification leads to its conversation.
fn go_where_called() {
    let called = Attention::of_page().called;
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(id) = called.get() {
            navigate(
                &format!("/inbox/{id}"),
                leptos_router::NavigateOptions::default(),
            );
        }
    });
}
