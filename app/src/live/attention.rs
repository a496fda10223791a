//! Calls the operator when a visitor writes and he looks elsewhere (spec 8.8).

use super::console::Console;
use super::quiet::Quiet;
use crate::browser::{notification, page, sound};
use crate::text::fill;
use domain::calling::{Call, calls, may_call};
use domain::event::{Event, Happening};
use domain::id::ConversationId;
use domain::inbox::InboxRow;
use domain::limit;
use domain::text::shortened;
use domain::user::User;
use leptos::ev;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What the operator looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attention {
    open: RwSignal<Option<ConversationId>>,
    /// The chat windows that are open; none where conversations open in the inbox (spec 8.4).
    windows: StoredValue<Option<Vec<ConversationId>>>,
    /// Whether he looks at this page at all.
    pub(crate) is_looked_at: RwSignal<bool>,
    /// The conversation that was asked for last, by its notification or in a menu.
    pub(crate) called: RwSignal<Option<ConversationId>>,
    /// Conversations in which a visitor wrote while another page than the inbox was there, until a chat window shows it.
    pub(crate) heard: RwSignal<BTreeSet<ConversationId>>,
    /// *Do not disturb*.
    pub(crate) quiet: Quiet,
}

impl Attention {
    /// Nothing is open.
    pub(super) fn new() -> Self {
        let attention = Self {
            open: RwSignal::new(None),
            windows: StoredValue::new(None),
            called: RwSignal::new(None),
            heard: RwSignal::default(),
            quiet: Quiet::new(),
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
        self.quiet.start();
        for name in ["focus", "blur", "visibilitychange", "pageshow"] {
            let handle = window_event_listener(ev::Custom::<ev::Event>::new(name), move |_| look());
            on_cleanup(move || handle.remove());
        }
    }

    /// The page shows a conversation now, or none.
    pub(crate) fn turn_to(self, conversation: Option<ConversationId>) {
        // A page that goes tells it, and perhaps all of them go.
        self.open.try_set(conversation);
    }

    /// The conversation that the page shows, if it shows one.
    pub(crate) fn turned_to(self) -> Option<ConversationId> {
        self.open.get()
    }

    /// The same, without hearing of later changes.
    pub(crate) fn turned_to_untracked(self) -> Option<ConversationId> {
        self.open.get_untracked()
    }

    /// These chat windows are open now; `None` where conversations open in the inbox.
    pub(crate) fn show(self, windows: Option<Vec<ConversationId>>) {
        self.windows.set_value(windows);
    }

    /// Whether a conversation that is asked for opens as a chat window.
    pub(crate) fn has_windows(self) -> bool {
        self.windows.with_value(Option::is_some)
    }

    /// Whether what is said in a conversation is seen at once.
    fn is_seen(self, conversation: ConversationId) -> bool {
        let is_shown = |windows: &Option<Vec<ConversationId>>| {
            windows
                .as_ref()
                .is_some_and(|windows| windows.contains(&conversation))
        };
        page::is_looked_at()
            && (self.turned_to_untracked() == Some(conversation)
                || self.windows.with_value(is_shown))
    }

    /// Calls the operator if this is for him and he does not see it.
    pub(super) fn hear(self, console: Console, event: &Event) {
        // Most events call nobody, and the row need not be copied for them.
        if !may_call(&event.happening) || self.is_seen(event.conversation) {
            return;
        }
        let me = console.me.get_untracked();
        let row = console
            .inbox
            .with_untracked(|inbox| inbox.row(event.conversation).cloned());
        let call = row.and_then(|row| call(&event.happening, row, &me, console));
        let Some((title, words)) = call else {
            return;
        };
        if !page::address().starts_with("/inbox") {
            self.heard.update(|heard| {
                heard.insert(event.conversation);
            });
        }
        if self.quiet.is_on_untracked() {
            return;
        }
        if me.preferences.sound {
            sound::chime();
        }
        if me.preferences.notifications && !page::is_looked_at() {
            self.notify(&title, &words, event.conversation);
        }
    }

    fn notify(self, title: &str, words: &str, conversation: ConversationId) {
        let words = shortened(words, limit::CALL_CHARACTERS);
        notification::show(title, &words, &conversation.to_string(), move || {
            self.called.set(Some(conversation));
        });
    }
}

/// Title and words of the call that an event is, if it calls this operator.
fn call(
    happening: &Happening,
    row: InboxRow,
    me: &User,
    console: Console,
) -> Option<(String, String)> {
    let conversation = row.conversation;
    match (calls(happening, &conversation, me.id)?, happening) {
        (Call::Visitor, Happening::Said(message)) => {
            let words = message.body.gist().unwrap_or_default().to_owned();
            Some((conversation.visitor_name, words))
        }
        (Call::Visitor, _) => None,
        (Call::Colleague, _) => {
            // What calls somebody was said last: both came to be in one transaction.
            let last = conversation.last_words?;
            let by = last.operator?;
            let name = console
                .people
                .with_untracked(|people| Some(people.find(by)?.operator.name.clone()))?;
            let title = fill(console.texts.mentioned_by, &[("name", &name)]);
            Some((title, last.text))
        }
    }
}
