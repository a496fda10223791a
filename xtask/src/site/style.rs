//! Bundles `style/` into one stylesheet.

use std::fs;
use std::path::Path;

use super::Effort;
use crate::failure::Failure;
use crate::process;
use crate::workspace;

/// Returns the stylesheet of the console, with its imports inlined.
pub(super) fn bundle(effort: Effort, work: &Path) -> Result<Option<String>, Failure> {
    let entry = workspace::root().join("style/main.css");
    if !entry.exists() {
        return Ok(None);
    }
    let folder = work.join("style");
    let mut command = process::esbuild();
    command.arg(&entry).args([
        "--bundle",
        // Modern CSS stays as it is written: nesting, oklch, light-dark().
        "--target=esnext",
        "--log-level=warning",
        "--external:/assets/*",
        "--loader:.woff2=file",
        "--loader:.svg=file",
        "--asset-names=[name]",
        "--public-path=/assets",
    ]);
    if effort == Effort::Small {
        command.arg("--minify");
    }
    command.arg(format!("--outdir={}", folder.display()));
    process::run(&mut command)?;
    let file = folder.join("main.css");
    fs::read_to_string(&file)
        .map(Some)
        .map_err(Failure::at(&file))
}
