//! How a channel gives out conversations, and what else an administrator chooses for it (spec 3.3, 4.7).

use serde::{Deserialize, Serialize};

/// The choices of a channel that are neither texts nor looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// Open conversations in this channel at which an operator gets no more; `None` means unlimited (spec 5.3).
    pub operator_limit: Option<u32>,
    /// *Don't assign while in a call*.
    pub spares_callers: bool,
    /// *Review link*: opened in a new tab after a *Satisfied* rating; empty means none.
    pub review_link: String,
    /// *When nobody is there*.
    pub when_nobody: WhenNobody,
}

/// What the widget does while no operator is available (spec 4.7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenNobody {
    /// It does not show.
    #[default]
    Hide,
    /// It takes a message that is answered by e-mail.
    LeaveAMessage,
}
