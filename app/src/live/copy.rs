//! The page's copy of a list that all consoles share.

use super::Console;
use crate::api::Failure;
use domain::wire::console::SharedList;
use leptos::prelude::*;
use std::sync::Arc;

/// A list that is asked for when it is first shown, and again when it has changed.
pub(crate) struct Copied<T: Send + Sync + 'static> {
    list: RwSignal<Vec<T>>,
    is_wanted: RwSignal<bool>,
}

impl<T: Send + Sync + 'static> Clone for Copied<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Copied<T> {}

impl<T: Send + Sync + 'static> Copied<T> {
    /// Makes it known to the page; `ask` is asked for all of it.
    pub(crate) fn provide<F>(
        console: Console,
        which: SharedList,
        ask: impl Fn() -> F + Send + Sync + 'static,
    ) where
        F: Future<Output = Result<Vec<T>, Failure>> + 'static,
    {
        let copied = Self {
            list: RwSignal::new(Vec::new()),
            is_wanted: RwSignal::new(false),
        };
        let ask = Arc::new(ask);
        Effect::new(move || {
            if !copied.is_wanted.get() {
                return;
            }
            console.lists().hear(which);
            let ask = Arc::clone(&ask);
            leptos::task::spawn_local(async move {
                // Without an answer what is here stays.
                if let Ok(list) = ask().await {
                    copied.list.try_set(list);
                }
            });
        });
        provide_context(copied);
    }

    /// That of the page, which is asked for from now on.
    pub(crate) fn of_page() -> Self {
        let copied: Self = expect_context();
        Effect::new(move || {
            if !copied.is_wanted.get_untracked() {
                copied.is_wanted.set(true);
            }
        });
        copied
    }

    /// Does something with it as it is now.
    pub(crate) fn with<U>(self, with: impl FnOnce(&[T]) -> U) -> U {
        self.list.with(|list| with(list))
    }

    /// The same, without hearing of later changes.
    pub(crate) fn with_untracked<U>(self, with: impl FnOnce(&[T]) -> U) -> U {
        self.list.with_untracked(|list| with(list))
    }
}
