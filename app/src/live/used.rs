//! Tells the server that somebody uses the console, so that he counts as online (spec 5.1).

use super::console::{Console, Link};
use crate::browser::locale;
use domain::time::{MINUTE_MS, Timestamp};
use domain::wire::console::FromConsole;
use leptos::ev;
use leptos::prelude::*;

/// Sent at most this often.
const TOLD_EVERY_MS: i64 = MINUTE_MS;

/// Follows keys, the pointer and the focus.
pub(super) fn start(console: Console) {
    let told_at = StoredValue::new(None::<Timestamp>);
    let used = move || {
        let now = locale::now();
        let is_told = told_at
            .get_value()
            .is_some_and(|told_at| now.since(told_at) < TOLD_EVERY_MS);
        if !is_told && console.link.get_untracked() == Link::Up {
            told_at.set_value(Some(now));
            console.send(FromConsole::Used);
        }
    };
    for name in ["keydown", "pointerdown", "pointermove", "focus"] {
        let handle = window_event_listener(ev::Custom::<ev::Event>::new(name), move |_| used());
        on_cleanup(move || handle.remove());
    }
}
