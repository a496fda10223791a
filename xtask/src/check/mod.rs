//! Everything that can be said about the code without running it.

mod invariants;
mod metadata;
mod migrations;

use std::process::Command;

use crate::failure::Failure;
use crate::process;
use crate::report;
use crate::setup::{self, tools};
use crate::workspace;

/// Runs every check; stops at the first that finds something.
pub(crate) fn run() -> Result<(), Failure> {
    setup::ensure(setup::CHECK)?;
    report::step("format", || {
        process::run(process::cargo().args(["fmt", "--all", "--check"]))
    })?;
    report::step("invariants", invariants::check)?;
    report::step("migrations", migrations::check)?;
    report::step("unused dependencies", unused_dependencies)?;
    report::step("licences, bans and sources", licences)?;
    report::step("clippy, native", clippy_native)?;
    report::step("clippy, wasm", clippy_wasm)?;
    report::step("types of the browser stories", types)
}

fn unused_dependencies() -> Result<(), Failure> {
    let mut command = Command::new(tools::path("cargo-machete"));
    process::run(
        command
            .current_dir(workspace::root())
            .arg("--skip-target-dir"),
    )
}

fn licences() -> Result<(), Failure> {
    let mut command = Command::new(tools::path("cargo-deny"));
    command.current_dir(workspace::root());
    process::run(command.args([
        "--log-level",
        "error",
        "check",
        "bans",
        "licenses",
        "sources",
    ]))
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

fn types() -> Result<(), Failure> {
    let mut command = process::npm_script("typescript/bin/tsc");
    process::run(command.args(["--project", "end2end"]))
}

/// Turns findings into a failure that lists them.
fn verdict(findings: &[String]) -> Result<(), Failure> {
    if findings.is_empty() {
        return Ok(());
    }
    Err(Failure::Step(findings.join("\n")))
}
