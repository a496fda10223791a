//! Who is connected and what they are owed: events from the journal without loss, signals as they pass.

mod console;
mod hub;
mod peer;
mod poll;
mod reception;
mod socket;
mod subscription;
mod visitor;

pub(crate) use console::{ConsolePeer, carry_out};
pub use hub::Hub;
pub(crate) use peer::{Peer, close_code, refusal, timed};
pub(crate) use poll::poll;
pub(crate) use reception::until_another;
pub(crate) use socket::{Line, Pace, converse};
pub use subscription::{News, Scope, Subscription};
pub(crate) use visitor::VisitorPeer;
