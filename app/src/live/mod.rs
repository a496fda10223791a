//! What the console holds and how it is kept up: one connection a tab, everything through `apply` of `domain`.

mod attention;
mod backoff;
mod console;
mod copy;
mod link;
mod lists;
mod pending;
mod poll;
mod quiet;
mod shown;
mod socket;
mod thread;
mod typing;
mod used;

pub(crate) use attention::Attention;
pub(crate) use console::{Console, Link};
pub(crate) use copy::Copied;
pub(crate) use link::start;
pub(crate) use thread::Thread;
pub(crate) use typing::Typists;
