//! What operators know about; a conversation goes first to who knows what it asks for (spec 2.4, 5.4, 9.2).

use crate::id::ExpertiseId;
use crate::problem::Fault;
use crate::text;
use serde::{Deserialize, Serialize};

/// Something that operators know about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expertise {
    /// Which.
    pub id: ExpertiseId,
    /// Its name.
    pub name: String,
}

/// A name that may stand in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpertiseName(String);

impl ExpertiseName {
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
        let name = ExpertiseName::new("  Éclairage\n public ").unwrap();
        assert_eq!(name.as_str(), "Éclairage public");
        assert_eq!(name.key(), "éclairage public");
    }

    #[test]
    fn a_name_is_not_empty_and_not_too_long() {
        assert_eq!(ExpertiseName::new(" \u{200b} "), Err(Fault::Missing));
        let most = "n".repeat(NAME_CHARACTERS);
        assert!(ExpertiseName::new(&most).is_ok());
        let limit = NAME_CHARACTERS;
        assert_eq!(
            ExpertiseName::new(&format!("{most}n")),
            Err(Fault::TooLong { limit })
        );
    }
}
