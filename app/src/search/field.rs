//! The line in which one types what is sought.

use super::address::{self, Asked};
use crate::text::use_texts;
use crate::ui::{FieldProblem, Icon, Size};
use domain::id::ConversationId;
use domain::search::{Filter, Query};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::time::Duration;

/// How long nothing more is typed before it is sought.
const TYPED_MS: u64 = 250;
/// The id of what is wrong with it.
const PROBLEM: &str = "search-problem";

/// The search field; what is typed becomes the address once one stops.
#[component]
pub(super) fn SearchField(
    /// What is asked for.
    asked: Asked,
    /// The conversation that is open.
    open: Memo<Option<ConversationId>>,
) -> impl IntoView {
    let texts = use_texts();
    let words = Memo::new(move |_| asked.get().map(|filter| filter.words).unwrap_or_default());
    let typed = RwSignal::new(words.get_untracked());
    let field = NodeRef::<html::Input>::new();
    let problem = Signal::derive(move || {
        let fault = Query::parse(&typed.get()).err();
        fault.map(|fault| texts.fault(fault))
    });
    // Words that another link sought.
    Effect::new(move || {
        let words = words.get();
        let is_typed = typed.with_untracked(|typed| typed.trim() == words);
        if !is_typed {
            typed.set(words);
        }
    });
    Effect::new(move || {
        if let Some(field) = field.get().filter(|field| field.value().is_empty()) {
            // Without the focus it is one click more.
            let _ = field.focus();
        }
    });
    let navigate = use_navigate();
    let go = move || {
        let words = typed.get_untracked().trim().to_owned();
        if Query::parse(&words).is_err() {
            return;
        }
        let filter = asked.get_untracked().unwrap_or_default();
        let next = address::address(&Filter { words, ..filter }, open.get_untracked());
        navigate(&next, replacing());
    };
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(handle)) = waiting.try_update_value(Option::take) {
            handle.clear();
        }
    };
    on_cleanup(stop);
    let go_soon = go.clone();
    let changed = move |text: String| {
        typed.set(text);
        stop();
        let handle = set_timeout_with_handle(go_soon.clone(), Duration::from_millis(TYPED_MS));
        waiting.set_value(handle.ok());
    };
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        stop();
        go();
    };
    let leave = use_navigate();
    let pressed = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            stop();
            leave(&left(open.get_untracked()), NavigateOptions::default());
        }
    };
    view! {
        <form class="list__search" role="search" action="/inbox" method="get" on:submit=submitted>
            <div class="search">
                <Icon name="search" size=Size::Small />
                <input
                    class="search__input"
                    type="search"
                    name="q"
                    node_ref=field
                    aria-label=texts.search_do
                    aria-describedby=move || problem.get().map(|_| PROBLEM)
                    aria-invalid=move || problem.get().map(|_| "true")
                    placeholder=texts.search_placeholder
                    autocomplete="off"
                    value=typed.get_untracked()
                    prop:value=typed
                    on:input:target=move |event| changed(event.target().value())
                    on:keydown=pressed
                />
            </div>
            <FieldProblem id=PROBLEM.to_owned() problem />
        </form>
    }
}

/// The inbox where nothing is sought.
fn left(open: Option<ConversationId>) -> String {
    open.map_or_else(|| "/inbox".to_owned(), |id| format!("/inbox/{id}"))
}

/// Every letter in the history would be one too many.
pub(super) fn replacing() -> NavigateOptions {
    NavigateOptions {
        replace: true,
        scroll: false,
        ..NavigateOptions::default()
    }
}
