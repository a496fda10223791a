//! What a page shows: it came with the page, or is asked for.

use crate::api::Failure;
use crate::text::use_texts;
use crate::ui::{Button, Notice, Skeleton, Tone};
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use std::sync::Arc;

/// What a page shows, and how it is asked for.
pub(crate) struct Loaded<T: 'static> {
    value: RwSignal<Option<Result<T, Failure>>>,
    ask: StoredValue<Ask<T>>,
}

/// May go to another thread, as everything that a page of the server holds: it is dropped on whichever was at work last.
type Ask<T> = Arc<dyn Fn() -> LocalBoxFuture<'static, Result<T, Failure>> + Send + Sync>;

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loaded<T> {}

impl<T: Clone + Send + Sync + 'static> Loaded<T> {
    /// What came with the page; without it, `ask` is asked in the browser.
    pub(crate) fn new<F>(first: Option<T>, ask: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<T, Failure>> + 'static,
    {
        let ask: Ask<T> = Arc::new(move || Box::pin(ask()));
        let loaded = Self {
            value: RwSignal::new(first.map(Ok)),
            ask: StoredValue::new(ask),
        };
        Effect::new(move || {
            if loaded.value.with_untracked(Option::is_none) {
                loaded.again();
            }
        });
        loaded
    }

    /// Asks again; what is shown stays until the answer is here.
    pub(crate) fn again(self) {
        let Some(ask) = self.ask.try_get_value() else {
            return;
        };
        leptos::task::spawn_local(async move {
            let answer = ask().await;
            // The page may have been left meanwhile.
            self.value.try_set(Some(answer));
        });
    }

    /// The same, without hearing of later changes.
    pub(crate) fn get_untracked(self) -> Option<T> {
        self.value.get_untracked().and_then(Result::ok)
    }

    /// What is shown now, if it is here.
    pub(crate) fn get(self) -> Option<T> {
        self.value.get().and_then(Result::ok)
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Loaded<T> {
    /// Asks again, and leaves the page as it is if the answer says what is shown already.
    pub(crate) fn refresh(self) {
        let Some(ask) = self.ask.try_get_value() else {
            return;
        };
        leptos::task::spawn_local(async move {
            let answer = Some(ask().await);
            // The page may have been left meanwhile.
            if self.value.try_with_untracked(|value| *value != answer) == Some(true) {
                self.value.try_set(answer);
            }
        });
    }
}

/// The page's content once it is here; until then its shape, or why it cannot be shown.
#[component]
pub(crate) fn Shown<T: Clone + Send + Sync + 'static>(
    /// What is shown.
    loaded: Loaded<T>,
    /// The content.
    content: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let texts = use_texts();
    move || match loaded.value.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(Err(_)) => view! {
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.cannot_load>
                <Button on:click=move |_| loaded.again()>{texts.try_again}</Button>
            </Notice>
        }
        .into_any(),
        Some(Ok(value)) => content(value),
    }
}
