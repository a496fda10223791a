//! Compiles the two wasm modules: the console and the widget.

use std::path::PathBuf;
use std::process::Command;

use super::Effort;
use crate::failure::Failure;
use crate::process;
use crate::report;
use crate::workspace;

const TARGET: &str = "wasm32-unknown-unknown";

/// Compiles the console for the browser and returns the module.
pub(super) fn console(effort: Effort) -> Result<PathBuf, Failure> {
    let (profile, folder) = match effort {
        Effort::Quick => ("dev", "debug"),
        Effort::Small => ("console", "console"),
    };
    let mut command = process::cargo();
    command.args(["rustc", "--package", "app", "--lib"]);
    command.args(["--no-default-features", "--features", "hydrate"]);
    command.args(["--target", TARGET, "--profile", profile]);
    // Where functions and data name each other, which is what it is taken apart by.
    command.args(["--", "-Clink-arg=--emit-relocs"]);
    process::run(&mut command)?;
    Ok(workspace::target()
        .join(TARGET)
        .join(folder)
        .join("app.wasm"))
}

/// Compiles the empty page, as the console is compiled for the release program, and returns the module.
pub(super) fn empty_page() -> Result<PathBuf, Failure> {
    let mut command = process::cargo();
    command.args(["build", "--package", "empty-page", "--lib"]);
    command.args(["--target", TARGET, "--profile", "console"]);
    process::run(&mut command)?;
    Ok(workspace::target()
        .join(TARGET)
        .join("console/empty_page.wasm"))
}

/// Compiles the widget for the browser and returns the module.
pub(super) fn widget(effort: Effort) -> Result<PathBuf, Failure> {
    match effort {
        Effort::Quick => widget_quick(),
        Effort::Small => widget_small(),
    }
}

fn widget_quick() -> Result<PathBuf, Failure> {
    let mut command = process::cargo();
    command.args(["build", "--package", "widget", "--lib", "--target", TARGET]);
    process::run(&mut command)?;
    Ok(workspace::target().join(TARGET).join("debug/widget.wasm"))
}

/// Compiles std along with the widget, so that no text of a panic is left in it.
fn widget_small() -> Result<PathBuf, Failure> {
    let mut command = widget_release();
    command.args([
        "-Zbuild-std=std,panic_abort",
        "-Zbuild-std-features=optimize_for_size",
    ]);
    // The switches are unstable and the toolchain is stable (docs of rustc: RUSTC_BOOTSTRAP).
    command.env("RUSTC_BOOTSTRAP", "1");
    command.env("RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort");
    if process::run(&mut command).is_err() {
        report::note(
            "std could not be rebuilt for the widget: using the one of the toolchain, which is larger",
        );
        process::run(&mut widget_release())?;
    }
    Ok(widget_folder().join(TARGET).join("widget/widget.wasm"))
}

fn widget_release() -> Command {
    let mut command = process::cargo();
    command.args(["build", "--package", "widget", "--lib", "--target", TARGET]);
    command.args(["--profile", "widget", "--target-dir"]);
    command.arg(widget_folder());
    command
}

/// Its own folder, because its compiler flags differ from everything else's.
fn widget_folder() -> PathBuf {
    workspace::target().join("widget")
}
