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
    match effort {
        Effort::Quick => {
            process::run(build("dev").args(RELOCATIONS))?;
            Ok(workspace::target().join(TARGET).join("debug/app.wasm"))
        }
        Effort::Story => {
            process::run(build("story").args(RELOCATIONS))?;
            Ok(workspace::target().join(TARGET).join("story/app.wasm"))
        }
        Effort::Small => {
            let folder = small(&CONSOLE, build)?;
            Ok(folder.join("app.wasm"))
        }
    }
}

/// Compiles the empty page, as the console is compiled for the release program, and returns the module.
pub(super) fn empty_page() -> Result<PathBuf, Failure> {
    let folder = small(&EMPTY_PAGE, |profile| {
        let mut command = process::cargo();
        command.args(["build", "--package", "empty-page", "--lib"]);
        command.args(["--target", TARGET, "--profile", profile]);
        command
    })?;
    Ok(folder.join("empty_page.wasm"))
}

/// Compiles the widget for the browser and returns the module.
pub(super) fn widget(effort: Effort) -> Result<PathBuf, Failure> {
    match effort {
        Effort::Quick | Effort::Story => widget_quick(),
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
    let folder = small(&WIDGET, |profile| {
        let mut command = process::cargo();
        command.args(["build", "--package", "widget", "--lib", "--target", TARGET]);
        command.args(["--profile", profile]);
        command
    })?;
    Ok(folder.join("widget.wasm"))
}

/// A module that is compiled along with std.
struct Small {
    /// Where in the target folder: one of its own for all whose compiler flags are the same.
    folder: &'static str,
    profile: &'static str,
    /// Further flags of the compiler.
    flags: &'static str,
    /// What stands last in the command.
    last: &'static [&'static str],
}

/// Where functions and data name each other, which is what the console is taken apart by.
const RELOCATIONS: &[&str] = &["--", "-Clink-arg=--emit-relocs"];

const CONSOLE: Small = Small {
    folder: "small",
    profile: "console",
    flags: "",
    last: RELOCATIONS,
};

const EMPTY_PAGE: Small = Small {
    last: &[],
    ..CONSOLE
};

const WIDGET: Small = Small {
    folder: "small-widget",
    profile: "widget",
    // It hands over texts and numbers alone, so a table of the browser's objects would lie idle.
    flags: "-Ctarget-feature=-reference-types,-multivalue",
    last: &[],
};

/// Compiles std along with a module, so that no text of a panic is left in it, and returns the folder of the module.
fn small(module: &Small, build: impl Fn(&str) -> Command) -> Result<PathBuf, Failure> {
    let target = workspace::target().join(module.folder);
    let with_folder = || {
        let mut command = build(module.profile);
        command.arg("--target-dir").arg(&target);
        command
    };
    let mut command = with_folder();
    command.args([
        "-Zbuild-std=std,panic_abort",
        "-Zbuild-std-features=optimize_for_size",
    ]);
    command.args(module.last);
    // The switches are unstable and the toolchain is stable (docs of rustc: RUSTC_BOOTSTRAP).
    command.env("RUSTC_BOOTSTRAP", "1");
    // These take the place of those in .cargo/config.toml. Where a panic came from is told by no one, since none speaks.
    let flags =
        "--cfg erase_components -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none";
    command.env("RUSTFLAGS", format!("{flags} {}", module.flags));
    if process::run(&mut command).is_err() {
        report::note(
            "std could not be rebuilt for the browser: using the one of the toolchain, which is larger",
        );
        process::run(with_folder().args(module.last))?;
    }
    Ok(target.join(TARGET).join(module.profile))
}
