//! Compresses assets once, so that the server never has to.

use std::path::Path;

use crate::failure::Failure;
use crate::process;
use crate::report;

/// Writes `.br` (quality 11) and `.gz` (level 9) beside every file that gets smaller by it.
pub(super) fn compress(folder: &Path) -> Result<(), Failure> {
    let mut command = process::node();
    command
        .args([
            "--input-type=module",
            "--eval",
            include_str!("compress.mjs"),
        ])
        .arg(folder);
    report::step("compress", || process::run(&mut command))
}
