//! Keeps the console connected: a socket, another one when it breaks, plain requests where none gets through.

use super::attention::Attention;
use super::backoff;
use super::console::{Console, Link};
use super::poll::{self, Fault};
use super::socket::{News, Socket};
use super::used;
use crate::browser::page;
use crate::json;
use domain::id::ConsoleId;
use domain::presence::HEARTBEAT_MS;
use domain::time::SECOND_MS;
use domain::wire::close;
use domain::wire::console::{FromConsole, Hello, Poll, ToConsole};
use futures::channel::mpsc::{UnboundedReceiver, unbounded};
use futures::channel::oneshot;
use futures::future::{Either, select};
use futures::{FutureExt, StreamExt, select_biased};
use leptos::ev;
use leptos::prelude::*;
use std::pin::pin;
use std::time::Duration;
use uuid::Uuid;

/// A socket that has said nothing after this long is given up.
const OPENING_MS: i64 = 10 * SECOND_MS;
/// An open socket that has said nothing for this long is dead: two beats are missing.
const SILENCE_MS: i64 = 2 * HEARTBEAT_MS + 5 * SECOND_MS;
/// A connection that lasted this long was a good one: the next wait is short again.
const STABLE_MS: i64 = 30 * SECOND_MS;
/// After this long without a connection the person is told.
const TOLD_AFTER_MS: i64 = 2 * SECOND_MS;
/// How many sockets in a row must fail to open before plain requests are tried.
const SOCKETS_TRIED: u32 = 3;
/// How many polls are made before a socket is tried again.
const POLLS_BEFORE_SOCKET: u32 = 8;

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// It never worked.
    Unopened,
    /// It worked for a while, in milliseconds.
    Broken(i64),
    /// Nobody is signed in, or no longer.
    SignedOut,
    /// The server does not understand this page.
    Outdated,
}

/// Connects the console and keeps it connected while the page lives.
pub(crate) fn start(console: Console) {
    let (outgoing, frames) = unbounded();
    console.connect(outgoing);
    Attention::of_page().start();
    let (tell, network) = unbounded();
    for (name, change) in [
        ("offline", Network::Gone),
        ("online", Network::Back),
        ("pageshow", Network::Back),
        ("focus", Network::Back),
    ] {
        let tell = tell.clone();
        let handle = window_event_listener(ev::Custom::<ev::Event>::new(name), move |_| {
            drop(tell.unbounded_send(change));
        });
        on_cleanup(move || handle.remove());
    }
    used::start(console);
    tell_when_down(console);
    leptos::task::spawn_local(run(Line {
        console,
        id: ConsoleId(Uuid::now_v7()),
        frames,
        network,
    }));
}

/// What the browser says of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Network {
    /// It is gone: a socket would notice only when beats are missing.
    Gone,
    /// It may be back, or the person is: worth another try.
    Back,
}

struct Line {
    console: Console,
    id: ConsoleId,
    frames: UnboundedReceiver<FromConsole>,
    network: UnboundedReceiver<Network>,
}

async fn run(mut line: Line) {
    let mut failures = 0;
    let mut polls = 1;
    loop {
        match line.socket().await {
            End::SignedOut => return line.console.sign_in_again(),
            End::Outdated => return line.console.link.set(Link::Outdated),
            End::Broken(lasted) => {
                polls = 1;
                // What worked is tried again soon, and is no reason to do without sockets.
                let is_stable = lasted >= STABLE_MS;
                failures = if is_stable {
                    0
                } else {
                    (failures + 1).min(SOCKETS_TRIED - 1)
                };
            }
            End::Unopened => failures += 1,
        }
        line.down();
        if failures >= SOCKETS_TRIED {
            match line.poll(polls).await {
                End::SignedOut => return line.console.sign_in_again(),
                // The server is there: perhaps it was away before, and sockets work now.
                End::Broken(_) => {
                    polls = POLLS_BEFORE_SOCKET;
                    line.down();
                    continue;
                }
                End::Unopened | End::Outdated => line.down(),
            }
        }
        let wait = pin!(sleep_f64(backoff::wait_ms(
            failures,
            js_sys::Math::random()
        )));
        let back = pin!(line.back());
        select(wait, back).await;
    }
}

impl Line {
    /// Waits until another try is worth it.
    async fn back(&mut self) {
        while self.network.next().await == Some(Network::Gone) {}
    }

    fn down(&self) {
        if self.console.link.get_untracked() == Link::Up {
            self.console.link.set(Link::Opening);
        }
    }

    fn hello(&self) -> Hello {
        Hello {
            console: self.id,
            cursor: Some(self.console.cursor()),
        }
    }

    async fn socket(&mut self) -> End {
        let (sender, mut news) = unbounded();
        let address = page::socket_address("/console/socket");
        let Some(socket) = address.and_then(|address| Socket::open(&address, &sender)) else {
            return End::Unopened;
        };
        let opened_at = crate::browser::locale::now();
        let mut is_up = false;
        loop {
            let patience = if is_up { SILENCE_MS } else { OPENING_MS };
            let mut silence = pin!(sleep(patience).fuse());
            let step = select_biased! {
                news = news.next() => Step::News(news),
                frame = self.frames.next() => Step::Frame(frame),
                network = self.network.next() => Step::Network(network),
                () = silence => Step::Silence,
            };
            match step {
                Step::News(Some(News::Opened)) => {
                    send(&socket, &FromConsole::Hello(self.hello()));
                }
                Step::News(Some(News::Frame(text))) => {
                    if let Some(was_greeting) = self.heard(&text)
                        && was_greeting
                    {
                        is_up = true;
                        self.up();
                    }
                }
                Step::News(Some(News::Closed(code))) if code == close::UNAUTHORIZED => {
                    return End::SignedOut;
                }
                Step::News(Some(News::Closed(code))) if !close::may_reconnect(code) => {
                    return End::Outdated;
                }
                Step::Frame(Some(frame)) if is_up => send(&socket, &frame),
                // Requests are sent after the greeting, passing signs are not missed.
                Step::Frame(Some(_)) | Step::Network(Some(Network::Back)) => {}
                Step::News(_) | Step::Frame(None) | Step::Network(_) | Step::Silence => {
                    let lasted = crate::browser::locale::now().since(opened_at);
                    return if is_up {
                        End::Broken(lasted)
                    } else {
                        End::Unopened
                    };
                }
            }
        }
    }

    fn up(&mut self) {
        // What waits here was meant for the connection before.
        while self.frames.try_recv().is_ok() {}
        self.console.connected();
    }

    /// Takes in a frame; whether it is the greeting after which the console is up to date. `None` if it cannot be read.
    fn heard(&self, text: &str) -> Option<bool> {
        let frame: ToConsole = json::read(text).ok()?;
        let is_greeting = matches!(frame, ToConsole::UpToDate(_) | ToConsole::Snapshot(_));
        self.console.take(frame);
        Some(is_greeting)
    }

    /// Waits for news `polls` times with plain requests.
    async fn poll(&mut self, polls: u32) -> End {
        let started_at = crate::browser::locale::now();
        let mut is_up = false;
        let mut left = polls;
        while left > 0 {
            let Hello { console, cursor } = self.hello();
            // Asking for everything is what opens a console over plain requests.
            let cursor = cursor.filter(|_| is_up);
            let polled = pin!(poll::poll(Poll { console, cursor }));
            let frame = pin!(self.frames.next());
            let fault = match select(polled, frame).await {
                Either::Left((Ok(frames), _)) => {
                    left -= 1;
                    for frame in frames {
                        self.console.take(frame);
                    }
                    if is_up {
                        continue;
                    }
                    is_up = true;
                    self.up();
                    Ok(())
                }
                Either::Right((Some(frame), _)) => self.post(&frame).await,
                Either::Left((Err(fault), _)) => Err(fault),
                Either::Right((None, _)) => Err(Fault::Unreachable),
            };
            match fault {
                Ok(()) => {}
                Err(Fault::SignedOut) => return End::SignedOut,
                Err(Fault::Unreachable) => break,
            }
        }
        let lasted = crate::browser::locale::now().since(started_at);
        if is_up {
            End::Broken(lasted)
        } else {
            End::Unopened
        }
    }

    async fn post(&self, frame: &FromConsole) -> Result<(), Fault> {
        if let Some(answer) = poll::send(self.id, frame).await? {
            self.console.take(answer);
        }
        Ok(())
    }
}

enum Step {
    News(Option<News>),
    Frame(Option<FromConsole>),
    Network(Option<Network>),
    Silence,
}

fn send(socket: &Socket, frame: &FromConsole) {
    if let Ok(json) = serde_json::to_string(frame) {
        socket.send(&json);
    }
}

/// A moment without connection is nobody's business; a longer one is told.
fn tell_when_down(console: Console) {
    Effect::new(move || {
        if console.link.get() == Link::Opening {
            set_timeout(
                move || {
                    if console.link.get_untracked() == Link::Opening {
                        console.link.set(Link::Down);
                    }
                },
                duration(TOLD_AFTER_MS),
            );
        }
    });
}

async fn sleep(milliseconds: i64) {
    let (done, over) = oneshot::channel();
    let timeout = set_timeout_with_handle(
        move || {
            let _ = done.send(());
        },
        duration(milliseconds),
    );
    if let Ok(handle) = timeout {
        let _guard = Guard(handle);
        // The timer is dropped only with this wait.
        let _ = over.await;
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "waits are at most half a minute"
)]
async fn sleep_f64(milliseconds: f64) {
    sleep(milliseconds as i64).await;
}

/// A wait that is given up must not leave its timer behind.
struct Guard(TimeoutHandle);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.clear();
    }
}

fn duration(milliseconds: i64) -> Duration {
    Duration::from_millis(milliseconds.unsigned_abs())
}
