//! The canned responses at hand while one writes.

use super::api;
use crate::live::Console;
use domain::canned::CannedResponse;
use domain::wire::console::SharedList;
use leptos::prelude::*;

/// What the user may put into a reply: asked for when the first reply box is shown, and again when it changed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Usable {
    responses: RwSignal<Vec<CannedResponse>>,
    is_wanted: RwSignal<bool>,
}

impl Usable {
    /// Makes them known to the page.
    pub(crate) fn provide(console: Console) {
        let usable = Self {
            responses: RwSignal::default(),
            is_wanted: RwSignal::new(false),
        };
        Effect::new(move || {
            if usable.is_wanted.get() {
                console.lists().hear(SharedList::CannedResponses);
                usable.ask(console);
            }
        });
        provide_context(usable);
    }

    /// Those of the page, which are asked for from now on.
    pub(crate) fn of_page() -> Self {
        let usable: Self = expect_context();
        Effect::new(move || {
            if !usable.is_wanted.get_untracked() {
                usable.is_wanted.set(true);
            }
        });
        usable
    }

    /// Does something with them as they are now.
    pub(crate) fn with<T>(self, with: impl FnOnce(&[CannedResponse]) -> T) -> T {
        self.responses.with(|responses| with(responses))
    }

    /// Whether there are none, without hearing of later changes.
    pub(crate) fn is_empty(self) -> bool {
        self.responses.with_untracked(Vec::is_empty)
    }

    fn ask(self, console: Console) {
        let (user, role) = console.me.with_untracked(|me| (me.id, me.role));
        leptos::task::spawn_local(async move {
            // Without an answer those that are here stay.
            if let Ok(canned) = api::list().await {
                self.responses.try_set(canned.usable(user, role));
            }
        });
    }
}
