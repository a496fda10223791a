//! A WebSocket whose news arrive in a queue; when it is dropped, it is closed and nothing of it arrives any more.

use futures::channel::mpsc::UnboundedSender;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{CloseEvent, Event, MessageEvent, WebSocket};

/// What a socket tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// Frames can be sent.
    Opened,
    /// A frame.
    Frame(String),
    /// It is over, with this code.
    Closed(u16),
}

/// An open or opening socket.
#[derive(Debug)]
pub(super) struct Socket {
    inner: WebSocket,
    _opened: Closure<dyn FnMut(Event)>,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _closed: Closure<dyn FnMut(CloseEvent)>,
}

impl Socket {
    /// Opens one; its news go to `news`.
    pub(super) fn open(address: &str, news: &UnboundedSender<News>) -> Option<Self> {
        let socket = WebSocket::new(address).ok()?;
        // A queue that is gone belongs to a connection that was given up.
        let opened = Closure::new({
            let news = news.clone();
            move |_: Event| drop(news.unbounded_send(News::Opened))
        });
        let heard = Closure::new({
            let news = news.clone();
            move |event: MessageEvent| {
                if let Some(frame) = event.data().as_string() {
                    drop(news.unbounded_send(News::Frame(frame)));
                }
            }
        });
        let closed = Closure::new({
            let news = news.clone();
            move |event: CloseEvent| drop(news.unbounded_send(News::Closed(event.code())))
        });
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Some(Self {
            inner: socket,
            _opened: opened,
            _heard: heard,
            _closed: closed,
        })
    }

    /// Sends a frame. What a closing socket loses is sent again on the next one.
    pub(super) fn send(&self, frame: &str) {
        let _ = self.inner.send_with_str(frame);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        self.inner.set_onclose(None);
        if self.inner.ready_state() == WebSocket::CONNECTING {
            // Until it is open browsers warn of who closes it.
            let socket = self.inner.clone();
            let close = Closure::once_into_js(move || drop(socket.close()));
            self.inner.set_onopen(Some(close.unchecked_ref()));
        } else {
            self.inner.set_onopen(None);
            // A socket that is closed already stays closed.
            let _ = self.inner.close();
        }
    }
}
