//! How scripts are made for browsers: one file each, small where that counts.

use std::fs;
use std::path::Path;

use super::Effort;
use crate::failure::Failure;
use crate::process;
use crate::workspace;

/// What every current browser understands; older syntax only makes scripts larger.
const ECMASCRIPT: &str = "--target=es2022";

/// Makes a script or a style of `source`, which stands in the workspace, as the further arguments of esbuild want it, and
/// returns its text.
pub(super) fn made(
    source: impl AsRef<Path>,
    target: &Path,
    effort: Effort,
    arguments: &[&str],
) -> Result<String, Failure> {
    let mut command = process::esbuild();
    command
        .arg(workspace::root().join(source))
        .args([ECMASCRIPT, "--log-level=warning", "--charset=utf8"])
        .args(arguments);
    if effort == Effort::Small {
        command.arg("--minify");
    }
    command.arg(format!("--outfile={}", target.display()));
    process::run(&mut command)?;
    if effort == Effort::Small && target.extension().is_some_and(|name| name == "js") {
        squeeze(target)?;
    }
    fs::read_to_string(target).map_err(Failure::at(target))
}

/// What esbuild leaves over, which looks at each expression once: 3 of 100 bytes of the window.
fn squeeze(script: &Path) -> Result<(), Failure> {
    let mut command = process::npm_script("terser/bin/terser");
    command
        .arg(script)
        .args(["--compress", "passes=3", "--mangle", "--comments", "false"])
        .arg("--output")
        .arg(script);
    process::run(&mut command)
}
