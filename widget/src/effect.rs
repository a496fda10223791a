//! What is done outside the model: the only place that touches the network, the timer and the browser's storage.

use crate::dom;
use crate::http;
use crate::model::{Effect, Model, Moment, Msg};
use crate::socket::Socket;
use crate::storage::Store;
use crate::view::{self, View};
use domain::time::Timestamp;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Event, StorageEvent};

/// The timer is never shorter: a clock that stands still must not become a loop.
const SHORTEST_TIMER_MS: i64 = 20;

thread_local! {
    /// Made once and kept as long as the page.
    static APP: Cell<Option<&'static RefCell<App>>> = const { Cell::new(None) };
    static QUEUE: RefCell<Vec<Msg>> = const { RefCell::new(Vec::new()) };
}

struct App {
    model: Model,
    view: View,
    store: Store,
    socket: Socket,
    timer: Option<i32>,
    on_timer: JsValue,
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(handler: &JsValue, milliseconds: i32) -> i32;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: i32);
}

/// Starts the widget.
pub(crate) fn run(model: Model, view: View, store: Store) {
    let on_timer = Closure::<dyn FnMut()>::new(|| dispatch(Msg::Ticked)).into_js_value();
    let app = App {
        model,
        view,
        store,
        socket: Socket::new(),
        timer: None,
        on_timer,
    };
    APP.set(Some(Box::leak(Box::new(RefCell::new(app)))));
    listen_to_page();
    dispatch(Msg::Ticked);
}

/// Lets something happen to the widget.
pub(crate) fn dispatch(msg: Msg) {
    QUEUE.with(|queue| queue.borrow_mut().push(msg));
    let Some(app) = APP.get() else {
        return;
    };
    // What happens while something else is being done waits for its turn.
    while let Ok(mut app) = app.try_borrow_mut() {
        let Some(msg) = QUEUE.with(|queue| {
            let mut queue = queue.borrow_mut();
            (!queue.is_empty()).then(|| queue.remove(0))
        }) else {
            return;
        };
        app.take(msg);
    }
}

impl App {
    fn take(&mut self, msg: Msg) {
        let moment = moment();
        let effects = self.model.update(msg, moment);
        // Focus moves to what is shown only after it is shown.
        self.view.render(&self.model);
        for effect in effects {
            self.perform(effect);
        }
        self.set_timer(moment.now);
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Connect(generation) => self.socket.open(&self.model.setup.base, generation),
            Effect::Disconnect => self.socket.close(),
            Effect::Send(frame) => self.socket.send(&frame),
            Effect::Ask(generation, request) => {
                let token = self.model.memory.token.as_deref();
                http::ask(&self.model.setup.base, token, generation, request);
            }
            Effect::Keep => self.store.keep(&self.model.memory),
            Effect::KeepPending(pending) => self.store.keep_pending(&pending),
            Effect::DropPending(id) => self.store.drop_pending(id),
            Effect::Fill => view::fill(&self.model.draft),
            Effect::Focus(spot) => view::focus(spot),
            Effect::Alert { name, text } => view::tell(&name, &text),
        }
    }

    fn set_timer(&mut self, now: Timestamp) {
        if let Some(timer) = self.timer.take() {
            clear_timeout(timer);
        }
        self.timer = self.model.wake_at().map(|at| {
            let wait = at.since(now).max(SHORTEST_TIMER_MS);
            set_timeout(&self.on_timer, i32::try_from(wait).unwrap_or(i32::MAX))
        });
    }
}

fn moment() -> Moment {
    let mut random = [0; 16];
    if let Ok(crypto) = dom::own().crypto() {
        // Fails only for more than 64 KiB.
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    Moment {
        now: Timestamp(dom::milliseconds()),
        random: u128::from_le_bytes(random),
    }
}

fn listen_to_page() {
    let on_page = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        if event.type_() == "storage" {
            return heard_storage(event.unchecked_ref());
        }
        let is_hidden = dom::own()
            .document()
            .is_some_and(|document| document.hidden());
        dispatch(Msg::Sighted(!is_hidden));
        if !is_hidden {
            dispatch(Msg::Woken);
        }
    })
    .into_js_value();
    dom::listen(&dom::page(), "online", &on_page);
    dom::listen(&dom::page(), "pageshow", &on_page);
    dom::listen(&dom::own(), "storage", &on_page);
    if let Some(document) = dom::own().document() {
        dom::listen(&document, "visibilitychange", &on_page);
        dispatch(Msg::Sighted(!document.hidden()));
    }
}

fn heard_storage(event: &StorageEvent) {
    let read = || APP.get()?.try_borrow().ok()?.store.heard(event);
    let msg = read();
    if let Some(msg) = msg {
        dispatch(msg);
    }
}
