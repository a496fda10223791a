//! What operators write down: one text for all of them, saved by itself (spec 8.5).

use super::Part;
use crate::api::Failure;
use crate::browser::storage;
use crate::conversation::api;
use crate::json;
use crate::keyboard::shortcut;
use crate::live::{Console, Link};
use crate::moment::Clock;
use crate::text::{fill, use_texts};
use domain::details::{Note, NoteDraft};
use domain::id::{ConversationId, UserId};
use domain::problem::Fault;
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;

/// Who stops typing for so long has his words saved.
const PAUSE: Duration = Duration::from_millis(700);

/// Where the note and its field are.
#[derive(Clone, Copy)]
struct Field {
    user: UserId,
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
        user: console.my_id(),
        id,
        draft: RwSignal::new(NoteDraft::new(saved.get_untracked().unwrap_or_default())),
        problem: RwSignal::new(None),
        is_unreachable: RwSignal::new(false),
        element: NodeRef::new(),
        pause: StoredValue::new(None),
    };
    Effect::new(move || field.restore());
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
    let is_wrong = move || field.fault().map(|_| "true");
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
        if let Some(fault) = field.fault() {
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
    /// What was typed here before, and could not be saved, is there again.
    fn restore(self) {
        if let Some(mut kept) = kept(&self.key()) {
            kept.hear(self.draft.with_untracked(|draft| draft.known().clone()));
            self.draft.set(kept);
            self.show();
            self.keep();
            self.save();
        }
    }

    /// The browser keeps what is typed until it is saved.
    fn keep(self) {
        let unsaved = self.draft.with_untracked(|draft| {
            let is_unsaved = !draft.is_saved();
            is_unsaved.then(|| serde_json::to_string(draft))
        });
        match unsaved {
            Some(Ok(unsaved)) => storage::write(&self.key(), &unsaved),
            _ => storage::remove(&self.key()),
        }
    }

    /// Why it cannot be saved, as far as is known.
    fn fault(self) -> Option<Fault> {
        let known = self.problem.get();
        known.or_else(|| self.draft.with(NoteDraft::fault))
    }

    /// Where it keeps it.
    fn key(self) -> String {
        format!("porchlight.note.{}.{}", self.user, self.id)
    }

    /// Somebody saved this.
    fn hear(self, note: Note) {
        if self.draft.with_untracked(|draft| draft.known() == &note) {
            return;
        }
        // What another tab keeps is not this one's to forget.
        let is_typed = self.draft.with_untracked(|draft| !draft.is_saved());
        self.draft.update(|draft| draft.hear(note));
        self.show();
        if is_typed {
            self.keep();
            self.save();
        }
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
        self.keep();
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
            let answer = api::save_note(self.id, known, text.clone()).await;
            if !self.draft.is_disposed() {
                return self.answered(answer);
            }
            // The panel has been left meanwhile, and perhaps another one opened in which more was typed.
            let is_kept = kept(&self.key()).is_some_and(|kept| kept.text() == text);
            if is_kept && answer.is_ok_and(|note| note.text == text) {
                storage::remove(&self.key());
            }
        });
    }

    fn answered(self, answer: Result<Note, Failure>) {
        self.is_unreachable.set(false);
        let fault = match answer {
            Ok(note) => {
                self.draft.update(|draft| draft.answered(note));
                self.show();
                self.keep();
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

/// What the browser keeps of a note that is not saved.
fn kept(key: &str) -> Option<NoteDraft> {
    json::read(&storage::read(key)?).ok()
}
