//! *Dashboard* (spec 13.5): how it stands now, and how it went lately.

use super::{Dimension, Filter, Kind, Question, Report, Span};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How it stands now; who is there, every console knows by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Conversations that go on.
    pub open: i64,
    /// Those of them that wait for an operator.
    pub waiting: i64,
    /// Those in which an operator looks for help.
    pub looking_for_help: i64,
    /// Since when the one waits that has waited longest.
    pub waits_since: Option<Timestamp>,
}

/// What the dashboard shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// Now.
    pub standing: Standing,
    /// The last 30 days.
    pub lately: Report,
}

impl Dashboard {
    /// What is counted of the last days.
    pub fn question() -> Question {
        Question {
            kind: Kind::Sessions,
            by: vec![Dimension::Day, Dimension::Rating],
            span: Span::Last30Days,
            filter: Filter::default(),
        }
    }
}
