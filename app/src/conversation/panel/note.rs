//! What operators write down: one text for all of them, saved by itself (spec 8.5).

use super::Part;
use crate::api::Failure;
use crate::conversation::api;
use crate::keyboard::shortcut;
use crate::live::{Console, Link};
use crate::moment::Clock;
use crate::text::{fill, use_texts};
use domain::details::{Note, NoteDraft};
use domain::id::ConversationId;
use domain::problem::Fault;
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;

/// Who stops typing for so long has his words saved.
const PAUSE: Duration = Duration::from_millis(700);

/// Where the note and its field are.
#[derive(Clone, Copy)]
struct Field {
    id: ConversationId,
    draft: RwSignal<NoteDraft>,
    problem: RwSignal<Option<Fault>>,
    is_unreachable: RwSignal<bool>,
    element: NodeRef<html::Textarea>,
    pause: StoredValue<Option<TimeoutHandle>>,
}

/// The note; what colleagues write appears in it while one writes oneself.
#[component]
pub(super) fn NoteView(
    /// Of which conversation.
    id: ConversationId,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let saved = Memo::new(move |_| {
        let thread = console.thread(id)?;
        thread.with(|thread| thread.details.as_ref().map(|details| details.note.clone()))
    });
    let field = Field {
        id,
        draft: RwSignal::new(NoteDraft::new(saved.get_untracked().unwrap_or_default())),
        problem: RwSignal::new(None),
        is_unreachable: RwSignal::new(false),
        element: NodeRef::new(),
        pause: StoredValue::new(None),
    };
    Effect::new(move || {
        if let Some(note) = saved.get() {
            field.hear(note);
        }
    });
    // What could not be saved while the connection was away is saved once it is back.
    Effect::new(move || {
        if console.link.get() == Link::Up && field.is_unreachable.get_untracked() {
            field.save();
        }
    });
    on_cleanup(move || field.save());
    let first = field.draft.with_untracked(|draft| draft.text().to_owned());
    let is_wrong = move || field.problem.get().map(|_| "true");
    view! {
        <Part title=texts.note>
            <textarea
                class="field__input note"
                rows="2"
                dir="auto"
                aria-label=texts.note
                aria-keyshortcuts=shortcut::NOTE
                aria-invalid=is_wrong
                aria-describedby="note-state"
                placeholder=texts.note_placeholder
                node_ref=field.element
                on:input=move |event| field.typed(&event_target_value(&event))
                on:blur=move |_| field.save()
            >
                {first}
            </textarea>
            <p id="note-state" class="note__state" role="status">
                <State field />
            </p>
        </Part>
    }
}

/// Whether the note is saved, and who has saved it last.
#[component]
fn State(field: Field) -> impl IntoView {
    let (console, texts, clock) = (Console::of_page(), use_texts(), Clock::of_page());
    let language = use_context().unwrap_or_default();
    let who = move |note: &Note| {
        let (by, at) = (note.by?, note.at?);
        let name = console
            .colleague(by)
            .unwrap_or_else(|| texts.note_by_somebody.to_owned());
        let when = clock.told(at, texts, language);
        Some(fill(texts.note_saved, &[("name", &name), ("when", &when)]))
    };
    move || {
        if let Some(fault) = field.problem.get() {
            return view! { <span class="field__problem">{texts.fault(fault)}</span> }.into_any();
        }
        let is_unreachable = field.is_unreachable.get();
        let told = field.draft.with(|draft| {
            if draft.is_saved() {
                who(draft.known()).unwrap_or_default()
            } else if is_unreachable {
                texts.note_unreachable.to_owned()
            } else {
                texts.note_saving.to_owned()
            }
        });
        told.into_any()
    }
}

impl Field {
    /// Somebody saved this.
    fn hear(self, note: Note) {
        if self.draft.with_untracked(|draft| draft.known() == &note) {
            return;
        }
        self.draft.update(|draft| draft.hear(note));
        self.show();
        self.save();
    }

    /// The field shows what the draft says; the caret stays at its place.
    fn show(self) {
        let Some(Some(element)) = self.element.try_get_untracked() else {
            return;
        };
        let text = self.draft.with_untracked(|draft| draft.text().to_owned());
        if element.value() == text {
            return;
        }
        let caret = element.selection_start().ok().flatten();
        element.set_value(&text);
        if let Some(caret) = caret {
            // A field without the focus needs no caret.
            let _ = element.set_selection_range(caret, caret);
        }
    }

    fn typed(self, text: &str) {
        self.draft.update(|draft| draft.typed(text));
        self.problem.set(None);
        let pause = set_timeout_with_handle(move || self.save(), PAUSE).ok();
        self.pause.update_value(|waiting| {
            if let Some(waiting) = std::mem::replace(waiting, pause) {
                waiting.clear();
            }
        });
    }

    /// Saves what was typed, unless it is saved or on its way.
    fn save(self) {
        let Some(Some((known, text))) = self.draft.try_update(NoteDraft::send) else {
            return;
        };
        leptos::task::spawn_local(async move {
            let answer = api::save_note(self.id, known, text).await;
            // The panel may have been left meanwhile.
            if !self.draft.is_disposed() {
                self.answered(answer);
            }
        });
    }

    fn answered(self, answer: Result<Note, Failure>) {
        self.is_unreachable.set(false);
        let fault = match answer {
            Ok(note) => {
                self.draft.update(|draft| draft.answered(note));
                self.show();
                // More may have been typed meanwhile.
                self.save();
                None
            }
            Err(Failure::Invalid(problems)) => {
                self.draft.update(NoteDraft::failed);
                problems.first().map(|problem| problem.fault)
            }
            Err(_) => {
                self.draft.update(NoteDraft::failed);
                self.is_unreachable.set(true);
                None
            }
        };
        self.problem.set(fault);
    }
}
