//! A rule's regular expression (spec 4.3): searched, unanchored and case-sensitive, by an engine of linear time.

use crate::limit;
use crate::problem::Fault;
use regex::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use std::borrow::Cow;

/// Bytes that an expression may take once compiled: enough for what people write, little enough for a thousand rules.
const COMPILED_BYTES: usize = 1 << 18;
/// How deep groups may stand in one another.
const NESTING: u32 = 50;

/// A regular expression, ready to be searched for.
#[derive(Clone, Debug)]
pub struct Pattern {
    compiled: Regex,
    is_of_whole_address: bool,
}

impl Pattern {
    /// An expression as an administrator wrote it; `None` for an empty one, which every page matches.
    ///
    /// # Errors
    /// [`Fault::TooLong`], [`Fault::NotAPattern`] with the place, or [`Fault::TooCostly`].
    pub fn parse(text: &str) -> Result<Option<Self>, Fault> {
        if text.is_empty() {
            return Ok(None);
        }
        if text.chars().count() > limit::PATTERN_CHARACTERS {
            return Err(Fault::TooLong {
                limit: limit::PATTERN_CHARACTERS,
            });
        }
        let parsed = ParserBuilder::new().nest_limit(NESTING).build().parse(text);
        parsed.map_err(|error| Fault::NotAPattern {
            at: place(text, &error),
        })?;
        let compiled = RegexBuilder::new(text)
            .size_limit(COMPILED_BYTES)
            .dfa_size_limit(COMPILED_BYTES)
            .nest_limit(NESTING)
            .build()
            .map_err(|_| Fault::TooCostly)?;
        Ok(Some(Self {
            compiled,
            is_of_whole_address: text.contains("://"),
        }))
    }

    /// Whether it is found in an address.
    pub fn matches(&self, address: &Address<'_>) -> bool {
        let searched = if self.is_of_whole_address {
            address.whole
        } else {
            address.relative.as_ref()
        };
        self.compiled.is_match(searched)
    }
}

/// The character, counted from 1, where a text stops being an expression.
fn place(text: &str, error: &regex_syntax::Error) -> usize {
    let offset = match error {
        regex_syntax::Error::Parse(error) => error.span().start.offset,
        regex_syntax::Error::Translate(error) => error.span().start.offset,
        _ => 0,
    };
    text.get(..offset)
        .map_or(0, |before| before.chars().count())
        .saturating_add(1)
}

/// A page's address, whole and relative to its site (path, query and fragment).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address<'text> {
    whole: &'text str,
    relative: Cow<'text, str>,
}

impl<'text> Address<'text> {
    /// An address as a browser tells it; without scheme and host it is taken as relative.
    pub fn of(whole: &'text str) -> Self {
        let relative = match whole.split_once("://") {
            Some((scheme, rest)) if scheme.chars().all(|c| c.is_ascii_alphanumeric()) => {
                let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
                let relative = rest.get(end..).unwrap_or_default();
                if relative.starts_with('/') {
                    Cow::Borrowed(relative)
                } else {
                    Cow::Owned(format!("/{relative}"))
                }
            }
            _ => Cow::Borrowed(whole),
        };
        Self { whole, relative }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_found(pattern: &str, whole: &str) -> bool {
        match Pattern::parse(pattern) {
            Ok(pattern) => pattern.is_none_or(|pattern| pattern.matches(&Address::of(whole))),
            Err(fault) => panic!("{pattern}: {fault:?}"),
        }
    }

    fn fault(pattern: &str) -> Option<Fault> {
        Pattern::parse(pattern).err()
    }

    #[test]
    fn it_is_searched_in_the_relative_address_unanchored_and_case_sensitive() {
        for (pattern, address, is_expected) in [
            ("/", "https://shop.example", true),
            ("/", "https://shop.example/any?page=1", true),
            ("/shop", "https://shop.example/shop", true),
            ("/shop", "https://shop.example/en/shop?x=1", true),
            ("/Shop", "https://shop.example/shop", false),
            ("^/shop$", "https://shop.example/en/shop", false),
            ("x=1", "https://shop.example/shop?x=1", true),
            ("#top$", "https://shop.example/shop?x=1#top", true),
            ("shop\\.example", "https://shop.example/", false),
            ("://shop\\.example", "https://shop.example/", true),
            ("^http://", "https://shop.example/", false),
            ("", "https://shop.example/", true),
            ("^/\\?x", "https://shop.example?x", true),
            ("a://b", "https://shop.example/go?to=a://b", true),
        ] {
            assert_eq!(
                is_found(pattern, address),
                is_expected,
                "{pattern} in {address}"
            );
        }
    }

    #[test]
    fn an_invalid_one_is_refused_at_the_place() {
        for (pattern, at) in [
            ("/shop(", 6),
            ("é(", 2),
            ("[a-", 1),
            ("a{2,1}", 2),
            ("*", 1),
            ("(?<n>a)(?<n>b)", 11),
            ("\\p{Nonsense}", 1),
            (r"a\1", 2),
            ("(?=a)", 1),
        ] {
            assert_eq!(fault(pattern), Some(Fault::NotAPattern { at }), "{pattern}");
        }
        let deep = format!("{}a{}", "(".repeat(300), ")".repeat(300));
        assert!(matches!(fault(&deep), Some(Fault::NotAPattern { .. })));
    }

    #[test]
    fn what_would_need_too_much_is_refused_and_what_would_backtrack_does_not() {
        assert_eq!(fault("(?:a{1000}){1000}"), Some(Fault::TooCostly));
        assert_eq!(fault("((a{100}){100}){100}"), Some(Fault::TooCostly));
        let long = format!("https://shop.example/{}!", "a".repeat(2_000));
        assert!(!is_found("(a+)+$", &long));
        assert!(!is_found("(a|a)*b", &long));
        assert!(!is_found("(.*)*(.*)*x$", &long));
    }

    #[test]
    fn it_has_a_limit() {
        let limit = limit::PATTERN_CHARACTERS;
        assert_eq!(fault(&"é".repeat(limit)), None);
        let too_long = Some(Fault::TooLong { limit });
        assert_eq!(fault(&"é".repeat(limit + 1)), too_long);
        assert_eq!(fault(&"a".repeat(10_240)), too_long);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(pattern in ".{0,60}", address in ".{0,60}") {
            if let Ok(Some(pattern)) = Pattern::parse(&pattern) {
                pattern.matches(&Address::of(&address));
            }
        }
    }
}
