//! Short news that go away by themselves.

use super::{Button, Kind};
use leptos::prelude::*;
use std::time::Duration;

/// How long a toast stays.
const TOAST_STAYS_MS: u64 = 6_000;

/// The news that are shown now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Toasts {
    shown: RwSignal<Shown>,
}

#[derive(Clone, Debug, Default)]
struct Shown {
    toasts: Vec<Toast>,
    next: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Toast {
    id: u32,
    text: String,
}

impl Toasts {
    /// Makes the page able to show news.
    pub(crate) fn provide() {
        provide_context(Self {
            shown: RwSignal::default(),
        });
    }

    /// The page's news.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// Shows a sentence for a few seconds.
    pub(crate) fn show(self, text: impl Into<String>) {
        let text = text.into();
        let id = self.shown.try_update(|shown| {
            let id = shown.next;
            shown.next = id.wrapping_add(1);
            shown.toasts.push(Toast { id, text });
            id
        });
        let Some(id) = id else { return };
        set_timeout(
            move || self.dismiss(id),
            Duration::from_millis(TOAST_STAYS_MS),
        );
    }

    fn dismiss(self, id: u32) {
        self.shown
            .update(|shown| shown.toasts.retain(|toast| toast.id != id));
    }
}

/// Where the news appear; once a page.
#[component]
pub(crate) fn ToastRegion(
    /// What a screen reader says of the button that takes one away.
    close: &'static str,
) -> impl IntoView {
    let toasts = Toasts::of_page();
    view! {
        <div class="toasts" role="status">
            <For each=move || toasts.shown.with(|shown| shown.toasts.clone()) key=|toast| toast.id let:toast>
                <div class="toast">
                    <span>{toast.text}</span>
                    <Button
                        kind=Kind::SmallSign
                        icon="x"
                        label=close
                        on:click=move |_| toasts.dismiss(toast.id)
                    />
                </div>
            </For>
        </div>
    }
}
