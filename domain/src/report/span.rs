//! Spans of time that move along with the reader's day.

use serde::{Deserialize, Serialize};

/// A span of days up to today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// *All time*.
    All,
    /// *Today*.
    Today,
    /// *This week*, from the day on which weeks begin.
    ThisWeek,
    /// *This month*.
    ThisMonth,
    /// *Last month*, all of it.
    LastMonth,
    /// *This year*.
    ThisYear,
    /// *Last 7 days*, with today.
    Last7Days,
    /// *Last 30 days*.
    Last30Days,
    /// *Last 90 days*.
    Last90Days,
}

impl Span {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::All,
        Self::Today,
        Self::ThisWeek,
        Self::ThisMonth,
        Self::LastMonth,
        Self::ThisYear,
        Self::Last7Days,
        Self::Last30Days,
        Self::Last90Days,
    ];

    /// The word in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Today => "today",
            Self::ThisWeek => "week",
            Self::ThisMonth => "month",
            Self::LastMonth => "last_month",
            Self::ThisYear => "year",
            Self::Last7Days => "7_days",
            Self::Last30Days => "30_days",
            Self::Last90Days => "90_days",
        }
    }

    /// The span of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|span| span.word() == word)
    }
}
