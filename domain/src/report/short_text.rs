//! Texts so short that they are copied along with what is asked for.

use crate::limit;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;

/// A text of at most so many bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ShortText<const BYTES: usize> {
    bytes: [u8; BYTES],
    length: u8,
}

/// A language tag, in small letters (BCP 47).
pub type LanguageTag = ShortText<35>;

/// The name of a time zone, as IANA writes it: the longest has 32 letters.
pub type ZoneName = ShortText<32>;

// Named in the type above, the limit makes rustc fail.
const _: () = assert!(limit::LANGUAGE_CHARACTERS == 35);

impl<const BYTES: usize> ShortText<BYTES> {
    /// A text, if it is not too long.
    pub fn of(text: &str) -> Option<Self> {
        let mut bytes = [0; BYTES];
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        let length = u8::try_from(text.len()).ok()?;
        Some(Self { bytes, length })
    }

    /// What it says.
    pub fn text(&self) -> &str {
        let said = self
            .bytes
            .get(..usize::from(self.length))
            .unwrap_or_default();
        std::str::from_utf8(said).unwrap_or_default()
    }
}

impl LanguageTag {
    /// The tag that stands in an address.
    pub fn read(text: &str) -> Option<Self> {
        let is_tag = text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        Self::of(&text.to_ascii_lowercase()).filter(|_| is_tag)
    }
}

impl<const BYTES: usize> fmt::Debug for ShortText<BYTES> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.text(), formatter)
    }
}

impl<const BYTES: usize> Serialize for ShortText<BYTES> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

impl<'de, const BYTES: usize> Deserialize<'de> for ShortText<BYTES> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::of(&text).ok_or_else(|| D::Error::custom("this text is too long"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_as_it_is_if_it_is_short() {
        for text in ["", "été", "abcdef"] {
            let kept = ShortText::<6>::of(text).unwrap();
            assert_eq!(kept.text(), text);
            let json = serde_json::to_string(&kept).unwrap();
            assert_eq!(serde_json::from_str::<ShortText<6>>(&json).unwrap(), kept);
        }
        assert_eq!(ShortText::<6>::of("abcdefg"), None);
        assert!(serde_json::from_str::<ShortText<6>>("\"abcdefg\"").is_err());
    }

    #[test]
    fn a_language_tag_has_small_letters() {
        let read = |text: &str| LanguageTag::read(text).map(|tag| tag.text().to_owned());
        assert_eq!(read("pt-BR").as_deref(), Some("pt-br"));
        for wrong in [
            "pt_BR",
            "a&b",
            "été",
            &"a".repeat(limit::LANGUAGE_CHARACTERS + 1),
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
