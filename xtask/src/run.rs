//! Builds everything and runs the program on this machine.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::build;
use crate::failure::Failure;
use crate::site::Variant;
use crate::workspace;

/// Sets up, builds and runs `porchlight serve` with its data in `./data`.
pub(crate) fn run(variant: Variant, arguments: &[String]) -> Result<(), Failure> {
    let program = build::program(variant)?;
    // The program takes the place of this one, so that Ctrl-C reaches it alone and it can stop in order.
    let error = serve(&program, arguments)?.exec();
    Err(Failure::at(&program)(error))
}

/// Returns the command that serves the console and the demo site; extra arguments come last and win.
pub(crate) fn serve(program: &Path, arguments: &[String]) -> Result<Command, Failure> {
    let data = workspace::root().join("data");
    fs::create_dir_all(&data).map_err(Failure::at(&data))?;
    let mut command = Command::new(program);
    command.current_dir(workspace::root()).arg("serve");
    for (option, value) in [
        ("--address", "127.0.0.1:8080"),
        ("--demo-address", "127.0.0.1:8081"),
    ] {
        if !arguments
            .iter()
            .any(|argument| argument.split('=').next() == Some(option))
        {
            command.args([option, value]);
        }
    }
    if std::env::var_os("PORCHLIGHT_DATABASE_URL").is_none() {
        command.env("PORCHLIGHT_DATABASE_URL", "sqlite://data/porchlight.db");
    }
    command.args(arguments);
    Ok(command)
}
