//! Installs what is missing, looking at the thing itself and not at a stamp.

mod apt;
pub(crate) mod chromium;
pub(crate) mod nats;
mod npm;
pub(crate) mod postgres;
mod rust;
mod sqlite;
pub(crate) mod tools;

use crate::failure::Failure;

/// Something that a command needs on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// The wasm target and the sources of std.
    Wasm,
    /// clippy and rustfmt.
    Lints,
    /// cargo-deny and cargo-machete.
    Tools,
    /// The packages of `package-lock.json`.
    Packages,
    /// A browser for tests and measurements.
    Chromium,
    /// The programs of PostgreSQL for tests.
    Postgres,
    /// The program of NATS for tests.
    Nats,
    /// The shell of SQLite for stories in the browser.
    Sqlite,
}

/// What compiling the program and its assets needs.
pub(crate) const BUILD: &[Need] = &[Need::Wasm, Need::Packages];

/// What the checks need.
pub(crate) const CHECK: &[Need] = &[Need::Wasm, Need::Lints, Need::Tools, Need::Packages];

/// What every command together needs.
pub(crate) const EVERYTHING: &[Need] = &[
    Need::Wasm,
    Need::Lints,
    Need::Tools,
    Need::Packages,
    Need::Chromium,
    Need::Postgres,
    Need::Nats,
    Need::Sqlite,
];

/// Makes sure that everything needed is installed; does nothing when it is.
pub(crate) fn ensure(needs: &[Need]) -> Result<(), Failure> {
    for need in needs {
        match need {
            Need::Wasm => rust::ensure_wasm()?,
            Need::Lints => rust::ensure_lints()?,
            Need::Tools => tools::ensure()?,
            Need::Packages => npm::ensure()?,
            Need::Chromium => chromium::ensure()?,
            Need::Postgres => postgres::ensure()?,
            Need::Nats => nats::ensure()?,
            Need::Sqlite => sqlite::ensure()?,
        }
    }
    Ok(())
}
