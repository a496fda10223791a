//! What is sought.

use super::word::{Word, words};
use crate::limit;
use crate::problem::Fault;
use std::ops::Range;

/// Words of which each must be found, whole or as the beginning of a longer word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// What somebody typed; empty if there is no word in it. Nothing in it has a meaning but its words.
    ///
    /// # Errors
    /// [`Fault::TooLong`] over [`limit::QUERY_CHARACTERS`].
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if text.chars().count() > limit::QUERY_CHARACTERS {
            return Err(Fault::TooLong {
                limit: limit::QUERY_CHARACTERS,
            });
        }
        let mut sought: Vec<String> = words(text).into_iter().map(|word| word.folded).collect();
        sought.sort_unstable();
        sought.dedup();
        Ok(Self { words: sought })
    }

    /// Whether nothing is sought.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words, and of each whether longer ones that begin so are found too: a single letter would find nearly everything.
    pub fn terms(&self) -> impl Iterator<Item = (&str, bool)> {
        let term = |word: &'_ String| word.chars().nth(1).is_some();
        self.words
            .iter()
            .map(move |word| (word.as_str(), term(word)))
    }

    /// Where words that are sought stand in a text, in bytes.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let found = words(text).into_iter().filter(|word| self.finds(word));
        found.map(|word| word.at).collect()
    }

    fn finds(&self, word: &Word) -> bool {
        self.terms().any(|(sought, is_beginning)| {
            word.folded == sought || (is_beginning && word.folded.starts_with(sought))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(query: &str, text: &str) -> Vec<String> {
        let query = Query::parse(query).unwrap();
        let marks = query.marks(text).into_iter();
        marks.map(|at| text[at].to_owned()).collect()
    }

    #[test]
    fn words_and_beginnings_of_words_are_marked() {
        let table: [(&str, &str, &[&str]); 6] = [
            (
                "grind",
                "The Grinder grinds, regrinding.",
                &["Grinder", "grinds"],
            ),
            ("ete TEA", "L’Été, du thé, tea", &["Été", "tea"]),
            ("a", "a bag, A", &["a", "A"]),
            ("strasse", "Hauptstraße, Straße 3", &["Straße"]),
            ("京", "東京", &["京"]),
            ("\"*", "\"*", &[]),
        ];
        for (query, text, expected) in table {
            assert_eq!(marked(query, text), expected, "{query}");
        }
    }

    #[test]
    fn a_query_of_the_limit_is_sought_and_one_past_it_refused() {
        let most = "é".repeat(limit::QUERY_CHARACTERS);
        assert!(Query::parse(&most).is_ok());
        assert_eq!(
            Query::parse(&format!("{most}!")),
            Err(Fault::TooLong {
                limit: limit::QUERY_CHARACTERS
            })
        );
    }

    #[test]
    fn a_query_without_words_seeks_nothing() {
        assert!(Query::parse(" \" * : ").unwrap().is_empty());
        assert!(!Query::parse("\u{301}a").unwrap().is_empty());
    }
}
