//! What the page knows of *Helpdesk*.

use super::api;
use crate::live::Console;
use domain::helpdesk::Helpdesk;
use domain::wire::console::SharedList;
use leptos::prelude::*;

/// Whether *Helpdesk* is on, as far as the page has heard.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HasHelpdesk(RwSignal<bool>);

impl HasHelpdesk {
    /// Makes it known to the page, as its server said.
    pub(crate) fn provide(is_on: bool) {
        provide_context(Self(RwSignal::new(is_on)));
    }

    /// That of the page.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// Whether it is on.
    pub(crate) fn get(self) -> bool {
        self.0.get()
    }

    /// The same, without hearing of later changes.
    pub(crate) fn get_untracked(self) -> bool {
        self.0.get_untracked()
    }

    /// The server says so.
    pub(crate) fn heard(self, is_on: bool) {
        if self.0.get_untracked() != is_on {
            self.0.set(is_on);
        }
    }
}

/// Whether it is on, and its teams, for as long as who asks is there; the page hears whenever that changes.
pub(crate) fn use_helpdesk() -> RwSignal<Helpdesk> {
    let (console, has_helpdesk) = (Console::of_page(), HasHelpdesk::of_page());
    let helpdesk = RwSignal::new(Helpdesk {
        is_on: has_helpdesk.get_untracked(),
        ..Helpdesk::default()
    });
    Effect::new(move || {
        console.lists().hear(SharedList::Helpdesk);
        leptos::task::spawn_local(async move {
            // Without an answer what is here stays.
            let Ok(answer) = api::load_helpdesk().await else {
                return;
            };
            has_helpdesk.heard(answer.is_on);
            if helpdesk.try_with_untracked(|known| *known != answer) == Some(true) {
                helpdesk.try_set(answer);
            }
        });
    });
    helpdesk
}
