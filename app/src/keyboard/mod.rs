//! The console without a mouse (spec 8.8): `Ctrl` or `⌘` `K` opens what can be done and gone to, `?` lists the shortcuts, and a
//! shortcut does what the element does that names it in `aria-keyshortcuts`, so that there is one list of them: the page.

mod list;
mod palette;
pub(crate) mod shortcut;

pub(crate) use list::ShortcutList;
pub(crate) use palette::Palette;

use crate::browser::page;
use crate::inbox::{beside_list, next_unread};
use crate::live::{Attention, Console};
use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;

/// What stands over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Overlay {
    /// What can be done and gone to.
    Palette,
    /// The list of the shortcuts.
    Shortcuts,
}

/// What of the keyboard is open.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keyboard(RwSignal<Option<Overlay>>);

impl Keyboard {
    /// Nothing is open yet.
    pub(crate) fn provide() {
        provide_context(Self(RwSignal::new(None)));
    }

    /// That of the page.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// Opens this in the place of what is open.
    pub(crate) fn open(self, overlay: Overlay) {
        self.0.set(Some(overlay));
    }

    /// This was closed; what was opened in its place meanwhile stays.
    pub(crate) fn closed(self, overlay: Overlay, event: &ev::Event) {
        // It is told late: the element may be that of the next one already, and shown again.
        let is_shown = event_target::<web_sys::Element>(event).has_attribute("open");
        if !is_shown && self.0.get_untracked() == Some(overlay) {
            self.0.set(None);
        }
    }
}

/// Hears the shortcuts, and shows what they open.
#[component]
pub(crate) fn Keys() -> impl IntoView {
    let (console, keyboard) = (Console::of_page(), Keyboard::of_page());
    let attention = Attention::of_page();
    let go_on = move || {
        let next = console
            .inbox
            .with_untracked(|inbox| next_unread(inbox, attention.turned_to_untracked()));
        if let Some(next) = next {
            page::follow(&beside_list(next));
        }
    };
    Effect::new(move || {
        let heard = window_event_listener(ev::keydown, move |event| {
            if is_done(&event, keyboard, &go_on) {
                event.prevent_default();
            }
        });
        on_cleanup(move || heard.remove());
    });
    move || keyboard.0.get().map(crate::later::keyboard)
}

/// Does what a key is for; whether it was for anything.
fn is_done(event: &KeyboardEvent, keyboard: Keyboard, go_on: &impl Fn()) -> bool {
    if shortcut::is_palette(event) {
        // What is shown counts: that it was closed is told late.
        if page::has("dialog.palette[open]") {
            page::close_dialog();
        } else if !page::is_asking() || keyboard.0.get_untracked() == Some(Overlay::Shortcuts) {
            page::close_dialog();
            keyboard.open(Overlay::Palette);
        }
        // Else a question has to be answered first.
        return true;
    }
    if page::is_asking() {
        return false;
    }
    if event.key() == "?" && !page::is_typing_in(event) {
        keyboard.open(Overlay::Shortcuts);
        return true;
    }
    match shortcut::of(event) {
        Some(keys) if keys == shortcut::NEXT_UNREAD => go_on(),
        Some(keys) => return page::carry_out(&keys),
        None => return false,
    }
    true
}
