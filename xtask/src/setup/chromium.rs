//! The browser of the tests: what the machine or Playwright has, else Debian's.

use std::env;
use std::path::{Path, PathBuf};

use super::apt;
use crate::failure::Failure;
use crate::process;

const ADVICE: &str = "No Chromium was found for the browser tests. Run one of these and start again:\n  \
    sudo apt-get install chromium\n  npx playwright install chromium\n\
    or set CHROMIUM to the path of a Chromium or Chrome.";

/// Names the browser to use, for whoever has several.
const CHOICE: &str = "CHROMIUM";

const PROGRAMS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

const MACOS: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// Installs Chromium unless a browser is there.
pub(super) fn ensure() -> Result<(), Failure> {
    if let Some(chosen) = env::var_os(CHOICE).filter(|path| !Path::new(path).is_file()) {
        let chosen = PathBuf::from(chosen);
        return Err(Failure::Missing(format!(
            "{CHOICE} names {}, which is not a file.",
            chosen.display()
        )));
    }
    if find().is_some() {
        return Ok(());
    }
    apt::install("chromium", ADVICE)
}

/// Returns the browser, or says how to get one.
pub(crate) fn path() -> Result<PathBuf, Failure> {
    find().ok_or_else(|| Failure::Missing(ADVICE.to_owned()))
}

fn find() -> Option<PathBuf> {
    if let Some(chosen) = env::var_os(CHOICE) {
        return Some(PathBuf::from(chosen));
    }
    PROGRAMS
        .into_iter()
        .find_map(process::find)
        .or_else(of_playwright)
        .or_else(|| Some(PathBuf::from(MACOS)).filter(|path| path.is_file()))
}

/// Playwright keeps each revision in a folder of its own; the last name is the newest.
fn of_playwright() -> Option<PathBuf> {
    let home = PathBuf::from(env::var_os("HOME")?);
    let folder = env::var_os("PLAYWRIGHT_BROWSERS_PATH")
        .map_or_else(|| home.join(".cache/ms-playwright"), PathBuf::from);
    let mut revisions: Vec<PathBuf> = folder
        .read_dir()
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().contains("chromium-"))
        .collect();
    revisions.sort();
    revisions
        .into_iter()
        .rev()
        .flat_map(|revision| {
            ["chrome-linux/chrome", "chrome-linux64/chrome"].map(|tail| revision.join(tail))
        })
        .find(|path| path.is_file())
}
