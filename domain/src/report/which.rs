//! One of many, any of them, or none, as filters name it.

use crate::rating::Face;
use serde::{Deserialize, Deserializer, Serialize};

/// Which ratings are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rated {
    /// Rated, however.
    Any,
    /// Not rated.
    Not,
    /// Rated so.
    As(Face),
}

impl Rated {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Any,
        Self::As(Face::Satisfied),
        Self::As(Face::Okay),
        Self::As(Face::Dissatisfied),
        Self::Not,
    ];

    /// The word in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Not => "none",
            Self::As(Face::Satisfied) => "5",
            Self::As(Face::Okay) => "3",
            Self::As(Face::Dissatisfied) => "1",
        }
    }

    /// The one of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }

    /// The least and the most value that are asked for, where 0 stands for no rating.
    pub fn values(self) -> (u8, u8) {
        match self {
            Self::Any => (1, 5),
            Self::Not => (0, 0),
            Self::As(face) => (face.value(), face.value()),
        }
    }
}

/// One of many, or those that have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which<T> {
    /// Those that have none.
    None,
    /// Those of this one.
    Is(T),
}

impl<T> Which<T> {
    /// The word that stands for none in an address.
    pub(super) const NONE: &'static str = "none";

    /// The same of something else.
    pub fn map<U>(self, other: impl Fn(T) -> U) -> Which<U> {
        match self {
            Self::None => Which::None,
            Self::Is(one) => Which::Is(other(one)),
        }
    }

    /// The one of a word, where `read` reads those that there are.
    pub(super) fn read(word: &str, read: impl Fn(&str) -> Option<T>) -> Option<Self> {
        if word == Self::NONE {
            return Some(Self::None);
        }
        read(word).map(Self::Is)
    }

    /// The word in an address.
    pub fn word(&self, word: impl Fn(&T) -> String) -> String {
        match self {
            Self::None => Self::NONE.to_owned(),
            Self::Is(one) => word(one),
        }
    }
}

/// Reads one of many also as it was kept before *none* could be asked for.
pub(super) fn which<'de, D, T>(deserializer: D) -> Result<Option<Which<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Kept<T> {
        Which(Which<T>),
        Alone(T),
    }
    let kept = Option::<Kept<T>>::deserialize(deserializer)?;
    Ok(kept.map(|kept| match kept {
        Kept::Which(which) => which,
        Kept::Alone(one) => Which::Is(one),
    }))
}
