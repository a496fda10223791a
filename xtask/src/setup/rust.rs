//! The wasm target, the sources of std and the lints, by rustup.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::process;
use crate::report;

const TARGET: &str = "wasm32-unknown-unknown";

/// Installs the wasm target and rust-src into the toolchain that builds the workspace.
pub(super) fn ensure_wasm() -> Result<(), Failure> {
    let sysroot = sysroot()?;
    if !has_target(&sysroot) {
        install(&["target", "add", TARGET])?;
    }
    if !has_sources(&sysroot) {
        install(&["component", "add", "rust-src"])?;
    }
    Ok(())
}

/// Installs clippy and rustfmt into the toolchain that builds the workspace.
pub(super) fn ensure_lints() -> Result<(), Failure> {
    for (tool, component) in [("clippy", "clippy"), ("fmt", "rustfmt")] {
        if !process::succeeds(process::cargo().args([tool, "--version"])) {
            install(&["component", "add", component])?;
        }
    }
    Ok(())
}

fn sysroot() -> Result<PathBuf, Failure> {
    let output = process::capture(Command::new("rustc").args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(output.trim()))
}

fn has_target(sysroot: &Path) -> bool {
    let folder = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    folder.read_dir().is_ok_and(|mut entries| {
        entries.any(|entry| {
            entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
        })
    })
}

fn has_sources(sysroot: &Path) -> bool {
    sysroot
        .join("lib/rustlib/src/rust/library/std/Cargo.toml")
        .is_file()
}

fn install(arguments: &[&str]) -> Result<(), Failure> {
    let line = format!("rustup {}", arguments.join(" "));
    if process::find("rustup").is_none() {
        return Err(Failure::Missing(format!(
            "rustup is not installed, and without it `{line}` cannot run.\n\
             Install rustup from https://rustup.rs, or install the matching package of your system."
        )));
    }
    report::step(&line, || {
        process::run(Command::new("rustup").args(arguments))
    })
    .map_err(|_| {
        Failure::Missing(format!(
            "`{line}` did not succeed. Run it yourself and start again."
        ))
    })
}
