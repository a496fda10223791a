//! A text with what was sought in it.

use super::query::Query;
use crate::limit;
use crate::text::shortened;
use serde::{Deserialize, Serialize};

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// What stands there.
    pub text: String,
    /// Whether it was sought.
    pub is_hit: bool,
}

/// Characters of what stands before the first hit that are shown with it.
const BEFORE: usize = 24;

/// A whole text in its stretches.
pub fn pieces(text: &str, query: &Query) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |text: &str, is_hit| {
        if !text.is_empty() {
            pieces.push(Piece {
                text: text.to_owned(),
                is_hit,
            });
        }
    };
    let mut end = 0;
    for mark in query.marks(text) {
        push(text.get(end..mark.start).unwrap_or_default(), false);
        push(text.get(mark.clone()).unwrap_or_default(), true);
        end = mark.end;
    }
    push(text.get(end..).unwrap_or_default(), false);
    pieces
}

/// One line of a text around the first hit in it, at most [`limit::LAST_WORDS_CHARACTERS`] long.
pub fn excerpt(text: &str, query: &Query) -> Vec<Piece> {
    let first = query.marks(text).first().map_or(0, |mark| mark.start);
    let before = text.get(..first).unwrap_or_default();
    let cut = before.char_indices().rev().nth(BEFORE).map(|(at, _)| at);
    let shown = match cut {
        None => text.to_owned(),
        Some(at) => {
            let from = text
                .get(at..first)
                .and_then(|near| near.find(char::is_whitespace));
            let from = from.map_or(first, |space| at + space);
            format!("…{}", text.get(from..).unwrap_or_default().trim_start())
        }
    };
    pieces(&shortened(&shown, limit::LAST_WORDS_CHARACTERS), query)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(pieces: &[Piece]) -> String {
        let told = pieces.iter().map(|piece| {
            if piece.is_hit {
                format!("[{}]", piece.text)
            } else {
                piece.text.clone()
            }
        });
        told.collect()
    }

    #[test]
    fn a_text_is_whole_in_its_pieces() {
        let query = Query::parse("tea pot").unwrap();
        let shown = told(&pieces("Tea, teapot and a <pot>", &query));
        assert_eq!(shown, "[Tea], [teapot] and a <[pot]>");
    }

    #[test]
    fn an_excerpt_shows_the_first_hit_with_what_stands_around_it() {
        let query = Query::parse("invoice").unwrap();
        assert_eq!(
            told(&excerpt("My invoice\nis wrong", &query)),
            "My [invoice] is wrong"
        );
        let long = format!(
            "{}see the invoice of May. {}",
            "many words ".repeat(20),
            "more ".repeat(50)
        );
        let shown = told(&excerpt(&long, &query));
        assert!(
            shown.starts_with("…many words see the [invoice] of May. more"),
            "{shown}"
        );
        assert!(shown.ends_with('…'));
    }

    proptest! {
        #[test]
        fn nothing_of_a_text_is_lost(text in "\\PC{0,80}", sought in "\\PC{0,10}") {
            let query = Query::parse(&sought).unwrap();
            let whole: String = pieces(&text, &query).into_iter().map(|piece| piece.text).collect();
            prop_assert_eq!(whole, text.clone());
            let shown: String = excerpt(&text, &query).into_iter().map(|piece| piece.text).collect();
            prop_assert!(shown.chars().count() <= limit::LAST_WORDS_CHARACTERS);
        }
    }
}
