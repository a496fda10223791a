//! From one hit to the next in the conversation that is open.

use super::address;
use super::api;
use crate::live::Console;
use crate::text::{fill, use_texts};
use crate::ui::{Icon, Size};
use domain::id::ConversationId;
use domain::message::MessageNumber;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

/// How many messages have what is sought, which of them is shown, and the way to those beside it.
#[component]
pub(crate) fn Hits(
    /// In which conversation.
    id: ConversationId,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let (words, at) = (address::sought(), address::at());
    let hits = RwSignal::new(Vec::<MessageNumber>::new());
    let news = Memo::new(move |_| {
        let thread = console.thread(id)?;
        thread.with(|thread| thread.chat.as_ref().map(|chat| chat.position))
    });
    Effect::new(move || {
        // Tracking alone would not make it follow anything: it has to be read.
        news.with(|_| ());
        let words = words.get();
        if words.trim().is_empty() {
            hits.set(Vec::new());
            return;
        }
        leptos::task::spawn_local(async move {
            // Without an answer there is nothing to go to; the words are marked all the same.
            let found = api::hits(id, words).await.unwrap_or_default();
            // The conversation may have been left meanwhile.
            hits.try_set(found);
        });
    });
    let count = Memo::new(move |_| hits.with(Vec::len));
    let place = Memo::new(move |_| {
        let at = at.get()?;
        hits.with(|hits| hits.iter().position(|number| *number == at))
    });
    let told = move || {
        let count = count.get().to_string();
        match place.get() {
            Some(place) => {
                let place = (place + 1).to_string();
                fill(texts.search_place, &[("place", &place), ("count", &count)])
            }
            None => fill(texts.search_count, &[("count", &count)]),
        }
    };
    let query = use_query_map();
    let beside = move |is_next: bool| {
        let at = at.get().unwrap_or(MessageNumber(u32::MAX));
        let number = hits.with(|hits| {
            if is_next {
                hits.iter().find(|number| **number > at).copied()
            } else {
                hits.iter().rev().find(|number| **number < at).copied()
            }
        })?;
        Some(href(id, &query.read(), number))
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <nav class="hits" aria-label=texts.search_hits>
                <span class="hits__place" role="status">{told}</span>
                <Step href=Signal::derive(move || beside(false)) icon="arrow-up" label=texts.search_previous />
                <Step href=Signal::derive(move || beside(true)) icon="arrow-down" label=texts.search_next />
            </nav>
        </Show>
    }
}

/// The way to another hit, if there is one on that side.
#[component]
fn Step(href: Signal<Option<String>>, icon: &'static str, label: &'static str) -> impl IntoView {
    view! {
        <a
            class="button button--icon button--small"
            href=move || href.get()
            aria-disabled=move || href.get().is_none().then_some("true")
            role=move || href.get().is_none().then_some("link")
            aria-label=label
            title=label
            data-noscroll="true"
        >
            <Icon name=icon size=Size::Small />
        </a>
    }
}

fn href(id: ConversationId, query: &ParamsMap, at: MessageNumber) -> String {
    let mut query = query.clone();
    query.replace("at", at.0.to_string());
    format!("/inbox/{id}{}", query.to_query_string())
}
