//! The little of the browser that the conversation needs; what each does stands in `widget/browser.js`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_namespace = porchlight)]
extern "C" {
    pub(crate) fn connect(address: &str, generation: u32);

    pub(crate) fn disconnect();

    pub(crate) fn send(frame: &str);

    pub(crate) fn ask(number: u32, address: &str, token: Option<&str>, body: &str);

    pub(crate) fn wait(milliseconds: i32);

    pub(crate) fn now() -> f64;

    pub(crate) fn random() -> u64;

    pub(crate) fn page() -> String;

    pub(crate) fn pages() -> String;

    pub(crate) fn key(place: u32) -> Option<String>;

    pub(crate) fn kept(name: &str) -> Option<String>;

    pub(crate) fn keep(name: &str, value: Option<&str>);

    #[wasm_bindgen(js_name = hearPage)]
    pub(crate) fn hear_page();
}
