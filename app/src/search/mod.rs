//! Finding conversations in the inbox (spec 8.9): the address says what is sought, so that it can be sent and come back to.

mod address;
mod api;
mod field;
mod filters;
mod hits;
mod marked;
mod results;
mod row;
mod views;

pub(crate) use address::{at, query, sought};
pub(crate) use hits::Hits;
pub(crate) use marked::marked_text;

use crate::text::use_texts;
use crate::ui::{Button, Empty, Kind, Notice, Skeleton, Tone};
use domain::id::ConversationId;
use field::SearchField;
use filters::Filters;
use leptos::prelude::*;
use leptos_router::components::A;
use results::Results;
use row::FoundRow;
use views::KeepView;

/// What stands in the list of the inbox while the address seeks something.
#[component]
pub(crate) fn Search(
    /// The conversation that is open.
    open: Memo<Option<ConversationId>>,
) -> impl IntoView {
    let asked = address::asked();
    let is_wrong = Memo::new(move |_| asked.get().is_err());
    let content = move || {
        if is_wrong.get() {
            view! { <Wrong /> }.into_any()
        } else {
            view! { <Found asked open /> }.into_any()
        }
    };
    view! {
        <SearchField asked open />
        <div class="list__tools">
            <Filters asked open />
            <KeepView asked />
        </div>
        {content}
    }
}

/// The address asks for something that there is not.
#[component]
fn Wrong() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Empty icon="search" title=texts.sessions_wrong text=texts.sessions_wrong_text>
            <A href="/inbox?q=" attr:class="button">{texts.search_again}</A>
        </Empty>
    }
}

#[component]
fn Found(asked: address::Asked, open: Memo<Option<ConversationId>>) -> impl IntoView {
    let texts = use_texts();
    let results = Results::new(asked);
    let ids = Memo::new(move |_| results.ids());
    let state = Memo::new(move |_| results.state());
    let rows = move || match state.get() {
        results::State::Loading => view! { <Skeleton /> }.into_any(),
        results::State::Failed => view! {
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.cannot_load>
                <Button on:click=move |_| results.again()>{texts.try_again}</Button>
            </Notice>
        }
        .into_any(),
        results::State::Nothing => view! {
            <p class="list__none">{texts.search_nothing}</p>
        }
        .into_any(),
        results::State::Some => view! {
            <ul class="group__rows" aria-label=texts.search_found>
                <For
                    each=move || ids.get()
                    key=|id| *id
                    children=move |id| view! { <li><FoundRow id results asked open /></li> }
                />
            </ul>
        }
        .into_any(),
    };
    view! {
        <div class="list__scroll" aria-live="polite" aria-busy=move || results.is_loading.get().to_string()>
            {rows}
            <Show when=move || results.has_more()>
                <div class="list__more">
                    <Button kind=Kind::Quiet disabled=results.is_loading on:click=move |_| results.more()>
                        {texts.search_more}
                    </Button>
                </div>
            </Show>
        </div>
    }
}
