//! How far a lead is.

use crate::record::Stage;
use serde::{Deserialize, Serialize};

/// How far a lead is: the columns of the *Pipeline*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadStage {
    /// Nobody has looked at it.
    #[default]
    New,
    /// Something may come of it.
    Qualified,
    /// The visitor was made an offer.
    Proposition,
    /// He buys.
    Won,
    /// He does not.
    Lost,
}

impl LeadStage {
    /// All of them, in the order in which a lead goes through them.
    pub const ALL: [Self; 5] = [
        Self::New,
        Self::Qualified,
        Self::Proposition,
        Self::Won,
        Self::Lost,
    ];
}

impl Stage for LeadStage {
    const EVERY: &'static [Self] = &Self::ALL;
    const FIELD: &'static str = "stage";

    fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Qualified => "qualified",
            Self::Proposition => "proposition",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }

    fn is_open(self) -> bool {
        match self {
            Self::New | Self::Qualified | Self::Proposition => true,
            Self::Won | Self::Lost => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_read_as_they_were_written_and_those_at_the_end_are_not_open() {
        for stage in LeadStage::ALL {
            assert_eq!(LeadStage::of_word(stage.word()), Some(stage));
            let json = serde_json::to_string(&stage).unwrap();
            assert_eq!(json, format!("\"{}\"", stage.word()));
        }
        assert_eq!(LeadStage::of_word("solved"), None);
        let open = LeadStage::ALL.map(LeadStage::is_open);
        assert_eq!(open, [true, true, true, false, false]);
    }
}
