//! The way to the search of the inbox: its code comes later, this link is all that the first page knows of it.

use crate::browser::page;
use crate::text::use_texts;
use crate::ui::Icon;
use domain::id::ConversationId;
use leptos::prelude::*;
use leptos::{ev, html};

/// The way to the search, and back from it.
#[component]
pub(super) fn SearchLink(
    /// The conversation that is open.
    open: Memo<Option<ConversationId>>,
    /// Whether something is sought.
    is_searching: Memo<bool>,
) -> impl IntoView {
    let texts = use_texts();
    let href = move || {
        let path = open.get().map_or_else(String::new, |id| format!("/{id}"));
        let query = if is_searching.get() { "" } else { "?q=" };
        format!("/inbox{path}{query}")
    };
    let label = move || {
        if is_searching.get() {
            texts.search_close
        } else {
            texts.search_do
        }
    };
    let link = NodeRef::<html::A>::new();
    Effect::new(move || {
        let heard = window_event_listener(ev::keydown, move |event| {
            if event.key() != "/" || page::is_typing_in(&event) {
                return;
            }
            event.prevent_default();
            if is_searching.get_untracked() {
                page::focus(".list__search input");
            } else if let Some(link) = link.get_untracked() {
                link.click();
            }
        });
        on_cleanup(move || heard.remove());
    });
    let icon = move || {
        let name = if is_searching.get() { "x" } else { "search" };
        view! { <Icon name /> }
    };
    view! {
        <a class="button button--icon" node_ref=link href=href aria-label=label title=label aria-keyshortcuts="/">
            {icon}
        </a>
    }
}
