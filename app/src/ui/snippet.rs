//! Code to be copied.

use super::{Button, Kind};
use leptos::prelude::*;

/// A line of code and a button that copies it.
#[component]
pub(crate) fn Snippet(
    /// The code.
    code: String,
    /// What the code is.
    label: &'static str,
    /// The text of the button.
    copy: &'static str,
    /// Copies it.
    on_copy: Callback<String>,
) -> impl IntoView {
    let copied = code.clone();
    view! {
        <div class="snippet" role="group" aria-label=label>
            <code class="snippet__code">{code}</code>
            <Button kind=Kind::Plain icon="copy" on:click=move |_| on_copy.run(copied.clone())>
                {copy}
            </Button>
        </div>
    }
}
