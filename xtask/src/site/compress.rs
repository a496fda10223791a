//! Compresses assets once, so that the server never has to.

use std::path::Path;

use crate::failure::Failure;
use crate::process;
use crate::report;

/// Puts `.br` (quality 11) and `.gz` (level 9) in the place of every file that gets smaller by them: the program holds each
/// file twice already.
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
