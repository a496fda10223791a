//! What the two kinds of connections have in common.

use super::subscription::News;
use crate::error::Error;
use domain::id::ClientId;
use domain::wire::{Accepted, Refusal, close};
use futures::future::BoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Instant;

/// One side of a connection: knows how far the client has read and what its frames mean.
pub(crate) trait Peer: Send + 'static {
    /// What the client sends after its `hello`.
    type Frame: DeserializeOwned + Send;

    /// Brings the client from where it stands to the present. Before the first call it stands where its `hello` said.
    fn catch_up(&mut self) -> impl Future<Output = Result<Present, Error>> + Send;

    /// Whether news that the client does not have yet tell it only half: what belongs to them has to be read.
    fn are_half_told(&self, _news: &[News]) -> bool {
        false
    }

    /// Frames for news; what the client has already changes nothing.
    fn tell(&mut self, news: Vec<News>) -> Vec<String>;

    /// Carries out a frame; the answer is a frame as well, if there is one.
    fn answer(&self, frame: Self::Frame) -> BoxFuture<'static, Option<String>>;

    /// Whether the frame is one that only opens a socket.
    fn is_hello(frame: &Self::Frame) -> bool;

    /// The frame's id, if it has one.
    fn client_id(frame: &Self::Frame) -> Option<ClientId>;

    /// The frame that refuses another.
    fn refused(client_id: Option<ClientId>, refusal: Refusal) -> String;

    /// The frame that says that the server is there.
    fn beat() -> String;

    /// Tells the desk that the connection is there, each heartbeat.
    fn is_there(&self) -> BoxFuture<'static, ()>;

    /// Whether the client may still be told anything.
    fn check(&self) -> BoxFuture<'static, Result<(), Error>>;

    /// Tells the desk that the connection is gone.
    fn is_gone(&self) -> BoxFuture<'static, ()>;
}

/// What brings a client to the present.
#[derive(Debug)]
pub(crate) struct Present {
    /// In the order in which they are to be taken in.
    pub(super) frames: Vec<String>,
    /// Whether there is anything in them that the client did not know.
    pub(super) is_news: bool,
}

/// A frame as it goes over the line.
pub(super) fn json(frame: &impl Serialize) -> String {
    serde_json::to_string(frame).unwrap_or_else(|error| {
        tracing::error!(%error, "a frame cannot be written");
        "null".to_owned()
    })
}

/// The code that closes a socket for a reason.
pub(crate) fn close_code(refusal: Refusal) -> u16 {
    match refusal {
        Refusal::Malformed | Refusal::Empty | Refusal::WrongType | Refusal::NotAnEmail => {
            close::MALFORMED
        }
        Refusal::TooLong => close::TOO_LONG,
        Refusal::NotFound
        | Refusal::Ended
        | Refusal::Open
        | Refusal::NoAddress
        | Refusal::Helped
        | Refusal::NoSuchOperator
        | Refusal::Yourself => close::NOT_FOUND,
        Refusal::Unauthorized | Refusal::Forbidden | Refusal::NotYours => close::UNAUTHORIZED,
        Refusal::ForeignOrigin => close::FOREIGN_ORIGIN,
        Refusal::TooMany => close::TOO_MANY,
        Refusal::NobodyAvailable | Refusal::NoMailServer | Refusal::Unavailable => {
            close::UNAVAILABLE
        }
    }
}

/// Counts a deed that stores something, and how long it took.
pub(crate) async fn timed(
    deed: impl Future<Output = Result<Option<Accepted>, Error>>,
) -> Result<Option<Accepted>, Error> {
    let began = Instant::now();
    let done = deed.await;
    if let Ok(Some(_)) = &done {
        crate::metrics::accepted(began.elapsed());
    }
    done
}

/// What a client is told of an error; what is behind it is logged here and nowhere else.
pub(crate) fn refusal(error: &Error) -> Refusal {
    if let Error::Failed(cause) = error {
        tracing::error!(%cause, "a deed failed");
    }
    let refusal = error.refusal();
    crate::metrics::refused(refusal);
    refusal
}
