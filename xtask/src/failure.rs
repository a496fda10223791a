//! Why a command stopped, and the exit code that says so.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// Why a command of the workspace stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A step ran and did not succeed; exit code 1.
    Step(String),
    /// Something is missing that only a person can install; exit code 2.
    Missing(String),
}

impl Failure {
    /// Wraps an input or output error with the file it happened at.
    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |error| Self::Step(format!("{}: {error}", path.display()))
    }

    /// Returns the exit code of the process for this failure.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Step(_) => ExitCode::from(1),
            Self::Missing(_) => ExitCode::from(2),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step(text) | Self::Missing(text) => formatter.write_str(text),
        }
    }
}
