//! Pushes to browsers: how they are encrypted (RFC 8291), signed (RFC 8292) and sent (RFC 8030). Who is told what, and what follows
//! from a try, `desk/pushes` decides.

mod client;
mod encryption;
mod key;
mod texts;

pub(crate) use client::{Outcome, PushClient, PushMessage};
pub(crate) use encryption::{Recipient, encrypted};
pub(crate) use key::ServerKey;
pub(crate) use texts::texts;
