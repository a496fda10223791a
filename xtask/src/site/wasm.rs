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
    let build = |profile: &str| {
        let mut command = process::cargo();
        command.args(["rustc", "--package", "app", "--lib"]);
        command.args(["--no-default-features", "--features", "hydrate"]);
        command.args(["--target", TARGET, "--profile", profile]);
        command
    };
    // Where functions and data name each other, which is what it is taken apart by.
    let relocations = ["--", "-Clink-arg=--emit-relocs"];
    match effort {
        Effort::Quick => {
            process::run(build("dev").args(relocations))?;
            Ok(workspace::target().join(TARGET).join("debug/app.wasm"))
        }
        Effort::Small => {
            let module = small(&relocations, "console", || build("console"))?;
            Ok(module.join("app.wasm"))
        }
    }
}

/// Compiles the empty page, as the console is compiled for the release program, and returns the module.
pub(super) fn empty_page() -> Result<PathBuf, Failure> {
    let folder = small(&[], "console", || {
        let mut command = process::cargo();
        command.args(["build", "--package", "empty-page", "--lib"]);
        command.args(["--target", TARGET, "--profile", "console"]);
        command
    })?;
    Ok(folder.join("empty_page.wasm"))
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

fn widget_small() -> Result<PathBuf, Failure> {
    let folder = small(&[], "widget", || {
        let mut command = process::cargo();
        command.args(["build", "--package", "widget", "--lib", "--target", TARGET]);
        command.args(["--profile", "widget"]);
        command
    })?;
    Ok(folder.join("widget.wasm"))
}

/// Compiles std along with a module, so that no text of a panic is left in it, and returns the folder of the module.
fn small(last: &[&str], profile: &str, build: impl Fn() -> Command) -> Result<PathBuf, Failure> {
    // A folder of its own, because its compiler flags differ from everything else's.
    let target = workspace::target().join("small");
    let with_folder = || {
        let mut command = build();
        command.arg("--target-dir").arg(&target);
        command
    };
    let mut command = with_folder();
    command.args([
        "-Zbuild-std=std,panic_abort",
        "-Zbuild-std-features=optimize_for_size",
    ]);
    command.args(last);
    // The switches are unstable and the toolchain is stable (docs of rustc: RUSTC_BOOTSTRAP).
    command.env("RUSTC_BOOTSTRAP", "1");
    // These take the place of those in .cargo/config.toml.
    let flags = "--cfg erase_components -Zunstable-options -Cpanic=immediate-abort";
    command.env("RUSTFLAGS", flags);
    if process::run(&mut command).is_err() {
        report::note(
            "std could not be rebuilt for the browser: using the one of the toolchain, which is larger",
        );
        process::run(with_folder().args(last))?;
    }
    Ok(target.join(TARGET).join(profile))
}
