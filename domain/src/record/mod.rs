//! Records that are made of conversations and worked through by teams (spec 11): what tickets and leads have in common.

mod filter;

pub use filter::{RecordFilter, Sought};

use crate::id::{TeamId, UserId};
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::hash::Hash;
use std::str::FromStr;

macro_rules! numbers {
    ($($(#[$docs:meta])* $name:ident;)+) => {$(
        $(#[$docs])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                Self(number)
            }
        }

        impl From<$name> for i64 {
            fn from(number: $name) -> Self {
                number.0
            }
        }
    )+};
}

numbers! {
    /// What people call a ticket by: the first is 1, and none is used twice.
    TicketNumber;
    /// What a lead is found by: the first is 1, and none is used twice.
    LeadNumber;
}

/// How far a record is: the columns of its Kanban.
pub trait Stage: Copy + fmt::Debug + Eq + Hash + Send + Sync + 'static {
    /// All of them, in the order in which a record goes through them.
    const EVERY: &'static [Self];
    /// What addresses call it.
    const FIELD: &'static str;

    /// The word in addresses and in the database.
    fn word(self) -> &'static str;

    /// Whether something is left to be done.
    fn is_open(self) -> bool;

    /// The one of a word.
    fn of_word(word: &str) -> Option<Self> {
        let every = Self::EVERY.iter().copied();
        every.into_iter().find(|known| known.word() == word)
    }
}

/// A record as it stands in a list.
pub trait Card: Clone + Eq + Hash + Send + Sync + 'static {
    /// What it is called by.
    type Number: Copy + Eq + Ord + Hash + Send + Sync + From<i64> + Into<i64> + 'static;

    /// Which.
    fn number(&self) -> Self::Number;
}

/// A record as its form says it.
pub trait Draft: Clone + PartialEq + Send + Sync + 'static {
    /// What its form calls who works on it.
    const OWNER: &'static str;

    /// The draft as it is stored.
    ///
    /// # Errors
    /// What is wrong, field by field.
    fn check(self) -> Result<Self, Vec<Problem>>;

    /// The team that works on it.
    fn team(&self) -> Option<TeamId>;

    /// The same for another team.
    #[must_use]
    fn for_team(self, team: TeamId) -> Self;

    /// Who works on it in particular.
    fn owner(&self) -> Option<UserId>;
}

/// What several people may change by a form, each of whom says by its version what he has read.
pub trait Versioned: Clone + PartialEq + Send + Sync + 'static {
    /// What its form says.
    type Draft: Clone + PartialEq + Send + Sync + 'static;

    /// What its form says.
    fn draft(&self) -> Self::Draft;

    /// How often it was changed.
    fn version(&self) -> i64;
}

/// A record.
pub trait Record: Versioned<Draft: Draft> {
    /// What lists show of it.
    type Card: Card;

    /// What lists show.
    fn card(&self) -> &Self::Card;
}

/// One page of a list of records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPage<C, N> {
    /// Newest first.
    pub records: Vec<C>,
    /// Below which number the next page begins, if there is one.
    pub below: Option<N>,
}

impl<C, N> Default for RecordPage<C, N> {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            below: None,
        }
    }
}

/// The records of one stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordColumn<S, C> {
    /// The stage.
    pub stage: S,
    /// How many there are.
    pub count: usize,
    /// At most one page of them, what is to be done first before the others.
    pub records: Vec<C>,
}
