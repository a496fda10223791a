//! The loop of one socket, the same for widgets and consoles.

use super::peer::{Peer, close_code, refusal};
use super::subscription::{Delivery, News, Subscription};
use crate::config::Limits;
use crate::error::Error;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use domain::limit;
use domain::presence::HEARTBEAT_MS;
use domain::wire::{Refusal, close};
use futures::future::BoxFuture;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use tokio_util::sync::CancellationToken;

/// How long a client may take to receive a frame.
const SEND: Duration = Duration::from_secs(30);
/// How long a client may take to answer a close.
const LINGER: Duration = Duration::from_secs(2);
/// How often a socket says that it is there.
const BEAT: Duration = Duration::from_millis(HEARTBEAT_MS.unsigned_abs());
/// Beats without a sign of life from the client before it counts as gone.
const MISSED_BEATS: u8 = 2;
/// Beats between two looks at whether token or session are still valid.
const BEATS_A_CHECK: u8 = 2;

/// A socket and the moment at which the server stops.
#[derive(Debug)]
pub(crate) struct Line {
    socket: WebSocket,
    stop: CancellationToken,
}

/// How many frames a client may send.
#[derive(Debug)]
pub(crate) struct Pace {
    limiter: DefaultDirectRateLimiter,
    refused: u32,
    most_refused: u32,
}

impl Pace {
    /// The pace that the limits allow.
    pub(crate) fn new(limits: &Limits) -> Self {
        let quota = Quota::per_second(limits.frames_per_second).allow_burst(limits.frames_burst);
        Self {
            limiter: RateLimiter::direct(quota),
            refused: 0,
            most_refused: limits.frames_burst.get().saturating_mul(2),
        }
    }

    fn allows(&mut self) -> bool {
        let is_allowed = self.limiter.check().is_ok();
        self.refused = if is_allowed {
            0
        } else {
            self.refused.saturating_add(1)
        };
        is_allowed
    }

    /// Whether the client goes on although it is refused again and again.
    fn is_exhausted(&self) -> bool {
        self.refused > self.most_refused
    }
}

/// What came over the line.
enum Heard {
    Text(Utf8Bytes),
    SignOfLife,
    Closed,
    Bad(u16),
}

impl Line {
    /// A line over a socket.
    pub(crate) fn new(socket: WebSocket, stop: CancellationToken) -> Self {
        Self { socket, stop }
    }

    /// The first text, if one comes within `patience`; else the code to close with.
    pub(crate) async fn first(&mut self, patience: Duration) -> Result<Utf8Bytes, u16> {
        let stop = self.stop.clone();
        let first = async {
            loop {
                match self.hear().await {
                    Heard::Text(text) => return Ok(text),
                    Heard::SignOfLife => {}
                    Heard::Closed => return Err(close::GOING_AWAY),
                    Heard::Bad(code) => return Err(code),
                }
            }
        };
        tokio::select! {
            first = timeout(patience, first) => first.unwrap_or(Err(close::TIMED_OUT)),
            () = stop.cancelled() => Err(close::GOING_AWAY),
        }
    }

    /// Says goodbye with nothing but a code, and gives the client a moment to read it.
    /// If the server stops, the goodbye comes at a random moment within `spread`.
    pub(crate) async fn close(mut self, code: u16, spread: Duration) {
        if self.stop.is_cancelled() {
            tokio::time::sleep(spread.mul_f64(rand::random())).await;
        }
        let goodbye = Message::Close(Some(CloseFrame {
            code,
            reason: Utf8Bytes::default(),
        }));
        let farewell = async {
            if self.socket.send(goodbye).await.is_err() {
                return;
            }
            while let Some(heard) = self.socket.recv().await {
                if heard.is_err() {
                    // A frame that is too long stays unread; closing now would lose the goodbye on the way.
                    tokio::time::sleep(LINGER).await;
                    return;
                }
            }
        };
        let _ = timeout(LINGER, farewell).await;
    }

    /// Hears the next thing. Nothing is lost if the wait is given up.
    async fn hear(&mut self) -> Heard {
        match self.socket.recv().await {
            None | Some(Ok(Message::Close(_))) => Heard::Closed,
            Some(Ok(Message::Text(text))) => Heard::Text(text),
            Some(Ok(Message::Binary(_))) => Heard::Bad(close::MALFORMED),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Heard::SignOfLife,
            Some(Err(error)) => Heard::Bad(code_of(&error)),
        }
    }

    async fn send(&mut self, message: Message) -> Result<(), u16> {
        match timeout(SEND, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(close::GOING_AWAY),
            Err(_) => Err(close::TIMED_OUT),
        }
    }

    async fn send_all(&mut self, frames: Vec<String>) -> Result<(), u16> {
        for frame in frames {
            self.send(Message::Text(frame.into())).await?;
        }
        Ok(())
    }
}

/// Serves a client that has said `hello` until one side goes; returns the code to close with.
pub(crate) async fn converse<P: Peer>(
    line: &mut Line,
    mut peer: P,
    mut subscription: Subscription,
    pace: Pace,
) -> u16 {
    let ended = converse_until(line, &mut peer, &mut subscription, pace).await;
    peer.is_gone().await;
    ended.err().unwrap_or(close::GOING_AWAY)
}

/// Ends with the code to close with; `Ok` if the client went by itself.
async fn converse_until<P: Peer>(
    line: &mut Line,
    peer: &mut P,
    subscription: &mut Subscription,
    mut pace: Pace,
) -> Result<(), u16> {
    catch_up(line, peer).await?;
    let (stop, session_ended) = (line.stop.clone(), subscription.ended());
    let mut beat = interval_at(Instant::now() + BEAT, BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut unanswered = 0;
    let mut beats = 0;
    // One request at a time, so that a client's messages are stored in the order in which it sent them.
    let mut request: Option<BoxFuture<'static, Option<String>>> = None;
    loop {
        tokio::select! {
            () = stop.cancelled() => {
                if let Some(frame) = timeout(SEND, answered(&mut request)).await.ok().flatten() {
                    line.send(Message::Text(frame.into())).await?;
                }
                return Err(close::GOING_AWAY);
            }
            () = session_ended.cancelled() => return Err(close::UNAUTHORIZED),
            answer = answered(&mut request), if request.is_some() => {
                request = None;
                if let Some(frame) = answer {
                    line.send(Message::Text(frame.into())).await?;
                }
            }
            delivery = subscription.next() => match delivery {
                Delivery::News(news) if peer.are_half_told(&news) => {
                    Box::pin(tell_whole(line, peer, news)).await?;
                }
                Delivery::News(news) => line.send_all(peer.tell(news)).await?,
                Delivery::Behind => catch_up(line, peer).await?,
            },
            _ = beat.tick() => {
                if unanswered >= MISSED_BEATS && request.is_none() {
                    return Err(close::TIMED_OUT);
                }
                unanswered += 1;
                beats = (beats + 1) % BEATS_A_CHECK;
                if beats == 0 {
                    still_allowed(peer.check()).await?;
                }
                peer.is_there().await;
                line.send(Message::Text(P::beat().into())).await?;
                line.send(Message::Ping(axum::body::Bytes::new())).await?;
            }
            heard = line.hear(), if request.is_none() => {
                unanswered = 0;
                match heard {
                    Heard::Closed => return Ok(()),
                    Heard::Bad(code) => return Err(code),
                    Heard::SignOfLife => {
                        if !pace.allows() && pace.is_exhausted() {
                            return Err(close::TOO_MANY);
                        }
                    }
                    Heard::Text(text) => match take(peer, &text, &mut pace)? {
                        Taken::Request(future) => request = Some(future),
                        Taken::Refused(frame) => {
                            if let Some(frame) = frame {
                                line.send(Message::Text(frame.into())).await?;
                            }
                        }
                    },
                }
            }
        }
    }
}

enum Taken {
    Request(BoxFuture<'static, Option<String>>),
    Refused(Option<String>),
}

/// Reads a frame; refuses it if there are too many.
fn take<P: Peer>(peer: &P, text: &str, pace: &mut Pace) -> Result<Taken, u16> {
    if text.len() > limit::FRAME_BYTES {
        return Err(close::TOO_LONG);
    }
    let frame: P::Frame = serde_json::from_str(text).map_err(|_| close::MALFORMED)?;
    if P::is_hello(&frame) {
        return Err(close::MALFORMED);
    }
    if pace.allows() {
        return Ok(Taken::Request(peer.answer(frame)));
    }
    crate::metrics::refused(Refusal::TooMany);
    if pace.is_exhausted() {
        return Err(close::TOO_MANY);
    }
    let refusal = P::client_id(&frame).map(|id| P::refused(Some(id), Refusal::TooMany));
    Ok(Taken::Refused(refusal))
}

async fn answered(request: &mut Option<BoxFuture<'static, Option<String>>>) -> Option<String> {
    match request {
        Some(request) => request.await,
        None => None,
    }
}

/// Boxed: its future is large and short-lived, the connection's is neither.
async fn catch_up<P: Peer>(line: &mut Line, peer: &mut P) -> Result<(), u16> {
    let present = Box::pin(peer.catch_up()).await;
    let present = present.map_err(|error| close_code(refusal(&error)))?;
    line.send_all(present.frames).await
}

/// Reads what belongs to the events among the news; the rest of the news follows.
async fn tell_whole<P: Peer>(line: &mut Line, peer: &mut P, news: Vec<News>) -> Result<(), u16> {
    catch_up(line, peer).await?;
    line.send_all(peer.tell(news)).await
}

/// A database that does not answer is no reason to close: only a clear no is.
async fn still_allowed(check: BoxFuture<'static, Result<(), Error>>) -> Result<(), u16> {
    match check.await {
        Err(error) => match refusal(&error) {
            Refusal::Unavailable => Ok(()),
            refusal => Err(close_code(refusal)),
        },
        Ok(()) => Ok(()),
    }
}

/// The library tells this fault by its text alone ("Space limit exceeded: Message too long").
fn code_of(error: &axum::Error) -> u16 {
    if error.to_string().contains("too long") {
        close::TOO_LONG
    } else {
        close::MALFORMED
    }
}
