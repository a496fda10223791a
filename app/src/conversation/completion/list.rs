//! The list above the reply box.

use super::{Completion, LIST};
use crate::text::{fill_count, use_texts};
use leptos::html;
use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// The offers; the focus stays in the reply, which names the active one.
#[component]
pub(in crate::conversation) fn OfferList(completion: Completion) -> impl IntoView {
    let texts = use_texts();
    let list = NodeRef::<html::Ul>::new();
    let is_open = Memo::new(move |_| completion.offers.with(|offers| !offers.is_empty()));
    keep_active_in_sight(list, completion);
    let rows = move || {
        let offers = completion.offers.get().into_iter().enumerate();
        offers
            .map(|(place, offer)| {
                let is_active = move || completion.active.get() == Some(place);
                view! {
                    <li
                        id=option_id(place)
                        class="completion__offer"
                        role="option"
                        aria-selected=move || if is_active() { "true" } else { "false" }
                        on:mousedown=move |event| event.prevent_default()
                        on:click=move |_| completion.choose(place)
                    >
                        <span class="completion__typed">{offer.typed}</span>
                        <span class="completion__detail" dir="auto">{offer.detail}</span>
                    </li>
                }
            })
            .collect_view()
    };
    let count = move || {
        let count = completion.offers.with(Vec::len);
        (count > 0).then(|| fill_count(texts.completion_count, count))
    };
    view! {
        <p class="visually-hidden" role="status">{count}</p>
        <Show when=move || is_open.get()>
            <ul
                class="completion"
                node_ref=list
                id=LIST
                role="listbox"
                aria-label=texts.completion
            >
                {rows}
            </ul>
        </Show>
    }
}

impl Completion {
    /// The list that belongs to the field, while it is open.
    pub(in crate::conversation) fn controls(self) -> Option<&'static str> {
        let is_open = self.offers.with(|offers| !offers.is_empty());
        is_open.then_some(LIST)
    }

    /// The active offer's element.
    pub(in crate::conversation) fn active_element(self) -> Option<String> {
        self.controls()?;
        self.active.get().map(option_id)
    }
}

fn option_id(place: usize) -> String {
    format!("{LIST}-{place}")
}

fn keep_active_in_sight(list: NodeRef<html::Ul>, completion: Completion) {
    Effect::new(move || {
        let Some(active) = completion.active.get() else {
            return;
        };
        let Some(list) = list.get_untracked() else {
            return;
        };
        if let Ok(Some(offer)) = list.query_selector(&format!("#{}", option_id(active))) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            offer.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}
