//! The palette and the list of shortcuts, which are needed once one of them is opened.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what can fail is loading the function, and that goes by its type"
)]

use super::{Part, shown};
use crate::keyboard::{Overlay, Palette, ShortcutList};
use futures::FutureExt;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// Nothing but this function may name them, or their code is needed at first after all.
#[wasm_split(keyboard, wasm_split_path = leptos::wasm_split, preload(load), fallible)]
pub(super) fn content(overlay: Overlay) -> Result<AnyView, SplitLoaderError> {
    Ok(match overlay {
        Overlay::Palette => view! { <Palette /> }.into_any(),
        Overlay::Shortcuts => view! { <ShortcutList /> }.into_any(),
    })
}

/// What stands over the page.
pub(crate) fn keyboard(overlay: Overlay) -> AnyView {
    let content = move || content(overlay).now_or_never().and_then(Result::ok);
    shown(Part::Keyboard, content, |instead| {
        view! { <section class="palette palette--coming">{instead}</section> }.into_any()
    })
}
