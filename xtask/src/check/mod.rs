//! Everything that can be said about the code without running it.

mod invariants;
mod licences;
mod metadata;
mod migrations;
mod unused;

use crate::failure::Failure;
use crate::process;
use crate::report;
use crate::setup;

/// Runs every check; stops at the first that finds something.
pub(crate) fn run() -> Result<(), Failure> {
    setup::ensure(setup::CHECK)?;
    report::step("format", || {
        process::run(process::cargo().args(["fmt", "--all", "--check"]))
    })?;
    report::step("invariants", invariants::check)?;
    report::step("migrations", migrations::check)?;
    report::step("unused dependencies", unused::check)?;
    report::step("licences and sources", licences::check)?;
    report::step("clippy, native", clippy_native)?;
    report::step("clippy, wasm", clippy_wasm)
}

fn clippy_native() -> Result<(), Failure> {
    let mut command = process::cargo();
    command.args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--features",
        "app/ssr",
    ]);
    process::run(command.args(["--", "--deny", "warnings"]))
}

fn clippy_wasm() -> Result<(), Failure> {
    let mut command = process::cargo();
    command.args(["clippy", "--package", "app", "--package", "widget", "--lib"]);
    command.args([
        "--features",
        "app/hydrate",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    process::run(command.args(["--", "--deny", "warnings"]))
}

/// Turns findings into a failure that lists them.
fn verdict(findings: &[String]) -> Result<(), Failure> {
    if findings.is_empty() {
        return Ok(());
    }
    Err(Failure::Step(findings.join("\n")))
}
