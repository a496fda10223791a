//! Installs what is missing, looking at the thing itself and not at a stamp.

mod npm;
mod rust;

use crate::failure::Failure;

/// What a command is about to do, and therefore needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Compile the program and its assets.
    Build,
    /// Run every test, browser and databases included.
    Test,
}

/// Makes sure that everything the purpose needs is installed; does nothing when it is.
pub(crate) fn ensure(_purpose: Purpose) -> Result<(), Failure> {
    rust::ensure()?;
    npm::ensure()
}
