//! What stands over conversations in the inbox: their channel, with what waits there and the way in and out of it, or that they look for help
//! (spec 8.2).

use super::list::Heading;
use super::waiting_in_words;
use crate::channels::JoinButton;
use crate::live::Console;
use crate::text::{Texts, use_texts};
use crate::ui::Badge;
use leptos::prelude::*;

/// A channel's name with how many wait and *Join* or *Leave*, or *Looking for help* with how many.
#[component]
pub(super) fn HeadingView(
    heading: Heading,
    #[prop(into)] name: Signal<String>,
    count: Memo<usize>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let label = Signal::derive(move || waiting_in_words(texts, count.get()));
    let beside = match heading {
        Heading::Help => view! { <span class="group__count">{count}</span> }.into_any(),
        Heading::Channel(channel) => {
            let can_be_joined = move || {
                console
                    .channel(channel)
                    .is_some_and(|card| !card.is_archived)
            };
            view! {
                <Badge count label />
                <Show when=can_be_joined><JoinButton channel /></Show>
            }
            .into_any()
        }
        Heading::Elsewhere => view! { <Badge count label /> }.into_any(),
    };
    view! {
        <div class="group__head" class:group__head--help=heading == Heading::Help>
            <h2 class="group__name">{name}</h2>
            {beside}
        </div>
    }
}

/// What a heading says.
pub(super) fn name(console: Console, texts: &Texts, heading: Heading) -> String {
    match heading {
        Heading::Help => texts.filter_help.to_owned(),
        Heading::Channel(channel) => {
            let card = console.channel(channel);
            card.map_or_else(|| texts.unknown_channel.to_owned(), |card| card.name)
        }
        Heading::Elsewhere => texts.unknown_channel.to_owned(),
    }
}
