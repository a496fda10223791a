//! *Undo* and *Redo*: what was changed since the form was opened is taken back and done again, by buttons or keys.

use super::state::Form;
use crate::browser::page;
use crate::text::{fill_count, use_texts};
use crate::ui::Icon;
use domain::chatbot::ChatbotDraft;
use domain::undo::Undo;
use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Undo,
    Redo,
}

impl Form {
    /// It was changed; `before` is what it said until then.
    pub(super) fn note(self, before: ChatbotDraft) {
        if self.draft.with_untracked(|now| *now != before) {
            self.undo.update(|undo| undo.changed(before));
        }
    }

    /// Takes its name as it is typed.
    pub(super) fn rename(self, name: String) {
        let before = self.draft.get_untracked();
        if before.name != name {
            self.draft.update(|draft| draft.name = name);
            self.undo.update(|undo| undo.typed(before));
        }
    }

    /// The name is typed.
    pub(super) fn typing_ended(self) {
        // The field may lose the keyboard because the page is left.
        self.undo.try_update_untracked(Undo::typing_ended);
    }

    /// Whether there was something to take back, or to do again.
    fn carry_out(self, deed: Deed) -> bool {
        let now = self.draft.get_untracked();
        let then = self.undo.try_update(|undo| match deed {
            Deed::Undo => undo.undo(now),
            Deed::Redo => undo.redo(now),
        });
        let Some(then) = then.flatten() else {
            return false;
        };
        self.draft.set(then);
        self.lost.set(String::new());
        self.problems.set(Vec::new());
        true
    }
}

/// The two buttons, and what they did for who does not see it.
#[component]
pub(super) fn UndoBar(form: Form) -> impl IntoView {
    let texts = use_texts();
    let told = RwSignal::new(String::new());
    let carry_out = move |deed: Deed| {
        if !form.carry_out(deed) {
            return;
        }
        // The number makes each a sentence of its own, which is read out.
        let (text, count) = form.undo.with_untracked(|undo| match deed {
            Deed::Undo => (texts.undone, undo.undos()),
            Deed::Redo => (texts.redone, undo.redos()),
        });
        told.set(fill_count(text, count));
    };
    Effect::new(move || {
        let heard = window_event_listener(ev::keydown, move |event| {
            let is_elsewhere = page::is_in_field(&event) || page::is_asking();
            if let Some(deed) = asked(&event).filter(|_| !is_elsewhere) {
                event.prevent_default();
                carry_out(deed);
            }
        });
        on_cleanup(move || heard.remove());
    });
    let sign = move |deed: Deed| {
        let (icon, label) = match deed {
            Deed::Undo => ("undo-2", texts.undo),
            Deed::Redo => ("redo-2", texts.redo),
        };
        let is_idle = move || {
            let count = form.undo.with(|undo| match deed {
                Deed::Undo => undo.undos(),
                Deed::Redo => undo.redos(),
            });
            if count == 0 { "true" } else { "false" }
        };
        // It keeps the keyboard when there is nothing more to do.
        view! {
            <button
                type="button"
                class="button button--icon"
                aria-label=label
                title=label
                aria-disabled=is_idle
                on:click=move |_| carry_out(deed)
            >
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <div class="undo">
            {sign(Deed::Undo)}
            {sign(Deed::Redo)}
            <span class="visually-hidden" role="status">{move || told.get()}</span>
        </div>
    }
}

/// What keys ask for: `Ctrl` or `⌘` with `Z`, and the same with `Shift`, or `Ctrl` `Y`.
fn asked(event: &KeyboardEvent) -> Option<Deed> {
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
        return None;
    }
    match (event.key().to_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Some(Deed::Undo),
        ("z", true) | ("y", false) => Some(Deed::Redo),
        _ => None,
    }
}
