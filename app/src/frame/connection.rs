//! Says when the console is not connected.

use crate::browser::page;
use crate::live::{Console, Link};
use crate::text::use_texts;
use crate::ui::{Button, Icon, Kind, Size};
use leptos::prelude::*;

/// A quiet line while there is no connection; nothing otherwise.
#[component]
pub(super) fn Connection() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let shown = move || match console.link.get() {
        Link::Opening | Link::Up => ().into_any(),
        Link::Down => view! {
            <p class="connection">
                <Icon name="wifi-off" size=Size::Small />
                <strong>{texts.reconnecting}</strong>
                <span>{texts.reconnecting_text}</span>
            </p>
        }
        .into_any(),
        Link::Outdated => view! {
            <p class="connection">
                <Icon name="info" size=Size::Small />
                <span>{texts.outdated}</span>
                <Button kind=Kind::Link on:click=|_| page::reload()>{texts.reload}</Button>
            </p>
        }
        .into_any(),
    };
    view! { <div role="status">{shown}</div> }
}
