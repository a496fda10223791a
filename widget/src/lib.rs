//! What visitors see.

#![expect(
    clippy::single_char_add_str,
    reason = "to append a character takes more code than to append a text"
)]

mod browser;
mod decode;
mod effect;
mod encode;
mod http;
mod id;
mod json;
mod link;
mod memory;
mod model;
mod setup;
mod storage;
mod view;

use json::Value;
#[cfg(target_arch = "wasm32")]
use lol_alloc::{FreeListAllocator, LockedAllocator};
use model::{Model, Msg};
use setup::Setup;
use storage::Store;
use view::View;
use wasm_bindgen::prelude::*;

/// Two and a half kilobytes less than the usual one. Its lock is none where there is one thread.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: LockedAllocator<FreeListAllocator> =
    LockedAllocator::new(FreeListAllocator::new());

/// Starts the conversation, with `setup` as [`Setup::read`] reads it.
#[wasm_bindgen]
pub fn start(setup: &str) {
    let setup = Setup::read(setup);
    let store = Store::of(&setup.channel);
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

/// The socket of a generation is open.
#[wasm_bindgen]
pub fn opened(generation: u32) {
    effect::dispatch(Msg::Connected(generation));
}

/// The socket of a generation brought a frame.
#[wasm_bindgen]
pub fn heard(generation: u32, frame: &str) {
    if let Some(frame) = Value::parse(frame).as_ref().and_then(decode::frame) {
        effect::dispatch(Msg::Heard(generation, Box::new(frame)));
    }
}

/// The socket of a generation closed with a code.
#[wasm_bindgen]
pub fn closed(generation: u32, code: u16) {
    effect::dispatch(Msg::Disconnected(generation, code));
}

/// The request of a number was answered.
#[wasm_bindgen]
pub fn answered(number: u32, status: u16, text: &str) {
    effect::answered(number, status, text);
}

/// The time that was waited for has come.
#[wasm_bindgen]
pub fn ticked() {
    effect::dispatch(Msg::Ticked);
}

/// The page came into sight or went out of it, or the network came back.
#[wasm_bindgen]
pub fn sighted(is_visible: bool) {
    effect::dispatch(Msg::Sighted(is_visible));
    if is_visible {
        effect::dispatch(Msg::Woken);
    }
}

/// Another tab kept something under a name, or keeps it no longer.
#[wasm_bindgen]
pub fn told(key: &str) {
    effect::told(key);
}
