//! The nine groups, of which the first that is not empty gets the conversation (spec 5.4).

use super::{Candidate, Wanted};
use serde::{Deserialize, Serialize};

/// What somebody has of what is asked for, best first. With no expertise asked for, everybody has all and nobody has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// (1) The language and all expertises.
    LanguageAndAll,
    /// (2) The language and one of the expertises.
    LanguageAndOne,
    /// (3) The language.
    Language,
    /// (4) The country and all expertises.
    CountryAndAll,
    /// (5) The country and one of the expertises.
    CountryAndOne,
    /// (6) The country.
    Country,
    /// (7) All expertises.
    All,
    /// (8) One of the expertises.
    One,
    /// (9) Nothing of it.
    Everybody,
}

enum Known {
    All,
    One,
    None,
}

impl Group {
    /// All groups, best first.
    pub const EVERY: [Self; 9] = [
        Self::LanguageAndAll,
        Self::LanguageAndOne,
        Self::Language,
        Self::CountryAndAll,
        Self::CountryAndOne,
        Self::Country,
        Self::All,
        Self::One,
        Self::Everybody,
    ];

    /// Its number in the specification, from 1.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The best group that a candidate is in. He is in worse ones too, but those matter only if all better ones are empty.
    pub(super) fn of(candidate: &Candidate<'_>, wanted: &Wanted<'_>) -> Self {
        let known = Known::of(candidate, wanted);
        if speaks(candidate, wanted) {
            return match known {
                Known::All => Self::LanguageAndAll,
                Known::One => Self::LanguageAndOne,
                Known::None => Self::Language,
            };
        }
        if wanted.country.is_some() && candidate.country == wanted.country {
            return match known {
                Known::All => Self::CountryAndAll,
                Known::One => Self::CountryAndOne,
                Known::None => Self::Country,
            };
        }
        match known {
            Known::All => Self::All,
            Known::One => Self::One,
            Known::None => Self::Everybody,
        }
    }
}

impl Known {
    fn of(candidate: &Candidate<'_>, wanted: &Wanted<'_>) -> Self {
        let has = |expertise| candidate.expertises.contains(expertise);
        if wanted.expertises.iter().all(has) {
            Self::All
        } else if wanted.expertises.iter().any(has) {
            Self::One
        } else {
            Self::None
        }
    }
}

fn speaks(candidate: &Candidate<'_>, wanted: &Wanted<'_>) -> bool {
    wanted.language.is_some_and(|wanted| {
        let mut languages = candidate.languages.iter();
        languages.any(|language| language.primary() == wanted.primary())
    })
}
