//! How far a ticket is, and how urgent.

use crate::record::Stage;
use serde::{Deserialize, Serialize};

/// How far a ticket is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketState {
    /// Nobody has begun.
    #[default]
    New,
    /// Somebody works on it.
    InProgress,
    /// It is done.
    Solved,
    /// It will not be done.
    Cancelled,
}

impl TicketState {
    /// All of them, in the order in which a ticket goes through them.
    pub const ALL: [Self; 4] = [Self::New, Self::InProgress, Self::Solved, Self::Cancelled];
}

impl Stage for TicketState {
    const EVERY: &'static [Self] = &Self::ALL;
    const FIELD: &'static str = "state";

    fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InProgress => "in_progress",
            Self::Solved => "solved",
            Self::Cancelled => "cancelled",
        }
    }

    fn is_open(self) -> bool {
        match self {
            Self::New | Self::InProgress => true,
            Self::Solved | Self::Cancelled => false,
        }
    }
}

/// How urgent a ticket is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum TicketPriority {
    /// It can wait.
    Low,
    /// As most are.
    #[default]
    Normal,
    /// Before others.
    High,
    /// At once.
    Urgent,
}

impl TicketPriority {
    /// All of them, the most urgent last.
    pub const ALL: [Self; 4] = [Self::Low, Self::Normal, Self::High, Self::Urgent];

    /// The number in the database: more urgent is higher.
    pub fn level(self) -> i64 {
        match self {
            Self::Low => 0,
            Self::Normal => 1,
            Self::High => 2,
            Self::Urgent => 3,
        }
    }

    /// The one of a number.
    pub fn of_level(level: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.level() == level)
    }

    /// The word in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    /// The one of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_and_priorities_are_read_as_they_were_written() {
        for state in TicketState::ALL {
            assert_eq!(TicketState::of_word(state.word()), Some(state));
            let json = serde_json::to_string(&state).unwrap();
            assert_eq!(json, format!("\"{}\"", state.word()));
        }
        for priority in TicketPriority::ALL {
            assert_eq!(TicketPriority::of_level(priority.level()), Some(priority));
            assert_eq!(TicketPriority::of_word(priority.word()), Some(priority));
        }
        assert!(TicketPriority::ALL.is_sorted_by_key(|priority| priority.level()));
        assert_eq!(TicketState::of_word("closed"), None);
        assert_eq!(TicketPriority::of_level(4), None);
    }

    #[test]
    fn what_is_solved_or_cancelled_is_not_open() {
        let open: Vec<bool> = TicketState::ALL.map(TicketState::is_open).into();
        assert_eq!(open, [true, true, false, false]);
    }
}
