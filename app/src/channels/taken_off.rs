//! Says that one was taken off one's channels, and the way back (spec 5.1).

use super::api;
use crate::live::Console;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Icon, Kind, Size};
use leptos::prelude::*;

/// A line while one is off; nothing otherwise.
#[component]
pub(crate) fn TakenOff() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let me = console.my_id();
    let names = Memo::new(move |_| {
        console.channels.with(|channels| {
            let names = channels.taken_off(me).map(|card| card.name.clone());
            names.collect::<Vec<_>>().join(", ")
        })
    });
    let put_back = move |_| {
        leptos::task::spawn_local(async move {
            if api::put_back().await.is_err() {
                console.tell(texts.form_unavailable);
            }
        });
    };
    view! {
        <div role="status">
            <Show when=move || !names.with(String::is_empty)>
                <p class="connection">
                    <Icon name="info" size=Size::Small />
                    <span>{move || fill(texts.taken_off, &[("channels", &names.get())])}</span>
                    <Button kind=Kind::Link on:click=put_back>{texts.taken_off_return}</Button>
                </p>
            </Show>
        </div>
    }
}
