//! Calls the operator when a visitor writes and he looks elsewhere (spec 8.8).

use super::console::Console;
use crate::browser::{notification, page, sound};
use domain::event::{Event, Happening};
use domain::id::ConversationId;
use domain::message::{Author, Message};
use domain::text::shortened;
use leptos::ev;
use leptos::prelude::*;

/// Characters of a message in a notification.
const NOTIFICATION_CHARACTERS: usize = 140;

/// What the operator looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attention {
    open: StoredValue<Option<ConversationId>>,
    /// Whether he looks at this page at all.
    pub(crate) is_looked_at: RwSignal<bool>,
    /// The conversation whose notification was clicked last.
    pub(crate) called: RwSignal<Option<ConversationId>>,
}

impl Attention {
    /// Nothing is open.
    pub(super) fn new() -> Self {
        let attention = Self {
            open: StoredValue::new(None),
            called: RwSignal::new(None),
            is_looked_at: RwSignal::new(false),
        };
        provide_context(attention);
        attention
    }

    /// The page's attention.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// Begins to follow whether the page is looked at.
    pub(super) fn start(self) {
        let look = move || {
            if self.is_looked_at.get_untracked() != page::is_looked_at() {
                self.is_looked_at.set(page::is_looked_at());
            }
        };
        look();
        for name in ["focus", "blur", "visibilitychange", "pageshow"] {
            let handle = window_event_listener(ev::Custom::<ev::Event>::new(name), move |_| look());
            on_cleanup(move || handle.remove());
        }
    }

    /// A conversation is open now, or none.
    pub(crate) fn turn_to(self, conversation: Option<ConversationId>) {
        self.open.set_value(conversation);
    }

    /// The conversation that is open, if one is.
    pub(crate) fn turned_to(self) -> Option<ConversationId> {
        self.open.get_value()
    }

    /// Calls the operator if this is for him and he does not see it.
    pub(super) fn hear(self, console: Console, event: &Event) {
        let Happening::Said(message) = &event.happening else {
            return;
        };
        let is_looked_at =
            page::is_looked_at() && self.open.get_value() == Some(event.conversation);
        if message.author != Author::Visitor || is_looked_at {
            return;
        }
        let me = console.me.get_untracked();
        let row = console
            .inbox
            .with_untracked(|inbox| inbox.row(event.conversation).cloned());
        let Some(row) = row.filter(|row| row.conversation.concerns(me.id)) else {
            return;
        };
        if me.preferences.sound {
            sound::chime();
        }
        if me.preferences.notifications && !page::is_looked_at() {
            self.notify(&row.conversation.visitor_name, message, event.conversation);
        }
    }

    fn notify(self, name: &str, message: &Message, conversation: ConversationId) {
        let words = shortened(
            message.body.gist().unwrap_or_default(),
            NOTIFICATION_CHARACTERS,
        );
        notification::show(name, &words, &conversation.to_string(), move || {
            self.called.set(Some(conversation));
        });
    }
}
