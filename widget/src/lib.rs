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
mod socket;
mod storage;
mod texts;
mod view;

use effect::Server;
use json::Value;
use model::{Mode, Model, Msg, Tag};
use storage::Store;
use view::View;
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleSheet, HtmlElement, Storage};

const STYLE: &str = include_str!("view/style.css");

/// Starts the widget in the area that the loader has drawn; `false` if the configuration cannot be read.
///
/// `setup` is the JSON that the loader makes of the script tag and the page.
#[wasm_bindgen]
pub fn start(
    area: HtmlElement,
    sheet: &CssStyleSheet,
    setup: &str,
    config: &str,
    storage: Option<Storage>,
) -> bool {
    // A sheet is not markup: no policy of the page forbids it.
    sheet.replace_sync(STYLE).is_ok() && begin(area, setup, config, storage).is_some()
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

fn begin(area: HtmlElement, setup: &str, config: &str, storage: Option<Storage>) -> Option<()> {
    let setup = Value::parse(setup)?;
    let config = Value::parse(config).as_ref().and_then(decode::config)?;
    let tag = Tag {
        channel: decode::text(&setup, "channel")?,
        language: decode::text(&setup, "language")?,
        mode: match setup.field("mode")?.text()? {
            "page" => Mode::Page,
            "frame" => Mode::Frame,
            _ => Mode::Corner,
        },
    };
    let server = Server {
        base: decode::text(&setup, "base")?,
        page: decode::text(&setup, "page"),
    };
    let store = Store::of(storage, &tag.channel);
    let model = Model::new(tag, config, store.memory(), store.pending());
    let view = View::new(area, &model)?;
    effect::run(model, view, server, store);
    Some(())
}
