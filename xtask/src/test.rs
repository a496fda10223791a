//! Every check and test, in the order in which they fail fastest.

use std::env;
use std::iter;
use std::path::Path;
use std::process::Command;

use clap::ValueEnum;

use crate::build;
use crate::check;
use crate::failure::Failure;
use crate::postgres::Server;
use crate::process;
use crate::report;
use crate::setup::{self, Need, chromium};
use crate::site::Variant;
use crate::workspace;

/// A part of the tests that can be run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Format, lints, licences and invariants
    Check,
    /// Every test written in Rust, on SQLite and PostgreSQL
    Rust,
    /// Every story in a real browser
    Browser,
}

/// Runs all parts, or the one that was asked for; further arguments go to Playwright.
pub(crate) fn run(only: Option<Part>, arguments: &[String]) -> Result<(), Failure> {
    match only {
        Some(Part::Check) => check::run(),
        Some(Part::Rust) => {
            setup::ensure(&[Need::Postgres, Need::Nats])?;
            rust()
        }
        Some(Part::Browser) => {
            setup::ensure(BROWSER)?;
            browser(arguments)
        }
        None => {
            report::step("set-up", || setup::ensure(setup::EVERYTHING))?;
            report::step("checks", check::run)?;
            report::step("tests in Rust", rust)?;
            // The program was compiled with the tests, and takes its assets from their folder.
            let program = workspace::binary("debug", "porchlight");
            report::step("tests in the browser", || {
                build::assets(variant(arguments))?;
                stories(&program, arguments)
            })
        }
    }
}

const BROWSER: &[Need] = &[
    Need::Wasm,
    Need::Packages,
    Need::Chromium,
    Need::Postgres,
    Need::Nats,
    Need::Sqlite,
];

fn rust() -> Result<(), Failure> {
    let mut command = process::cargo();
    command.args(["test", "--workspace", "--features", "app/ssr", "--no-run"]);
    report::step("compile the tests", || process::run(&mut command))?;

    let server = report::step("start PostgreSQL", Server::start)?;
    let mut command = process::cargo();
    // Whoever mends one thing wants to know of all.
    command.args(["test", "--workspace", "--features", "app/ssr"]);
    command.arg("--no-fail-fast");
    command.env(setup::postgres::URL, server.url());
    command.env(setup::nats::PROGRAM, setup::nats::program()?);
    report::step("cargo test", || process::run(&mut command))
}

fn browser(arguments: &[String]) -> Result<(), Failure> {
    stories(&build::program(variant(arguments))?, arguments)
}

fn variant(arguments: &[String]) -> Variant {
    if arguments.is_empty() {
        Variant::AllStories
    } else {
        Variant::FewStories
    }
}

fn stories(program: &Path, arguments: &[String]) -> Result<(), Failure> {
    let server = report::step("start PostgreSQL", Server::start)?;
    report::step("playwright", || {
        process::run(playwright(program, &server)?.args(arguments))
    })
}

fn playwright(program: &Path, server: &Server) -> Result<Command, Failure> {
    let mut command = process::npm_script("@playwright/test/cli.js");
    command.args(["test", "--config", "end2end/playwright.config.ts"]);
    command.env("PORCHLIGHT_BINARY", program);
    command.env("CHROMIUM", chromium::path()?);
    command.env(setup::postgres::URL, server.url());
    command.env(setup::nats::PROGRAM, setup::nats::program()?);
    // The stories make their databases with psql, which need not be in the search path.
    if let Ok(folder) = setup::postgres::folder() {
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = iter::once(folder).chain(env::split_paths(&path));
        let joined = env::join_paths(folders);
        command.env("PATH", joined.unwrap_or(path));
    }
    Ok(command)
}
