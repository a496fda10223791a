//! Sessions that are chosen one by one, to be taken away as a file.

use super::export::ExportDialog;
use super::export::Source;
use crate::text::{fill_count, use_texts};
use crate::ui::{Button, Kind};
use domain::id::ConversationId;
use domain::limit::SESSIONS_SELECTED;
use domain::report::Session;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What is chosen.
#[derive(Clone, Copy)]
pub(super) struct Selection(RwSignal<BTreeSet<ConversationId>>);

impl Selection {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self(RwSignal::new(BTreeSet::new()))
    }

    fn has(self, conversation: ConversationId) -> bool {
        self.0.with(|chosen| chosen.contains(&conversation))
    }

    fn is_full(self) -> bool {
        self.0.with(|chosen| chosen.len() >= SESSIONS_SELECTED)
    }

    fn toggle(self, conversation: ConversationId) {
        self.0.update(|chosen| {
            if !chosen.remove(&conversation) {
                chosen.insert(conversation);
            }
        });
    }

    /// Adds those, as long as there is room.
    fn add(self, shown: &[ConversationId]) {
        self.0.update(|chosen| {
            for conversation in shown {
                if chosen.len() < SESSIONS_SELECTED {
                    chosen.insert(*conversation);
                }
            }
        });
    }
}

/// The box by which a session is chosen.
#[component]
pub(super) fn Chosen(
    selection: Selection,
    /// Whose it is, and which.
    session: Session,
) -> impl IntoView {
    let texts = use_texts();
    let conversation = session.fact.conversation;
    let name = session.visitor_name;
    let label = name.unwrap_or_else(|| texts.session_erased.to_owned());
    view! {
        <input
            type="checkbox"
            class="check__input history__choose"
            aria-label=crate::text::fill(texts.select_session, &[("name", &label)])
            prop:checked=move || selection.has(conversation)
            disabled=move || selection.is_full() && !selection.has(conversation)
            on:change=move |_| selection.toggle(conversation)
        />
    }
}

/// What can be done with what is chosen; nothing as long as nothing is.
#[component]
pub(super) fn SelectionBar(
    selection: Selection,
    /// All that the page shows.
    #[prop(into)]
    shown: Signal<Vec<ConversationId>>,
) -> impl IntoView {
    let texts = use_texts();
    let open = RwSignal::new(false);
    let count = move || selection.0.with(BTreeSet::len);
    let has_any = move || count() > 0;
    let has_more = move || {
        !selection.is_full() && shown.with(|shown| shown.iter().any(|one| !selection.has(*one)))
    };
    let source = Signal::derive(move || Source::These(selection.0.get().into_iter().collect()));
    view! {
        <Show when=has_any>
            <div class="history__selection" role="region" aria-label=texts.selection>
                <p class="history__count" role="status">{move || fill_count(texts.selected, count())}</p>
                <Button icon="download" on:click=move |_| open.set(true)>{texts.export_selected}</Button>
                <Show when=has_more>
                    <Button kind=Kind::Quiet on:click=move |_| selection.add(&shown.get_untracked())>
                        {texts.select_shown}
                    </Button>
                </Show>
                <Button kind=Kind::Quiet on:click=move |_| selection.0.set(BTreeSet::new())>
                    {texts.select_none}
                </Button>
                <Show when=move || selection.is_full()>
                    <p class="field__help">{fill_count(texts.selection_full, SESSIONS_SELECTED)}</p>
                </Show>
            </div>
        </Show>
        <ExportDialog open source />
    }
}
