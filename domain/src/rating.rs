//! How a visitor says it was, once it is over (spec 12).

use crate::id::UserId;
use crate::limit;
use crate::problem::Fault;
use crate::text;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One of the three faces; in JSON and in the database it is a number (spec 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum Face {
    /// *Dissatisfied*.
    Dissatisfied,
    /// *Okay*.
    Okay,
    /// *Satisfied*.
    Satisfied,
}

impl Face {
    /// All of them, the happiest first.
    pub const ALL: [Self; 3] = [Self::Satisfied, Self::Okay, Self::Dissatisfied];

    /// The number that stands for it: 5, 3 or 1.
    pub fn value(self) -> u8 {
        match self {
            Self::Satisfied => 5,
            Self::Okay => 3,
            Self::Dissatisfied => 1,
        }
    }

    /// The face that a number stands for.
    pub fn of_value(value: i64) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|face| i64::from(face.value()) == value)
    }
}

impl From<Face> for u8 {
    fn from(face: Face) -> Self {
        face.value()
    }
}

impl TryFrom<u8> for Face {
    type Error = &'static str;

    fn try_from(value: u8) -> Result<Self, Self::Error> {
        Self::of_value(value.into()).ok_or("a rating is 5, 3 or 1")
    }
}

/// What a visitor said of his conversation; the last time counts (spec 12.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// The face he chose.
    pub face: Face,
    /// What he wrote about it; perhaps nothing.
    pub comment: String,
    /// The operator he rated: who wrote last (spec 12.3); `None` if nobody wrote.
    pub operator: Option<UserId>,
    /// When he said it.
    pub at: Timestamp,
    /// *Visible Internally Only* (spec 12.4): it counts in reports, and on no public page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_internal: bool,
}

/// A comment as it is stored, perhaps empty.
///
/// # Errors
/// [`Fault::TooLong`] over [`limit::COMMENT_CHARACTERS`].
pub fn comment(typed: &str) -> Result<String, Fault> {
    text::optional(typed, limit::COMMENT_CHARACTERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_is_five_three_or_one_and_nothing_else() {
        for face in Face::ALL {
            let json = serde_json::to_string(&face).unwrap();
            assert_eq!(json, face.value().to_string());
            assert_eq!(serde_json::from_str::<Face>(&json).ok(), Some(face));
        }
        for wrong in [
            "0", "2", "4", "6", "5.5", "-1", "\"5\"", "true", "null", "[]",
        ] {
            assert!(serde_json::from_str::<Face>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_comment_of_the_limit_is_kept_and_one_past_it_refused() {
        let most = "é".repeat(limit::COMMENT_CHARACTERS);
        assert_eq!(comment(&most), Ok(most.clone()));
        let limit = limit::COMMENT_CHARACTERS;
        assert_eq!(comment(&format!("{most}!")), Err(Fault::TooLong { limit }));
        assert_eq!(comment(" \n "), Ok(String::new()));
        assert_eq!(comment(" a\nb "), Ok("a\nb".to_owned()));
    }
}
