//! Builds the program and the assets it serves.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::process;
use crate::report;
use crate::setup;
use crate::site::{self, Variant};
use crate::workspace;

/// Builds `target/release/porchlight` with every asset embedded.
pub(crate) fn release() -> Result<(), Failure> {
    let program = program(Variant::Release)?;
    let bytes = program.metadata().map_err(Failure::at(&program))?.len();
    report::note(&format!("{} ({bytes} bytes)", program.display()));
    Ok(())
}

/// Builds the assets alone.
pub(crate) fn assets(variant: Variant) -> Result<(), Failure> {
    setup::ensure(setup::BUILD)?;
    site::build(variant)
}

/// Builds the assets, then the program that serves them, and returns the program.
pub(crate) fn program(variant: Variant) -> Result<PathBuf, Failure> {
    assets(variant)?;
    let (profile, folder) = match variant {
        Variant::Development | Variant::FewStories | Variant::AllStories => ("dev", "debug"),
        Variant::Release => ("release", "release"),
    };
    let mut command = process::cargo();
    command.args([
        "build",
        "--package",
        "app",
        "--bin",
        "porchlight",
        "--features",
        "ssr",
    ]);
    command.args(["--profile", profile]);
    report::step("program", || process::run(&mut command))?;
    Ok(workspace::binary(folder, "porchlight"))
}

/// Returns the variant for what a person asked for on the command line.
pub(crate) fn variant(is_release: bool) -> Variant {
    if is_release {
        Variant::Release
    } else {
        Variant::Development
    }
}
