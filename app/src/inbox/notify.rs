//! Offers desktop notifications, once, to who wants them and has not been asked.

use crate::browser::notification::{self, Permission};
use crate::browser::storage;
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::{Button, Kind, Notice};
use leptos::prelude::*;

/// Where this browser keeps that the offer was declined.
const DECLINED: &str = "porchlight.notifications.declined";

/// The offer.
#[component]
pub(super) fn NotifyPrompt() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let offered = RwSignal::new(false);
    Effect::new(move || {
        let is_wanted = console.me.with(|me| me.preferences.notifications);
        let is_open = notification::permission() == Permission::Unasked;
        offered.set(is_wanted && is_open && storage::read(DECLINED).is_none());
    });
    let accept = move |_| {
        offered.set(false);
        notification::ask(|_| {});
    };
    let decline = move |_| {
        offered.set(false);
        storage::write(DECLINED, "1");
    };
    view! {
        <Show when=move || offered.get()>
            <Notice icon="bell" text=texts.notify_ask>
                <Button kind=Kind::Link on:click=accept>{texts.notify_do}</Button>
                <Button kind=Kind::SmallSign icon="x" label=texts.notify_no on:click=decline />
            </Notice>
        </Show>
    }
}
