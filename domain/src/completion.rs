//! What somebody who writes wants to be offered at the caret: commands after `/`, canned responses after `:`, colleagues
//! after `@` (spec 10.1, 10.6, 10.8).

use crate::mention;

/// What is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Commands.
    Command,
    /// Canned responses.
    Canned,
    /// Colleagues to call.
    Mention,
}

/// What is wanted at the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<'text> {
    /// What is offered.
    pub kind: Kind,
    /// The byte at which the sign stands; what is chosen replaces everything from here to the caret.
    pub start: usize,
    /// What was typed after the sign.
    pub words: &'text str,
}

/// What is wanted by a text that ends at the caret. A slash counts at the start of the text alone, the other signs at the
/// start of a word.
pub fn wanted(text: &str) -> Option<Wanted<'_>> {
    let start = text
        .char_indices()
        .rfind(|(_, c)| c.is_whitespace())
        .map_or(0, |(at, blank)| at + blank.len_utf8());
    let word = text.get(start..)?;
    let (kind, words) = if let Some(words) = word.strip_prefix('/') {
        (start == 0 && is_word(words)).then_some((Kind::Command, words))?
    } else if let Some(words) = word.strip_prefix(mention::SIGN) {
        is_part_of_name(words).then_some((Kind::Mention, words))?
    } else {
        let words = word.strip_prefix("::").or(word.strip_prefix(':'))?;
        is_shortcut(words).then_some((Kind::Canned, words))?
    };
    Some(Wanted { kind, start, words })
}

/// Those whose names begin with the words come first, then those that contain them, each by the alphabet (spec 10.8).
/// Capitals make no difference.
pub fn matching<'all, T>(
    all: impl IntoIterator<Item = &'all T>,
    words: &str,
    name: impl Fn(&T) -> String,
) -> Vec<&'all T> {
    let words = words.to_lowercase();
    let mut found: Vec<_> = all
        .into_iter()
        .filter_map(|one| {
            let name = name(one).to_lowercase();
            let place = name.find(&words)?;
            Some(((place > 0, name), one))
        })
        .collect();
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.into_iter().map(|(_, one)| one).collect()
}

fn is_word(words: &str) -> bool {
    words.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn is_part_of_name(words: &str) -> bool {
    words
        .chars()
        .all(|c| c.is_alphanumeric() || ['-', '\'', '’'].contains(&c))
}

/// Smileys are no shortcuts: `:)`, `::)` and `:-(` begin with no letter, and `:D` and its like are capitals that stand
/// alone.
fn is_shortcut(words: &str) -> bool {
    let begins_well = words.chars().next().is_none_or(char::is_alphanumeric);
    begins_well && !["D", "P", "O", "S", "X", "3"].contains(&words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> Option<(Kind, usize, &str)> {
        wanted(text).map(|wanted| (wanted.kind, wanted.start, wanted.words))
    }

    #[test]
    fn each_sign_offers_what_it_stands_for() {
        for (text, expected) in [
            (":", Some((Kind::Canned, 0, ""))),
            ("::", Some((Kind::Canned, 0, ""))),
            (":hel", Some((Kind::Canned, 0, "hel"))),
            ("::Hel", Some((Kind::Canned, 0, "Hel"))),
            ("é :hel", Some((Kind::Canned, 3, "hel"))),
            ("line\n:hel", Some((Kind::Canned, 5, "hel"))),
            ("a\u{a0}:hel", Some((Kind::Canned, 3, "hel"))),
            ("/", Some((Kind::Command, 0, ""))),
            ("/search_t", Some((Kind::Command, 0, "search_t"))),
            ("@", Some((Kind::Mention, 0, ""))),
            ("ask @Zo", Some((Kind::Mention, 4, "Zo"))),
            ("@Jean-Lu", Some((Kind::Mention, 0, "Jean-Lu"))),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn within_a_word_and_in_smileys_a_sign_means_nothing() {
        for text in [
            "",
            "hello",
            "hello:",
            "12:30",
            "http://",
            "me@shop",
            "@me@shop",
            "@ ",
            "@shop.com",
            " /help",
            "say /help",
            "/help ",
            "/shop/grinders",
            "//",
            ":hel ",
            ":)",
            "::)",
            ":-)",
            ":(",
            ":'(",
            ":/",
            ":|",
            ":*",
            ":D",
            ":P",
            ":O",
            "::D",
            ":3",
            ";)",
            ":::",
            "fine :)",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    fn found<'all>(all: &'all [&'all str], words: &str) -> Vec<&'all str> {
        let found = matching(all, words, |name| (*name).to_owned());
        found.into_iter().copied().collect()
    }

    #[test]
    fn beginnings_come_before_the_rest_and_each_by_the_alphabet() {
        let all = ["say_hello", "Hello", "ahello", "help", "hell", "bye"];
        assert_eq!(
            found(&all, "HEL"),
            ["hell", "Hello", "help", "ahello", "say_hello"]
        );
        assert_eq!(found(&all, "hello"), ["Hello", "ahello", "say_hello"]);
        assert_eq!(found(&all, "z"), [""; 0]);
        assert_eq!(
            found(&all, ""),
            ["ahello", "bye", "hell", "Hello", "help", "say_hello"]
        );
    }

    proptest! {
        #[test]
        fn the_order_in_which_they_come_makes_no_difference(
            names in proptest::collection::btree_set("[a-c]{0,4}", 0..12), words in "[a-c]{0,2}"
        ) {
            let names: Vec<String> = names.into_iter().collect();
            let reversed: Vec<String> = names.iter().rev().cloned().collect();
            prop_assert_eq!(
                matching(&names, &words, String::clone),
                matching(&reversed, &words, String::clone)
            );
        }

        #[test]
        fn what_contains_the_words_is_found_and_nothing_else(
            names in proptest::collection::vec("[a-cA-C]{0,4}", 0..12), words in "[a-cA-C]{0,2}"
        ) {
            let found = matching(&names, &words, String::clone);
            let contains = |name: &&String| name.to_lowercase().contains(&words.to_lowercase());
            prop_assert!(found.iter().all(contains));
            prop_assert_eq!(found.len(), names.iter().filter(contains).count());
            let begins = |name: &&&String| name.to_lowercase().starts_with(&words.to_lowercase());
            let beginnings = found.iter().filter(begins).count();
            prop_assert!(found.iter().take(beginnings).all(|name| begins(&name)));
        }

        #[test]
        fn what_is_wanted_ends_the_text(text in "[ :/@a-z)\\n]{0,12}") {
            if let Some(wanted) = wanted(&text) {
                prop_assert!(text.ends_with(wanted.words));
                let sign = text[wanted.start..].trim_end_matches(wanted.words);
                prop_assert!([":", "::", "/", "@"].contains(&sign) || wanted.words.is_empty());
                let before = text[..wanted.start].chars().next_back();
                prop_assert!(before.is_none_or(char::is_whitespace));
            }
        }
    }
}
