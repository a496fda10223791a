//! Short news that go away by themselves.

use super::{Button, Kind};
use leptos::prelude::*;
use std::time::Duration;

/// How long a toast stays.
const TOAST_STAYS_MS: u64 = 6_000;

/// The news that are shown now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
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
            next: StoredValue::new(0),
        });
    }

    /// The page's news.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// Shows a sentence for a few seconds.
    pub(crate) fn show(self, text: impl Into<String>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        let text = text.into();
        self.shown.update(|shown| shown.push(Toast { id, text }));
        set_timeout(
            move || self.dismiss(id),
            Duration::from_millis(TOAST_STAYS_MS),
        );
    }

    fn dismiss(self, id: u32) {
        self.shown
            .update(|shown| shown.retain(|toast| toast.id != id));
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
            <For each=move || toasts.shown.get() key=|toast| toast.id let:toast>
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
