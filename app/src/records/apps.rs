//! What the page knows of *Helpdesk* and *CRM*.

use super::api;
use crate::live::Console;
use domain::team::{App, AppState};
use leptos::prelude::*;

/// Which of them are on, as far as the page has heard.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Apps {
    helpdesk: RwSignal<bool>,
    crm: RwSignal<bool>,
}

impl Apps {
    /// Makes it known to the page, as its server said.
    pub(crate) fn provide(on: &[App]) {
        let is_on = |app| RwSignal::new(on.contains(&app));
        provide_context(Self {
            helpdesk: is_on(App::Helpdesk),
            crm: is_on(App::Crm),
        });
    }

    /// Those of the page.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// Whether one is on.
    pub(crate) fn has(self, app: App) -> bool {
        self.of(app).get()
    }

    /// The same, without hearing of later changes.
    pub(crate) fn has_untracked(self, app: App) -> bool {
        self.of(app).get_untracked()
    }

    /// The server says so.
    pub(crate) fn heard(self, app: App, is_on: bool) {
        if self.has_untracked(app) != is_on {
            self.of(app).set(is_on);
        }
    }

    fn of(self, app: App) -> RwSignal<bool> {
        match app {
            App::Helpdesk => self.helpdesk,
            App::Crm => self.crm,
        }
    }
}

/// Whether an app is on, and its teams, for as long as who asks is there; the page hears whenever that changes.
pub(crate) fn use_app(app: App) -> RwSignal<AppState> {
    let (console, apps) = (Console::of_page(), Apps::of_page());
    let state = RwSignal::new(AppState {
        is_on: apps.has_untracked(app),
        ..AppState::default()
    });
    Effect::new(move || {
        console.lists().hear(app.list());
        leptos::task::spawn_local(async move {
            // Without an answer what is here stays.
            let Ok(answer) = api::load_app(app).await else {
                return;
            };
            apps.heard(app, answer.is_on);
            if state.try_with_untracked(|known| *known != answer) == Some(true) {
                state.try_set(answer);
            }
        });
    });
    state
}
