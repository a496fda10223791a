//! What the visitor sees, and what he does with it: the window itself is drawn by `widget/window`.

mod deed;
mod picture;
mod rows;
mod screen;

pub(crate) use deed::read;

use crate::model::{Model, Spot};

/// The window on the page.
#[derive(Debug, Default)]
pub(crate) struct View {
    shown: String,
}

impl View {
    /// Shows the state.
    pub(crate) fn render(&mut self, model: &Model) {
        let picture = picture::of(model);
        if picture != self.shown {
            screen::show(&picture);
            self.shown = picture;
        }
    }
}

/// Puts words into the input.
pub(crate) fn fill(words: &str) {
    screen::fill(words);
}

/// Moves the keyboard's focus.
pub(crate) fn focus(spot: Spot) {
    screen::focus(match spot {
        Spot::Launcher => "launcher",
        Spot::Input => "input",
        Spot::Close => "close",
        Spot::Stay => "stay",
    });
}

/// Tells a visitor who does not look that somebody wrote.
pub(crate) fn tell(name: &str, text: &str) {
    screen::tell(name, text);
}
