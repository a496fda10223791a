//! The socket to the server.

use crate::decode;
use crate::dom;
use crate::effect::dispatch;
use crate::encode;
use crate::json::{Value, joined};
use crate::model::Msg;
use domain::wire::visitor::FromVisitor;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{CloseEvent, Event, MessageEvent, WebSocket};

/// RFC 6455: the connection was lost without a word.
const ABNORMAL: u16 = 1006;

type Current = Rc<RefCell<Option<(WebSocket, u32)>>>;

/// At most one open socket.
#[derive(Debug)]
pub(crate) struct Socket {
    current: Current,
    on_event: JsValue,
}

impl Socket {
    /// No socket yet.
    pub(crate) fn new() -> Self {
        let current = Current::default();
        let heard = Rc::clone(&current);
        let on_event = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let generation = generation(&heard, &event);
            if let Some(msg) = generation.and_then(|generation| read(generation, &event)) {
                dispatch(msg);
            }
        })
        .into_js_value();
        Self { current, on_event }
    }

    /// Opens a socket in place of the present one.
    pub(crate) fn open(&self, base: &str, generation: u32) {
        self.close();
        // `http…` becomes `ws…`, `https…` becomes `wss…`.
        let rest = base.get(4..).unwrap_or_default();
        let Ok(socket) = WebSocket::new(&joined(&["ws", rest, "/widget/socket"])) else {
            return dispatch(Msg::Disconnected(generation, ABNORMAL));
        };
        for kind in ["open", "message", "close"] {
            dom::listen(&socket, kind, &self.on_event);
        }
        *self.current.borrow_mut() = Some((socket, generation));
    }

    /// Closes it; nothing more is heard from it.
    pub(crate) fn close(&self) {
        if let Some((socket, _)) = self.current.borrow_mut().take() {
            // Fails only for codes and reasons, which are not given.
            let _ = socket.close();
        }
    }

    /// Sends a frame; one that cannot be sent is sent again on the next socket.
    pub(crate) fn send(&self, frame: &FromVisitor) {
        if let Some((socket, _)) = self.current.borrow().as_ref() {
            let _ = socket.send_with_str(&encode::frame(frame));
        }
    }
}

fn generation(current: &Current, event: &Event) -> Option<u32> {
    let current = current.borrow();
    let (socket, generation) = current.as_ref()?;
    let target = event.target()?;
    (JsValue::from(target) == *AsRef::<JsValue>::as_ref(socket)).then_some(*generation)
}

fn read(generation: u32, event: &Event) -> Option<Msg> {
    if let Some(message) = event.unchecked_ref::<MessageEvent>().data().as_string() {
        let frame = Value::parse(&message).as_ref().and_then(decode::frame)?;
        return Some(Msg::Heard(generation, Box::new(frame)));
    }
    Some(if event.type_() == "open" {
        Msg::Connected(generation)
    } else {
        Msg::Disconnected(generation, event.unchecked_ref::<CloseEvent>().code())
    })
}
