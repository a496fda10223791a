//! Channels (spec 3): their cards, and the form of each.

pub(crate) mod api;
mod card;
mod form;
mod join;
mod new;
mod taken_off;

pub(crate) use form::ChannelPage;
pub(crate) use join::JoinButton;
pub(crate) use taken_off::TakenOff;

use crate::first::First;
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::{Button, Chip, Empty, Kind};
use card::Card;
use domain::channel::ChannelFacts;
use domain::id::ChannelId;
use domain::permission::{Caller, Deed, may};
use leptos::prelude::*;
use leptos_meta::Title;
use new::NewChannel;

/// Whether who is signed in may change channels.
pub(crate) fn may_manage(console: Console) -> bool {
    let role = console.me.with(|me| me.role);
    may(Caller::User(role), Deed::ManageChannels)
}

/// The page `/channels`.
#[component]
pub(crate) fn ChannelsPage() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let facts = facts();
    let shows_archived = RwSignal::new(false);
    let making = RwSignal::new(false);
    let ids = Memo::new(move |_| {
        console.channels.with(|channels| {
            let shown = channels
                .all()
                .iter()
                .filter(|card| card.is_archived == shows_archived.get());
            shown.map(|card| card.id).collect::<Vec<ChannelId>>()
        })
    });
    let has_archived = Memo::new(move |_| {
        console
            .channels
            .with(|channels| channels.all().iter().any(|card| card.is_archived))
    });
    view! {
        <Title text=format!("{} · {}", texts.channels, texts.porchlight) />
        <div class="page">
            <header class="page__head page__head--bar">
                <h1 class="page__title">{texts.channels}</h1>
                <Show when=move || has_archived.get() || shows_archived.get()>
                    <Chip
                        pressed=shows_archived
                        on:click=move |_| shows_archived.update(|shows| *shows = !*shows)
                    >
                        {texts.channels_archived}
                    </Chip>
                </Show>
                <Show when=move || may_manage(console)>
                    <Button kind=Kind::Primary icon="plus" on:click=move |_| making.set(true)>
                        {texts.channel_new}
                    </Button>
                </Show>
            </header>
            <ul class="cards">
                <For
                    each=move || ids.get()
                    key=|id| *id
                    children=move |id| view! { <li><Card id facts /></li> }
                />
            </ul>
            <Show when=move || ids.with(Vec::is_empty)>
                <Empty icon="messages-square" title=texts.channels_none text=texts.channels_none_text />
            </Show>
        </div>
        <NewChannel open=making />
    }
}

/// What is counted of each channel: at hand at first, and asked for again whenever a conversation begins, ends or is rated.
fn facts() -> RwSignal<Vec<ChannelFacts>> {
    let console = Console::of_page();
    let first = First::take(|first| match first {
        First::Channels(facts) => Some(facts),
        _ => None,
    });
    let is_known = StoredValue::new(first.is_some());
    let facts = RwSignal::new(first.unwrap_or_default());
    let open_and_rated = Memo::new(move |_| {
        console.inbox.with(|inbox| {
            let counted = inbox.rows.iter().filter_map(|row| {
                let of = &row.conversation;
                let face = of.history.rating.as_ref().map(|rating| rating.face);
                (of.is_open() || face.is_some()).then_some((of.id, face))
            });
            counted.collect::<Vec<_>>()
        })
    });
    Effect::new(move || {
        // Tracked alone, what nobody has read yet tells of no change.
        open_and_rated.with(|_| ());
        if is_known.try_update_value(std::mem::take) == Some(true) {
            return;
        }
        leptos::task::spawn_local(async move {
            if let Ok(counted) = api::facts().await {
                // The page may have been left meanwhile.
                facts.try_set(counted);
            }
        });
    });
    facts
}
