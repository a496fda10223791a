//! Why somebody was chosen (spec 5.10).

use super::Group;
use serde::{Deserialize, Serialize};

/// Why somebody was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Reason {
    /// The widget showed him before the visitor wrote (spec 6.4).
    Shown,
    /// He answered the visitor before (spec 5.4).
    Previous,
    /// He is in the first group that is not empty (spec 5.4).
    Group {
        /// Which group.
        group: Group,
        /// How many were in it and available.
        members: usize,
        /// How many of them were set aside because they had just been given another conversation (spec 5.5).
        set_aside: usize,
        /// What decided among the others.
        pick: Pick,
    },
}

/// What decided within a group (spec 5.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum Pick {
    /// Without any active conversation; by chance if several were.
    Idle {
        /// How many were.
        tied: usize,
    },
    /// With the fewest active conversations; by chance if several had as few.
    Fewest {
        /// How many conversations.
        active: u32,
        /// How many operators had as few.
        tied: usize,
    },
}

impl Pick {
    pub(super) fn among(tied: usize, active: u32) -> Self {
        match active {
            0 => Self::Idle { tied },
            _ => Self::Fewest { active, tied },
        }
    }
}
