//! Runs the program and builds it anew whenever a source changes.

use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::build;
use crate::failure::Failure;
use crate::process;
use crate::report;
use crate::run;
use crate::site::Variant;
use crate::workspace;

/// How often the sources are looked at.
const INTERVAL: Duration = Duration::from_millis(300);

const SOURCES: [&str; 11] = [
    "Cargo.toml",
    "app",
    "domain",
    "public",
    "server",
    "style",
    "widget/browser.js",
    "widget/loader.js",
    "widget/src",
    "widget/texts",
    "widget/window",
];

/// Serves, and on every change builds and starts again; a mistake leaves the last good program running.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let mut running: Option<Child> = None;
    loop {
        let seen = newest_change()?;
        match build::program(Variant::Development) {
            Ok(program) => {
                stop(running.take())?;
                let child = run::serve(&program, arguments)?
                    .spawn()
                    .map_err(Failure::at(&program))?;
                running = Some(child);
                report::note(
                    "watching the sources; open pages connect again, reload them to see changes",
                );
            }
            Err(failure) => report::note(&format!("{failure}\n  waiting for the next change")),
        }
        while newest_change()? == seen {
            thread::sleep(INTERVAL);
        }
    }
}

/// Asks the program to stop in order, and waits until it has.
fn stop(running: Option<Child>) -> Result<(), Failure> {
    let Some(mut child) = running else {
        return Ok(());
    };
    let asked = process::succeeds(Command::new("kill").args(["-INT", &child.id().to_string()]));
    if !asked {
        report::note("the program had stopped by itself");
    }
    child
        .wait()
        .map(|_| ())
        .map_err(|error| Failure::Step(format!("cannot stop the program: {error}")))
}

/// Returns the latest change of any source and how many there are, so that a deletion counts too.
fn newest_change() -> Result<(usize, Option<SystemTime>), Failure> {
    let mut files = Vec::new();
    for source in SOURCES {
        let path = workspace::root().join(source);
        if path.is_dir() {
            files.extend(workspace::files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    let newest = files
        .iter()
        .filter_map(|file| file.metadata().ok()?.modified().ok())
        .max();
    Ok((files.len(), newest))
}
