//! Builds everything and runs the program on this machine.

use std::env;
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

/// What a person who tries Porchlight wants, unless the environment or an argument says otherwise.
const DEFAULTS: [(&str, &str); 2] = [
    ("PORCHLIGHT_DATABASE_URL", "sqlite://data/porchlight.db"),
    ("PORCHLIGHT_DEMO_ADDRESS", "127.0.0.1:8081"),
];

/// Returns the command that serves the console and the demo site.
pub(crate) fn serve(program: &Path, arguments: &[String]) -> Result<Command, Failure> {
    let data = workspace::root().join("data");
    fs::create_dir_all(&data).map_err(Failure::at(&data))?;
    let mut command = Command::new(program);
    command
        .current_dir(workspace::root())
        .arg("serve")
        .args(arguments);
    for (name, value) in DEFAULTS {
        if env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    Ok(command)
}
