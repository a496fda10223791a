//! Debian packages, where this process may install them.

use std::process::Command;

use crate::failure::Failure;
use crate::process;
use crate::report;

/// Installs a Debian package, or fails with the advice for a person who has to do it.
pub(super) fn install(package: &str, advice: &str) -> Result<(), Failure> {
    if process::find("apt-get").is_none() || !process::is_root() {
        return Err(Failure::Missing(advice.to_owned()));
    }
    report::step(&format!("apt-get install {package}"), || {
        process::run(apt_get().arg("update"))?;
        process::run(apt_get().args(["install", "--yes", "--no-install-recommends", package]))
    })
    .map_err(|failure| Failure::Missing(format!("{failure}\n{advice}")))
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .arg("--quiet=2");
    command
}
