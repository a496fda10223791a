//! *Do not disturb*: for an hour this browser makes no sound and shows no notification, in none of its tabs (spec 8.8). It
//! ends by itself, so that nobody misses what he forgot to switch on again; what waits is counted meanwhile.

use crate::browser::locale::now;
use crate::browser::storage;
use domain::time::{HOUR_MS, Timestamp};
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;

/// Where the browser keeps until when it is quiet.
const KEY: &str = "porchlight.quiet";

/// Until when this browser is quiet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quiet {
    until: RwSignal<Option<Timestamp>>,
}

impl Quiet {
    pub(super) fn new() -> Self {
        Self {
            until: RwSignal::new(None),
        }
    }

    /// Begins to follow what this tab and the others of the browser choose.
    pub(super) fn start(self) {
        self.look();
        let handle = window_event_listener(ev::Custom::<ev::Event>::new("storage"), move |_| {
            self.look();
        });
        on_cleanup(move || handle.remove());
    }

    /// Whether it is quiet now.
    pub(crate) fn is_on(self) -> bool {
        self.until.with(Option::is_some)
    }

    /// Until when it is quiet, if it is.
    pub(crate) fn until(self) -> Option<Timestamp> {
        self.until.get()
    }

    /// The same, without hearing of later changes.
    pub(crate) fn until_untracked(self) -> Option<Timestamp> {
        self.until.get_untracked()
    }

    /// Whether it is quiet now, without hearing of later changes; a tab that slept goes by the clock.
    pub(super) fn is_on_untracked(self) -> bool {
        let until = self.until.get_untracked();
        until.is_some_and(|until| now() < until)
    }

    /// Switches it on for an hour, or off.
    pub(crate) fn switch(self) {
        if self.is_on_untracked() {
            storage::remove(KEY);
        } else {
            storage::write(KEY, &now().plus(HOUR_MS).0.to_string());
        }
        self.look();
    }

    fn look(self) {
        let kept = storage::read(KEY).and_then(|text| text.parse().ok());
        let until = kept.map(Timestamp).filter(|until| now() < *until);
        if self.until.get_untracked() != until {
            self.until.set(until);
        }
        if let Some(until) = until {
            let left = u64::try_from(until.since(now())).unwrap_or_default();
            set_timeout(
                move || {
                    // The page may be gone by then.
                    if self.until.try_get_untracked() == Some(Some(until)) {
                        self.look();
                    }
                },
                Duration::from_millis(left),
            );
        }
    }
}
