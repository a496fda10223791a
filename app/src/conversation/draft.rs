//! What is being written in a conversation: kept by the browser until it is sent.

use crate::browser::{page, storage};
use domain::id::{ConversationId, UserId};
use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

/// What is being written in a conversation, and the field it is written in, below what was said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draft {
    /// The words.
    pub(super) text: RwSignal<String>,
    /// The field. It keeps its own text, so that what was typed before hydration stays.
    pub(super) field: NodeRef<html::Textarea>,
    /// What was said.
    pub(super) log: NodeRef<html::Div>,
    key: StoredValue<String>,
}

impl Draft {
    /// The user's draft in a conversation.
    pub(super) fn of(user: UserId, conversation: ConversationId) -> Self {
        let draft = Self {
            text: RwSignal::default(),
            field: NodeRef::new(),
            log: NodeRef::new(),
            key: StoredValue::new(format!("porchlight.draft.{user}.{conversation}")),
        };
        Effect::new(move || {
            let Some(field) = draft.field.get() else {
                return;
            };
            let typed = field.value();
            let kept = draft.key.with_value(|key| storage::read(key));
            match kept.filter(|_| typed.is_empty()) {
                Some(kept) => draft.set(&kept),
                None => draft.typed(typed),
            }
        });
        draft
    }

    /// The field has this text now.
    pub(super) fn typed(self, text: String) {
        self.key.with_value(|key| {
            if text.is_empty() {
                storage::remove(key);
            } else {
                storage::write(key, &text);
            }
        });
        self.text.set(text);
    }

    /// Puts a text in the field.
    pub(super) fn set(self, text: &str) {
        if let Some(field) = self.field.get_untracked() {
            field.set_value(text);
        }
        self.typed(text.to_owned());
    }

    /// Puts a text where the caret stands, which stands behind it then.
    pub(super) fn insert(self, text: &str) {
        let Some(field) = self.field.get_untracked() else {
            return;
        };
        let start = field.selection_start().ok().flatten();
        // A field without a caret takes the text at its end.
        if field.set_range_text(text).is_err() {
            field.set_value(&(field.value() + text));
        }
        self.typed(field.value());
        self.focus();
        // Browsers leave a caret that selected nothing before the text.
        let length = u32::try_from(text.encode_utf16().count()).unwrap_or_default();
        if let Some(end) = start.map(|start| start.saturating_add(length)) {
            let _ = field.set_selection_range(end, end);
        }
    }

    /// Brings the caret into the field; where nothing can be written, the focus to what was said.
    pub(super) fn focus(self) {
        let Some(field) = self.field_in_sight() else {
            return self.focus_log();
        };
        // A field that cannot take the focus leaves it where it is.
        let _ = field.focus();
    }

    /// Brings the focus to what was said.
    pub(super) fn focus_log(self) {
        // The conversation may have been left meanwhile.
        if let Some(log) = self.log.try_get_untracked().flatten() {
            let _ = log.focus();
        }
    }

    /// The field goes: if it has the focus, what comes in its place gets it.
    pub(super) fn hand_on(self) {
        if self
            .field_in_sight()
            .is_some_and(|field| page::has_focus(&field))
        {
            request_animation_frame(move || self.focus());
        }
    }

    /// The field, unless it is gone; a reference outlives it.
    fn field_in_sight(self) -> Option<HtmlTextAreaElement> {
        let field = self.field.try_get_untracked().flatten();
        field.filter(|field| field.is_connected())
    }
}
