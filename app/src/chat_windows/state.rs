//! The chat windows of the page: which there are goes by what is said and what the operator does, and is kept by his browser.

use super::arrangement::{Arrangement, Shown};
use crate::browser::{page, storage};
use crate::json;
use crate::live::{Attention, Console};
use domain::id::ConversationId;
use domain::inbox::{Inbox, InboxRow};
use domain::message::MessageNumber;
use leptos::ev::{self, FocusEvent};
use leptos::prelude::*;
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;
use web_sys::Node;

/// Below this width conversations open in the inbox, and only bubbles stand beside other pages.
const NARROW_PX: f64 = 700.0;
/// What is kept free beside windows: the rail, the bubbles, and something of the page.
const BESIDE_PX: f64 = 320.0;
/// What a window takes, with the gap beside it.
const WINDOW_PX: f64 = 332.0;

/// More windows than this are more than anybody reads at once.
const MOST: u8 = 6;

/// The chat windows of the page.
#[derive(Clone, Copy)]
pub(super) struct Windows {
    inbox: RwSignal<Inbox>,
    arrangement: RwSignal<Arrangement>,
    /// How many windows there is room for.
    room: RwSignal<usize>,
    /// What is seen of them.
    pub(super) shown: Memo<Shown>,
    /// The window that the operator has just opened himself: it takes the focus. Those that open by themselves never do.
    pub(super) taken: RwSignal<Option<ConversationId>>,
    /// In which of them a visitor wrote last.
    pub(super) told: RwSignal<Option<ConversationId>>,
}

impl Windows {
    /// Those that this browser has kept for the operator, and those that come.
    pub(super) fn new() -> Self {
        let (console, attention) = (Console::of_page(), Attention::of_page());
        let inbox = console.inbox;
        let key = format!("porchlight.windows.{}", console.my_id());
        let kept = storage::read(&key).and_then(|kept| json::read::<Arrangement>(&kept).ok());
        let mut arrangement = kept.unwrap_or_default();
        inbox.with_untracked(|inbox| {
            arrangement.forget(|conversation| inbox.row(conversation).is_some_and(is_kept));
        });
        let arrangement = RwSignal::new(arrangement);
        let room = RwSignal::new(room());
        // A page that shows a conversation itself has its reply where windows would stand, as the inbox has.
        let are_hidden = Memo::new(move |_| attention.turned_to().is_some());
        let shown = Memo::new(move |_| {
            if are_hidden.get() {
                return Shown::default();
            }
            arrangement.with(|of| of.shown(room.get()))
        });
        let windows = Self {
            inbox,
            arrangement,
            room,
            shown,
            taken: RwSignal::new(None),
            told: RwSignal::new(None),
        };
        windows.follow_width();
        windows.follow_what_is_said(attention);
        windows.open_what_is_called(attention);
        Effect::new(move || {
            if let Ok(json) = arrangement.with(serde_json::to_string) {
                storage::write(&key, &json);
            }
        });
        Effect::new(move || {
            let can_open = room.get() > 0 && !are_hidden.get();
            attention.show(can_open.then(|| shown.get().windows));
        });
        on_cleanup(move || attention.show(None));
        windows
    }

    /// Whether there is no room for any window.
    pub(super) fn are_bubbles_alone(self) -> bool {
        self.room.get() == 0
    }

    /// The operator opens one.
    pub(super) fn open(self, conversation: ConversationId) {
        let room = self.room.get_untracked();
        self.taken.set(Some(conversation));
        self.arrangement.update(|of| of.open(conversation, room));
    }

    /// The focus leaves one, perhaps before its reply could take it.
    pub(super) fn left(self, conversation: ConversationId, event: &FocusEvent) {
        let window = event.current_target();
        let window = window.and_then(|window| window.dyn_into::<Node>().ok());
        let next = event.related_target();
        let next = next.and_then(|next| next.dyn_into::<Node>().ok());
        let is_left =
            !window.is_some_and(|window| next.is_some() && window.contains(next.as_ref()));
        if is_left && self.taken.try_get_untracked() == Some(Some(conversation)) {
            self.taken.set(None);
        }
    }

    /// He folds one.
    pub(super) fn fold(self, conversation: ConversationId) {
        self.arrangement.update(|of| of.fold(conversation));
    }

    /// He closes one.
    pub(super) fn close(self, conversation: ConversationId) {
        let newest = self
            .inbox
            .with_untracked(|inbox| newest_unread(inbox.row(conversation)?));
        self.arrangement.update(|of| of.close(conversation, newest));
    }

    fn follow_width(self) {
        let handle = window_event_listener(ev::resize, move |_| {
            if self.room.get_untracked() != room() {
                self.room.set(room());
            }
        });
        on_cleanup(move || handle.remove());
    }

    fn follow_what_is_said(self, attention: Attention) {
        let (inbox, heard) = (self.inbox, attention.heard);
        let unread = Memo::new(move |_| {
            inbox.with(|inbox| {
                let mine = inbox.rows.iter().filter(|row| {
                    row.conversation.has_operator(inbox.user) || !row.mentions.is_empty()
                });
                mine.filter_map(|row| Some((row.conversation.id, newest_unread(row)?)))
                    .collect::<Vec<_>>()
            })
        });
        Effect::new(move || {
            let unread = unread.get();
            let just_said = heard.get();
            let mut next = self.arrangement.get_untracked();
            for (conversation, newest) in unread.into_iter().rev() {
                if just_said.contains(&conversation) {
                    self.told.set(Some(conversation));
                    next.hear(conversation);
                } else {
                    next.wait(conversation, newest);
                }
            }
            if next != self.arrangement.get_untracked() {
                self.arrangement.set(next);
            }
            if !just_said.is_empty() {
                heard.update(BTreeSet::clear);
            }
        });
    }

    fn open_what_is_called(self, attention: Attention) {
        let called = attention.called;
        // What was called before these windows came is open already, elsewhere.
        Effect::new(move |is_here: Option<()>| {
            let called = called.get().filter(|_| is_here.is_some());
            if let Some(conversation) = called.filter(|_| attention.has_windows()) {
                self.open(conversation);
            }
        });
    }
}

/// Whether a window of it is of use on another page.
fn is_kept(row: &InboxRow) -> bool {
    row.conversation.is_open() || !row.unread.is_empty()
}

fn newest_unread(row: &InboxRow) -> Option<MessageNumber> {
    row.unread.iter().max().copied()
}

/// How many windows there is room for.
fn room() -> usize {
    if page::is_narrower_than(NARROW_PX) {
        return 0;
    }
    let fits = |count: &u8| !page::is_narrower_than(BESIDE_PX + WINDOW_PX * f64::from(*count));
    (1..=MOST).take_while(fits).count().max(1)
}
