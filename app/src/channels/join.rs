//! *Join* and *Leave* of a channel (spec 5.2).

use super::api;
use crate::live::Console;
use crate::text::{fill, use_texts};
use crate::ui::Button;
use domain::id::ChannelId;
use leptos::prelude::*;

/// Joins the channel, or leaves it, for who is signed in.
#[component]
pub(crate) fn JoinButton(
    /// Which channel.
    channel: ChannelId,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let me = console.my_id();
    let has_joined = Memo::new(move |_| {
        console.channels.with(|channels| {
            channels
                .card(channel)
                .is_some_and(|card| card.has_joined(me))
        })
    });
    let is_asking = RwSignal::new(false);
    let label = Signal::derive(move || {
        let name = console.channel(channel).map(|card| card.name);
        let text = if has_joined.get() {
            texts.channel_leave_of
        } else {
            texts.channel_join_of
        };
        fill(text, &[("name", &name.unwrap_or_default())])
    });
    let change = move |_| {
        is_asking.set(true);
        leptos::task::spawn_local(async move {
            let done = if has_joined.get_untracked() {
                api::leave(channel).await
            } else {
                api::join(channel).await
            };
            if done.is_err() {
                console.tell(texts.form_unavailable);
            }
            // The page may have been left meanwhile.
            is_asking.try_set(false);
        });
    };
    view! {
        <Button label disabled=is_asking on:click=change>
            {move || if has_joined.get() { texts.channel_leave } else { texts.channel_join }}
        </Button>
    }
}
