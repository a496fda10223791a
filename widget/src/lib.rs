//! What visitors see.

mod decode;
mod dom;
mod effect;
mod encode;
mod http;
mod id;
mod json;
mod link;
mod memory;
mod model;
mod setup;
mod socket;
mod storage;
mod texts;
mod view;

use model::{Model, Msg};
use setup::Setup;
use storage::Store;
use view::View;
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleSheet, HtmlElement, Storage};

/// Two kilobytes less than the usual one.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

const STYLE: &str = include_str!("view/style.css");

/// Starts the widget in the area that the loader has drawn, with `setup` as [`Setup::read`] reads it; `false` if the area is
/// not as it should be.
#[wasm_bindgen]
pub fn start(
    area: HtmlElement,
    sheet: &CssStyleSheet,
    setup: &str,
    storage: Option<Storage>,
) -> bool {
    // A sheet is not markup: no policy of the page forbids it.
    if sheet.replace_sync(STYLE).is_err() {
        return false;
    }
    let setup = Setup::read(setup);
    let store = Store::of(storage, &setup.channel);
    let model = Model::new(setup, store.memory(), store.pending());
    let Some(view) = View::new(area, &model) else {
        return false;
    };
    effect::run(model, view, store);
    true
}

/// Does what the page asks for: `open` or `close`.
#[wasm_bindgen]
pub fn command(name: &str) {
    match name {
        "open" => effect::dispatch(Msg::Opened),
        "close" => effect::dispatch(Msg::Folded),
        _ => {}
    }
}
