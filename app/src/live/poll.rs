//! The same frames over plain requests, for where sockets do not get through.

use crate::browser::http::{self, Answer};
use crate::json;
use domain::id::ConsoleId;
use domain::wire::console::{FromConsole, Poll, ToConsole};

/// The server answers a poll after 25 s at the latest.
const POLL_PATIENCE_MS: u64 = 40_000;
/// How long a frame may take.
const FRAME_PATIENCE_MS: u64 = 15_000;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nobody is signed in, or no longer.
    SignedOut,
    /// The server or the way to it failed.
    Unreachable,
}

/// Waits for news.
pub(super) async fn poll(poll: Poll) -> Result<Vec<ToConsole>, Fault> {
    let body = serde_json::to_string(&poll).map_err(|_| Fault::Unreachable)?;
    let answer = answer(http::post("/console/poll", &body, POLL_PATIENCE_MS).await)?;
    json::read(&answer).map_err(|_| Fault::Unreachable)
}

/// Sends a frame of this console; what came of it, if it was a request.
pub(super) async fn send(
    console: ConsoleId,
    frame: &FromConsole,
) -> Result<Option<ToConsole>, Fault> {
    let body = serde_json::to_string(frame).map_err(|_| Fault::Unreachable)?;
    let address = format!("/console/frame?console={console}");
    let answer = answer(http::post(&address, &body, FRAME_PATIENCE_MS).await)?;
    Ok(json::read(&answer).ok())
}

fn answer(answer: Option<Answer>) -> Result<String, Fault> {
    match answer {
        Some(answer) if answer.status == 401 => Err(Fault::SignedOut),
        Some(answer) if answer.status < 500 => Ok(answer.body),
        _ => Err(Fault::Unreachable),
    }
}
