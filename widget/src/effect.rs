//! What is done outside the model: the only place that touches the network, the timer and the browser's storage.

use crate::browser;
use crate::encode;
use crate::http;
use crate::json::joined;
use crate::model::{Effect, Model, Moment, Msg, Request};
use crate::storage::Store;
use crate::view::{self, View};
use domain::time::Timestamp;
use std::cell::{Cell, RefCell};

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
    asked: Vec<Asked>,
    questions: u32,
}

/// A request that waits for its answer.
struct Asked {
    number: u32,
    generation: u32,
    request: Box<Request>,
}

/// Starts the widget.
pub(crate) fn run(model: Model, view: View, store: Store) {
    let app = App {
        model,
        view,
        store,
        asked: Vec::new(),
        questions: 0,
    };
    APP.set(Some(Box::leak(Box::new(RefCell::new(app)))));
    browser::hear_page();
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

/// Takes in the answer to a request.
pub(crate) fn answered(number: u32, status: u16, text: &str) {
    let find = || {
        let mut app = APP.get()?.try_borrow_mut().ok()?;
        let place = app.asked.iter().position(|asked| asked.number == number)?;
        Some(app.asked.swap_remove(place))
    };
    if let Some(asked) = find() {
        let answer = http::read(&asked.request, status, text);
        dispatch(Msg::Answered(asked.generation, asked.request, answer));
    }
}

/// Takes in what another tab kept, or keeps no longer.
pub(crate) fn told(key: &str) {
    let read = || APP.get()?.try_borrow().ok()?.store.heard(key);
    let msg = read();
    if let Some(msg) = msg {
        dispatch(msg);
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
            Effect::Connect(generation) => self.connect(generation),
            Effect::Disconnect => browser::disconnect(),
            Effect::Send(frame) => browser::send(&encode::frame(&frame)),
            Effect::Ask(generation, request) => self.ask(generation, request),
            Effect::Keep => self.store.keep(&self.model.memory),
            Effect::Claim => self.store.claim(&self.model.memory),
            Effect::Recall => dispatch(Msg::Recalled(self.store.memory())),
            Effect::TellPages(conversation) => {
                browser::send(&encode::pages(conversation, &browser::pages()));
            }
            Effect::KeepPending(pending) => self.store.keep_pending(&pending),
            Effect::DropPending(id) => self.store.drop_pending(id),
            Effect::Fill => view::fill(&self.model.draft),
            Effect::Focus(spot) => view::focus(spot),
            Effect::Alert { name, text } => view::tell(&name, &text),
        }
    }

    fn connect(&self, generation: u32) {
        // `http…` becomes `ws…`, `https…` becomes `wss…`.
        let rest = self.model.setup.base.get(4..).unwrap_or_default();
        browser::connect(&joined(&["ws", rest, "/widget/socket"]), generation);
    }

    fn ask(&mut self, generation: u32, request: Box<Request>) {
        let (path, body) = http::question(&request, browser::page);
        let address = joined(&[&self.model.setup.base, "/widget/", path]);
        let token = self.model.memory.token.as_deref();
        self.questions += 1;
        let number = self.questions;
        self.asked.push(Asked {
            number,
            generation,
            request,
        });
        browser::ask(number, &address, token, &body);
    }

    fn set_timer(&self, now: Timestamp) {
        let wait = self.model.wake_at().map(|at| {
            let wait = at.since(now).max(SHORTEST_TIMER_MS);
            i32::try_from(wait).unwrap_or(i32::MAX)
        });
        browser::wait(wait.unwrap_or(-1));
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a time fits for a long while"
)]
fn moment() -> Moment {
    Moment {
        now: Timestamp(browser::now() as i64),
        random: u128::from(browser::random()) << 64 | u128::from(browser::random()),
    }
}
