//! Letters by e-mail: what they say, and how they get to the mail server. Which are due, and what follows from a try,
//! `desk/mails.rs` decides.

mod letter;
mod smtp;
mod texts;
mod visitor_texts;

pub(crate) use domain::translation::fill;
pub(crate) use letter::{Body, Letter, Line, Part};
pub(crate) use smtp::{Relay, send};
pub(crate) use texts::texts;
pub(crate) use visitor_texts::{VisitorTexts, visitor_texts};
