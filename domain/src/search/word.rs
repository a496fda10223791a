//! Words as they are sought.

use super::fold;
use crate::limit;
use std::collections::BTreeSet;
use std::ops::Range;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// As it is sought: lower-case, without accents, and of a word of more than [`limit::WORD_CHARACTERS`] the beginning.
    pub folded: String,
}

/// The words of a text in their order. Where one writes without spaces, each sign is a word.
pub fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    // Where the word ends that is being read.
    let mut open = None;
    for (start, letter) in text.char_indices() {
        let end = start + letter.len_utf8();
        let is_sign = is_sign(letter);
        if !is_sign && !letter.is_alphanumeric() && !is_mark(letter) {
            open = None;
            continue;
        }
        let goes_on = open == Some(start) && !is_sign;
        if !goes_on {
            words.push(Word {
                at: start..end,
                folded: String::new(),
            });
        }
        if let Some(word) = words.last_mut() {
            word.at.end = end;
            if word.folded.chars().count() < limit::WORD_CHARACTERS {
                fold::push(&mut word.folded, letter);
            }
        }
        open = (!is_sign).then_some(end);
    }
    words.retain(|word| !word.folded.is_empty());
    words
}

/// All that some texts are found by: their words, each once, with a space between them.
pub fn indexed(texts: &[&str]) -> String {
    let of_all = texts.iter().flat_map(|text| words(text));
    let known: BTreeSet<String> = of_all.map(|word| word.folded).collect();
    known.into_iter().collect::<Vec<_>>().join(" ")
}

/// An accent that is written after its letter.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// A letter of a script without spaces: Thai to Khmer, kana and Chinese characters.
fn is_sign(letter: char) -> bool {
    letter.is_alphanumeric()
        && matches!(letter,
            '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn a_text_is_cut_where_no_letter_and_no_digit_stands() {
        let table: [(&str, &[&str]); 7] = [
            ("Hello, world!", &["hello", "world"]),
            ("l'été 2026", &["l", "ete", "2026"]),
            ("ada@example.org", &["ada", "example", "org"]),
            (
                "\"a\" OR b* NEAR(c) {d}:e",
                &["a", "or", "b", "near", "c", "d", "e"],
            ),
            ("東京tower 3", &["東", "京", "tower", "3"]),
            ("e\u{301}te\u{301} \u{301}", &["ete"]),
            (" — … ", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(folded(text), expected, "{text}");
        }
    }

    #[test]
    fn a_word_of_the_limit_is_whole_and_of_a_longer_one_its_beginning_counts() {
        let most = "w".repeat(limit::WORD_CHARACTERS);
        assert_eq!(folded(&most), [most.as_str()]);
        let longer = format!("{most}w");
        assert_eq!(words(&longer)[0].at, 0..limit::WORD_CHARACTERS + 1);
        assert_eq!(folded(&longer), [most]);
    }

    #[test]
    fn each_word_is_indexed_once() {
        assert_eq!(indexed(&["Ada L.", "the tea, the Tea"]), "ada l tea the");
        assert_eq!(indexed(&["…"]), "");
    }

    proptest! {
        #[test]
        fn words_stand_where_they_say_and_hold_neither_spaces_nor_quotes(text in "\\PC{0,80}") {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(word.at.start >= last && text.get(word.at.clone()).is_some());
                last = word.at.end;
                let clean = |letter: char| letter.is_alphanumeric() || !letter.is_ascii();
                prop_assert!(word.folded.chars().all(clean), "{:?}", word.folded);
                prop_assert!(!word.folded.contains(char::is_whitespace));
            }
        }
    }
}
