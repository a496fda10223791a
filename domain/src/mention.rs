//! Who is called by name in what an operator writes (spec 10.6).

use crate::id::UserId;
use crate::user::Operator;

/// The sign before a name.
pub const SIGN: char = '@';

/// The operators that a text calls, each once, in the order of `people`: `@` at the start of a word, and behind it the name for
/// visitors or that for colleagues, however it is capitalised. Where several names fit, the longest is meant; all who have it are
/// called.
pub fn mentioned(text: &str, people: &[&Operator]) -> Vec<UserId> {
    let calls: Vec<(&str, usize)> = calls(text)
        .filter_map(|call| {
            let lengths = people.iter().filter_map(|operator| length(call, operator));
            Some((call, lengths.max()?))
        })
        .collect();
    let is_called = |operator: &&&Operator| {
        let mut calls = calls.iter();
        calls.any(|(call, longest)| length(call, operator) == Some(*longest))
    };
    let called = people.iter().filter(is_called);
    called.map(|operator| operator.id).collect()
}

/// What stands behind each sign that begins a word.
fn calls(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(SIGN).filter_map(|(at, sign)| {
        let before = text.get(..at)?.chars().next_back();
        let begins = before.is_none_or(|before| !before.is_alphanumeric());
        begins.then(|| text.get(at + sign.len()..))?
    })
}

/// Bytes of the longer of an operator's names that a call begins with.
fn length(call: &str, operator: &Operator) -> Option<usize> {
    let names = [&operator.public_name, &operator.name];
    names
        .into_iter()
        .filter_map(|name| begins_with(call, name))
        .max()
}

/// Bytes of `name` at the start of `call`, if a word ends with it.
fn begins_with(call: &str, name: &str) -> Option<usize> {
    let mut wanted = name.chars().flat_map(char::to_lowercase).peekable();
    wanted.peek()?;
    for (at, letter) in call.char_indices() {
        if wanted.peek().is_none() {
            return (!letter.is_alphanumeric()).then_some(at);
        }
        if !letter
            .to_lowercase()
            .all(|letter| wanted.next() == Some(letter))
        {
            return None;
        }
    }
    wanted.peek().is_none().then_some(call.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn operator(id: u128, name: &str, public_name: &str) -> Operator {
        Operator {
            id: UserId(Uuid::from_u128(id)),
            name: name.to_owned(),
            public_name: public_name.to_owned(),
        }
    }

    fn told(text: &str) -> Vec<u128> {
        let people = [
            operator(1, "Ann Marie Roth", "Ann"),
            operator(2, "Ann Marie", "Ann Marie"),
            operator(3, "Jonas Perrin", "Support"),
            operator(4, "Élodie", "Support"),
        ];
        let people: Vec<&Operator> = people.iter().collect();
        let called = mentioned(text, &people);
        called.into_iter().map(|id| id.0.as_u128()).collect()
    }

    #[test]
    fn who_is_called_by_either_name_is_mentioned() {
        for (text, expected) in [
            ("@Ann", vec![1]),
            ("@ann, can you look?", vec![1]),
            ("ask (@Ann) or @Jonas Perrin.", vec![1, 3]),
            ("@ann marie!", vec![2]),
            ("@Ann Marie Roth", vec![1]),
            ("@Ann Marie Rothschild", vec![2]),
            ("@ÉLODIE", vec![4]),
            ("@Support", vec![3, 4]),
            ("line\n@Ann @Ann", vec![1]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn parts_of_names_and_addresses_mention_nobody() {
        for text in [
            "",
            "@",
            "Ann",
            "@Anna",
            "@ Ann",
            "me@ann",
            "@Jonas",
            "@supporters",
            "@@",
        ] {
            assert_eq!(told(text), [0; 0], "{text}");
        }
    }

    #[test]
    fn a_name_that_is_empty_is_called_by_no_sign() {
        assert_eq!(mentioned("@ @", &[&operator(1, "", "")]), []);
    }

    proptest! {
        #[test]
        fn a_call_among_any_words_is_heard(before in "[a-z .,(]{0,12}", after in "[ .,)!][a-z ]{0,12}") {
            let zoe = operator(1, "Zoé Quint", "Zoé");
            let text = format!("{before} @zoé{after}");
            prop_assert_eq!(mentioned(&text, &[&zoe]), vec![UserId(Uuid::from_u128(1))]);
        }

        #[test]
        fn no_text_is_too_odd(text in "\\PC{0,60}", name in "\\PC{0,12}") {
            let _ = mentioned(&text, &[&operator(1, &name, &name)]);
        }
    }
}
