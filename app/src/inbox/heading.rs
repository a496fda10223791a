//! The heading of a channel in the inbox, with the way in and out of it (spec 8.2).

use crate::channels::JoinButton;
use crate::live::Console;
use crate::text::use_texts;
use domain::id::ChannelId;
use leptos::prelude::*;

/// A channel's name, and *Join* or *Leave*; `None` is a channel that is not known.
#[component]
pub(super) fn Heading(channel: Option<ChannelId>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let card = move || channel.and_then(|channel| console.channel(channel));
    let name = move || card().map_or_else(|| texts.unknown_channel.to_owned(), |card| card.name);
    let can_be_joined = move || card().is_some_and(|card| !card.is_archived);
    view! {
        <div class="group__head">
            <h2 class="group__name">{name}</h2>
            {channel.map(|channel| view! {
                <Show when=can_be_joined><JoinButton channel /></Show>
            })}
        </div>
    }
}
