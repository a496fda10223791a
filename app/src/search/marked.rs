//! A text in which what was sought is marked.

use domain::search::{Piece, Query, pieces};
use leptos::prelude::*;

/// The pieces of a text, those that were sought marked.
pub(crate) fn marked(pieces: Vec<Piece>) -> AnyView {
    let shown = pieces.into_iter().map(|piece| {
        if piece.is_hit {
            view! { <mark class="hit">{piece.text}</mark> }.into_any()
        } else {
            piece.text.into_any()
        }
    });
    shown.collect_view().into_any()
}

/// A whole text.
pub(crate) fn marked_text(text: &str, query: &Query) -> AnyView {
    marked(pieces(text, query))
}
