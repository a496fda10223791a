//! Languages of visitors and operators (spec 2.4, 5.4, 5.8).

use crate::limit::LANGUAGE_CHARACTERS;
use serde::{Deserialize, Serialize};

/// A language as a browser names it (BCP 47), its first part in small letters: `fr`, `pt-BR`, `zh-Hant-TW`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct LanguageTag(String);

impl LanguageTag {
    /// The language that a tag names, if it is one of at most [`LANGUAGE_CHARACTERS`].
    pub fn parse(tag: &str) -> Option<Self> {
        if tag.len() > LANGUAGE_CHARACTERS {
            return None;
        }
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let is_language =
            (2..=8).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
        let is_tag = is_language
            && parts.all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
            });
        let (_, rest) = tag.split_at_checked(primary.len())?;
        is_tag.then(|| Self(primary.to_ascii_lowercase() + rest))
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without region or script: who speaks `fr` answers a visitor whose browser says `fr-CA`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

/// The language without region or script, in small letters, of a tag as a page writes it: some write an underscore.
pub(crate) fn primary_of(tag: &str) -> String {
    let primary = tag.split(['-', '_']).next();
    primary.unwrap_or_default().to_lowercase()
}

impl TryFrom<String> for LanguageTag {
    type Error = &'static str;

    fn try_from(tag: String) -> Result<Self, Self::Error> {
        Self::parse(&tag).ok_or("not a language tag")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_compared_by_its_first_part() {
        let tag = LanguageTag::parse("FR-ca").unwrap();
        assert_eq!(tag.as_str(), "fr-ca");
        assert_eq!(tag.primary(), "fr");
        let plain = LanguageTag::parse("fr").unwrap();
        assert_eq!(plain.primary(), tag.primary());
        let longer = LanguageTag::parse("fry").unwrap();
        assert_ne!(longer.primary(), tag.primary());
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for tag in [
            "",
            "-",
            "f",
            "fr-",
            "-fr",
            "fr--ca",
            "f1",
            "fr_CA",
            "fr ca",
            "français",
            "fr;q=0.8",
            "abcdefghi",
            "fr-abcdefghi",
            "fr\0",
        ] {
            assert_eq!(LanguageTag::parse(tag), None, "{tag:?}");
        }
    }

    #[test]
    fn a_tag_of_the_limit_is_kept_and_one_past_it_refused() {
        let most = "de-12345678-12345678-12345678-12345";
        assert_eq!(most.len(), LANGUAGE_CHARACTERS);
        assert!(LanguageTag::parse(most).is_some());
        assert_eq!(LanguageTag::parse(&format!("{most}6")), None);
    }

    #[test]
    fn the_json_of_a_language_is_its_tag() {
        let tag = LanguageTag::parse("pt-BR").unwrap();
        assert_eq!(serde_json::to_string(&tag).unwrap(), "\"pt-BR\"");
        assert_eq!(
            serde_json::from_str::<LanguageTag>("\"pt-BR\"").unwrap(),
            tag
        );
        assert!(serde_json::from_str::<LanguageTag>("\"fr_CA\"").is_err());
    }
}
