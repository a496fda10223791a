//! Measurements: builds what they need in release and hands over to them.

use std::path::Path;
use std::process::Command;

use crate::build;
use crate::failure::Failure;
use crate::process;
use crate::report;
use crate::setup::{self, Need, chromium};
use crate::site::{self, Variant};
use crate::workspace;

/// Runs a measurement; fails when one of its figures falls short of its bar.
///
/// Measurements in the browser are scripts in `end2end/bench`, all others are in the crate `bench`.
pub(crate) fn run(name: &str, json: Option<&Path>) -> Result<(), Failure> {
    let script = workspace::root()
        .join("end2end/bench")
        .join(format!("{name}.mjs"));
    let program = build::program(Variant::Release)?;
    if name == "console" {
        site::empty_page()?;
    }
    let mut command = if script.exists() {
        in_browser(&script)?
    } else {
        native(name)?
    };
    command.env("PORCHLIGHT_BINARY", program);
    if let Some(file) = json {
        command.arg("--json").arg(file);
    }
    process::run(&mut command)
}

fn in_browser(script: &Path) -> Result<Command, Failure> {
    setup::ensure(&[Need::Chromium])?;
    let mut command = process::node();
    command.arg(script).env("CHROMIUM", chromium::path()?);
    Ok(command)
}

fn native(name: &str) -> Result<Command, Failure> {
    let mut build = process::cargo();
    build.args(["build", "--release", "--package", "bench"]);
    report::step("load generator", || process::run(&mut build))?;
    let mut command = Command::new(workspace::binary("release", "bench"));
    command.current_dir(workspace::root()).arg(name);
    Ok(command)
}
