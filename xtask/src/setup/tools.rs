//! cargo-deny and cargo-machete, compiled into the target folder unless the machine has them.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::process;
use crate::report;
use crate::workspace;

/// Names and versions of the tools that the checks run.
const TOOLS: [(&str, &str); 2] = [("cargo-deny", "0.20.2"), ("cargo-machete", "0.9.2")];

/// Installs the tools that neither the machine nor an earlier run has.
pub(super) fn ensure() -> Result<(), Failure> {
    let missing: Vec<String> = TOOLS
        .into_iter()
        .filter(|(name, _)| !process::succeeds(Command::new(path(name)).arg("--version")))
        .map(|(name, version)| format!("{name}@{version}"))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let name = format!("cargo install {} (one to two minutes)", missing.join(" "));
    report::step(&name, || install(&missing))
}

/// Returns the program of a tool.
pub(crate) fn path(name: &str) -> PathBuf {
    let own = folder().join("bin").join(name);
    if own.is_file() {
        own
    } else {
        process::find(name).unwrap_or(own)
    }
}

/// Without optimisation, because compiling the tools takes far longer than running them.
fn install(missing: &[String]) -> Result<(), Failure> {
    let mut command = process::cargo();
    command
        .args(["install", "--quiet", "--debug", "--locked", "--root"])
        .arg(folder());
    command
        .arg("--target-dir")
        .arg(folder().join("build"))
        .args(missing);
    process::run(&mut command).map_err(|failure| {
        Failure::Missing(format!(
            "{failure}\nRun `cargo install --locked {}` yourself and start again.",
            missing.join(" ")
        ))
    })?;
    workspace::remove(&folder().join("build"))
}

fn folder() -> PathBuf {
    workspace::target().join("tools")
}
