//! Where this browser takes pushes, which only those consoles tell whose users have switched it on.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what can fail is loading the function, and that goes by its type"
)]

use super::Part;
use crate::live::{Attention, Console};
use crate::push::{self, is_on};
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// Nothing but this function and the preferences may name it, or its code is needed at first after all.
#[wasm_split(push, wasm_split_path = leptos::wasm_split, preload(load), fallible)]
pub(super) fn content(console: Console, attention: Attention) -> Result<(), SplitLoaderError> {
    leptos::task::spawn_local(push::renew(console, attention));
    Ok(())
}

/// Tells the server where this browser takes pushes, if its user wants them.
pub(crate) fn tell_where_to_push(console: Console) {
    if !is_on(console.my_id()) {
        return;
    }
    let attention = Attention::of_page();
    leptos::task::spawn_local(async move {
        // Where the code does not come, the next console tells it.
        if Part::Push.load().await.is_ok() {
            let _ = content(console, attention).await;
        }
    });
}
