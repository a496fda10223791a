//! Which rows of a pivot are folded away, as its address says it (spec 13.2).

use super::{Dimension, Key};
use std::collections::BTreeSet;

/// Rows that are folded away: some, or all but some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folds {
    are_all: bool,
    others: BTreeSet<Key>,
}

impl Folds {
    /// What stands before that which is not folded; no group is written like this, while a language is called `all`.
    const ALL: &'static str = "*";

    /// All rows, whichever there are.
    pub fn all() -> Self {
        Self {
            are_all: true,
            others: BTreeSet::new(),
        }
    }

    /// Whether a row is folded away.
    pub fn has(&self, row: &Key) -> bool {
        self.are_all != self.others.contains(row)
    }

    /// The same with a row the other way round.
    #[must_use]
    pub fn turned(mut self, row: &Key) -> Self {
        if !self.others.remove(row) {
            self.others.insert(row.clone());
        }
        self
    }

    /// Whether none is.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// What an address says of them.
    pub fn words(&self) -> String {
        let all = self.are_all.then(|| Self::ALL.to_owned());
        let words = all.into_iter().chain(self.others.iter().map(Key::word));
        words.collect::<Vec<_>>().join(",")
    }

    /// Reads what an address says; what is no group of the dimension was folded where something else stood.
    pub fn read(words: &str, dimension: Option<Dimension>) -> Self {
        Self {
            are_all: words.split(',').next() == Some(Self::ALL),
            others: keys(words, dimension),
        }
    }
}

/// The groups of a dimension among some words.
pub(super) fn keys(words: &str, dimension: Option<Dimension>) -> BTreeSet<Key> {
    let Some(dimension) = dimension else {
        return BTreeSet::new();
    };
    let keys = words.split(',');
    keys.filter_map(|word| Key::of_word(dimension, word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_folded_one_by_one_or_all_but_some() {
        let (one, other) = (Key::Number(1), Key::Number(2));
        let read = |folds: &Folds| Folds::read(&folds.words(), Some(Dimension::Weekday));
        let some = Folds::default().turned(&one);
        assert_eq!((some.has(&one), some.has(&other)), (true, false));
        assert_eq!(read(&some), some);
        assert_eq!(some.words(), "1");
        let all_but_one = Folds::all().turned(&one);
        assert_eq!(
            (all_but_one.has(&one), all_but_one.has(&other)),
            (false, true)
        );
        assert_eq!(all_but_one.words(), "*,1");
        assert_eq!(read(&all_but_one), all_but_one);
        assert_eq!(all_but_one.turned(&one), Folds::all());
        assert!(some.turned(&one).is_none());
        assert!(Folds::read("", Some(Dimension::Weekday)).is_none());
        // What another grouping left there means nothing.
        assert!(Folds::read("1,2", Some(Dimension::Channel)).is_none());
        assert!(Folds::read("1,2", None).is_none());
    }
}
