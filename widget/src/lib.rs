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
mod view;

use model::Model;
use setup::Setup;
use storage::Store;
use view::View;
use wasm_bindgen::prelude::*;
use web_sys::Storage;

/// Two kilobytes less than the usual one.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Starts the conversation, with `setup` as [`Setup::read`] reads it.
#[wasm_bindgen]
pub fn start(setup: &str, storage: Option<Storage>) {
    let setup = Setup::read(setup);
    let store = Store::of(storage, &setup.channel);
    let model = Model::new(setup, store.memory(), store.pending());
    effect::run(model, View::default(), store);
}

/// Does what the visitor or the page asks for, as [`view::read`] reads it.
#[wasm_bindgen]
pub fn act(deed: &str, about: &str) {
    if let Some(msg) = view::read(deed, about) {
        effect::dispatch(msg);
    }
}
