//! A Leptos page with nothing on it: what any console built with Leptos weighs at least.
#![cfg(target_arch = "wasm32")]

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page that the server sent.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_body(Page);
    if let Some(root) = document().document_element() {
        // Without the mark the measurement never ends, which tells enough.
        let _marked = root.set_attribute("data-hydrated", "1");
    }
}

#[component]
fn Page() -> impl IntoView {
    view! { <main>"Empty"</main> }
}
