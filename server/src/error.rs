//! Why a deed did not happen; the edge turns it into a status, a frame or a close code.

use domain::conversation::Impossible;
use domain::problem::{Fault, Problem};
use domain::wire::Refusal;
use std::fmt;

/// Why a deed did not happen. It changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such thing, or not the caller's.
    #[error("There is no such thing.")]
    NotFound,
    /// Not allowed to this caller.
    #[error("This is not allowed.")]
    Forbidden,
    /// Fields are wrong.
    #[error("Some fields are wrong.")]
    Invalid(Vec<Problem>),
    /// Somebody else was quicker, or something else stands against it.
    #[error("It is not as it was any more.")]
    Conflict,
    /// A fixed sentence says why.
    #[error("{}", .0.sentence())]
    Refused(Refusal),
    /// The database or the machine failed; the same request may succeed later.
    #[error("Something failed: {0}")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A failure that has no other error as its cause.
#[derive(Debug)]
struct Sentence(&'static str);

impl fmt::Display for Sentence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl std::error::Error for Sentence {}

impl Error {
    /// A failure told by a sentence.
    pub fn failed(sentence: &'static str) -> Self {
        Self::Failed(Box::new(Sentence(sentence)))
    }

    /// One field is wrong.
    pub fn invalid(field: &str, fault: Fault) -> Self {
        Self::Invalid(vec![Problem::new(field, fault)])
    }

    /// What a client is told.
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::NotFound => Refusal::NotFound,
            Self::Forbidden => Refusal::Forbidden,
            Self::Invalid(_) | Self::Conflict => Refusal::Malformed,
            Self::Refused(refusal) => *refusal,
            Self::Failed(_) => Refusal::Unavailable,
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(Box::new(error))
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Failed(Box::new(error))
    }
}

impl From<Impossible> for Error {
    fn from(impossible: Impossible) -> Self {
        Self::Refused(match impossible {
            Impossible::Ended => Refusal::Ended,
            Impossible::Open => Refusal::Open,
            Impossible::NoAddress => Refusal::NoAddress,
            Impossible::Helped => Refusal::Helped,
            Impossible::NotYours => Refusal::NotYours,
        })
    }
}
