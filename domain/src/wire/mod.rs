//! The JSON between server and clients: on sockets one frame a text message, over HTTP one frame a body.

pub mod close;
pub mod console;
pub mod copy;
pub mod rating;
mod refusal;
#[cfg(test)]
mod tests;
pub mod visitor;

pub use refusal::Refusal;

use crate::id::ClientId;
use crate::message::MessageNumber;
use serde::{Deserialize, Serialize};

/// A request was carried out, now or when it was sent before: what it did is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The request.
    pub client_id: ClientId,
    /// The message or system line that came of it, if one did.
    pub number: Option<MessageNumber>,
}

/// A request was refused; it changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The request, where it could be read.
    pub client_id: Option<ClientId>,
    /// Why.
    pub refusal: Refusal,
}
