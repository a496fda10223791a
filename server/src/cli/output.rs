//! What the command line says to whoever typed it.

use std::fmt::Display;

/// Says a result.
#[expect(
    clippy::print_stdout,
    reason = "the command line talks to a person here"
)]
pub(super) fn say(text: &str) {
    println!("{text}");
}

/// Says why something did not work.
#[expect(
    clippy::print_stderr,
    reason = "the command line talks to a person here"
)]
pub(super) fn complain(reason: &impl Display) {
    eprintln!("{reason}");
}
