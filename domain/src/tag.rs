//! What conversations are about: tags that operators make and administrators keep in order (spec 2.5, 8.5).

use crate::id::TagId;
use crate::problem::Fault;
use crate::text;
use serde::{Deserialize, Serialize};

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Tag {
    /// Which.
    pub id: TagId,
    /// Its name, which no other tag has in whatever capitals.
    pub name: String,
    /// The colour of its mark.
    pub colour: TagColour,
}

/// One of the colours that marks of tags have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct TagColour(u8);

impl TagColour {
    /// How many there are.
    pub const COUNT: u8 = 8;

    /// All of them, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).map(Self)
    }

    /// The colour of a tag that is made when there are so many: each in turn, so that neighbours differ.
    pub fn in_turn(count: usize) -> Self {
        let turn = count % usize::from(Self::COUNT);
        Self(u8::try_from(turn).unwrap_or_default())
    }

    /// Its number.
    pub fn index(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for TagColour {
    type Error = String;

    fn try_from(index: u8) -> Result<Self, Self::Error> {
        if index < Self::COUNT {
            Ok(Self(index))
        } else {
            Err(format!("there is no colour {index}"))
        }
    }
}

impl From<TagColour> for u8 {
    fn from(colour: TagColour) -> Self {
        colour.0
    }
}

/// A name that a tag may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagName(String);

impl TagName {
    /// The name as it is stored.
    ///
    /// # Errors
    /// As [`text::name`].
    pub fn new(typed: &str) -> Result<Self, Fault> {
        text::name(typed).map(Self)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// By what two names are seen to be the same: small and capital letters make no difference.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::NAME_CHARACTERS;

    #[test]
    fn a_name_is_kept_on_one_line_and_compared_without_capitals() {
        let name = TagName::new("  Refund \n éventuel ").unwrap();
        assert_eq!(name.as_str(), "Refund éventuel");
        assert_eq!(name.key(), TagName::new("REFUND  ÉVENTUEL").unwrap().key());
    }

    #[test]
    fn a_name_is_not_empty_and_not_too_long() {
        assert_eq!(TagName::new(" \u{200b} "), Err(Fault::Missing));
        let most = "n".repeat(NAME_CHARACTERS);
        assert!(TagName::new(&most).is_ok());
        let limit = NAME_CHARACTERS;
        assert_eq!(
            TagName::new(&format!("{most}n")),
            Err(Fault::TooLong { limit })
        );
    }

    #[test]
    fn there_are_eight_colours_and_no_ninth() {
        for index in 0..8 {
            let read: TagColour = serde_json::from_str(&index.to_string()).unwrap();
            assert_eq!(u8::from(read), index);
        }
        for wrong in ["8", "-1", "256", "\"1\"", "null", "0.5"] {
            assert!(serde_json::from_str::<TagColour>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn new_tags_take_the_colours_in_turn() {
        let colours: Vec<u8> = [0, 1, 7, 8, 17]
            .map(TagColour::in_turn)
            .map(u8::from)
            .into();
        assert_eq!(colours, [0, 1, 7, 0, 1]);
    }
}
