//! What was asked for last: it is asked for again when something else is wanted, and when it has changed.

use crate::api::Failure;
use crate::text::use_texts;
use crate::ui::{Button, Notice, Skeleton, Tone};
use leptos::prelude::*;

/// An answer, which stays in sight until the next is here.
pub(crate) struct Fresh<T: Send + Sync + 'static> {
    value: RwSignal<Option<Result<T, Failure>>>,
    turn: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Clone for Fresh<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Fresh<T> {}

impl<T: Send + Sync + 'static> Fresh<T> {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self {
            value: RwSignal::new(None),
            turn: StoredValue::new(0),
        }
    }

    /// Asks; `put` puts the answer in its place, unless something else was asked for meanwhile.
    pub(crate) fn ask(
        self,
        asked: impl Future<Output = Result<T, Failure>> + 'static,
        put: impl FnOnce(&mut Option<Result<T, Failure>>, Result<T, Failure>) + 'static,
    ) {
        let turn = self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        });
        leptos::task::spawn_local(async move {
            let answer = asked.await;
            // The page may have been left meanwhile.
            if self.turn.try_get_value() == turn {
                self.value.try_update(|value| put(value, answer));
            }
        });
    }

    /// Changes what is in sight.
    pub(crate) fn update(self, change: impl FnOnce(&mut T)) {
        self.value.update(|value| {
            if let Some(Ok(value)) = value {
                change(value);
            }
        });
    }

    /// Does something with what is in sight, if it is here.
    pub(crate) fn with<U>(self, with: impl FnOnce(&T) -> U) -> Option<U> {
        self.value
            .with(|value| value.as_ref()?.as_ref().ok().map(with))
    }

    /// The same, without hearing of later changes.
    pub(crate) fn with_untracked<U>(self, with: impl FnOnce(&T) -> U) -> Option<U> {
        self.value
            .with_untracked(|value| value.as_ref()?.as_ref().ok().map(with))
    }
}

/// Puts an answer in the place of the one before, which stays where there is none.
pub(crate) fn replace<T>(value: &mut Option<Result<T, Failure>>, answer: Result<T, Failure>) {
    if answer.is_ok() || !matches!(value, Some(Ok(_))) {
        *value = Some(answer);
    }
}

/// The content once it is here; until then its shape, or why it cannot be shown.
#[component]
pub(crate) fn FreshView<T: Send + Sync + 'static>(
    /// What is shown.
    fresh: Fresh<T>,
    /// Asks once more.
    again: Callback<()>,
    /// The content, which hears by itself of what changes.
    children: ChildrenFn,
) -> impl IntoView {
    let texts = use_texts();
    let is_here = Memo::new(move |_| fresh.value.with(|value| value.as_ref().map(Result::is_ok)));
    move || match is_here.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(false) => view! {
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.cannot_load>
                <Button on:click=move |_| again.run(())>{texts.try_again}</Button>
            </Notice>
        }
        .into_any(),
        Some(true) => children().into_any(),
    }
}
