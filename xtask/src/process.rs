//! Other programs: how they are found and run.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::workspace;

/// Returns a command for the cargo that runs this program, started in the root of the workspace.
pub(crate) fn cargo() -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    command
}

/// Returns a command for a script of an installed npm package, such as `esbuild/bin/esbuild`.
pub(crate) fn npm_script(script: &str) -> Command {
    let mut command = node();
    command.arg(workspace::root().join("node_modules").join(script));
    command
}

/// Returns a command for esbuild. Its installation may have put a native program in the place of the script, so it is not for
/// Node.js to run.
pub(crate) fn esbuild() -> Command {
    let mut command = Command::new(workspace::root().join("node_modules/esbuild/bin/esbuild"));
    command.current_dir(workspace::root());
    command
}

/// Returns a command for Node.js, started in the root of the workspace.
pub(crate) fn node() -> Command {
    let mut command = Command::new("node");
    command.current_dir(workspace::root());
    command
}

/// Runs a command with its output shown; a failure names the command.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command
        .status()
        .map_err(|error| Failure::Step(format!("cannot run {}: {error}", line(command))))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::Step(format!("{status}: {}", line(command))))
}

/// Runs a command and returns what it wrote; its errors are shown.
pub(crate) fn capture(command: &mut Command) -> Result<String, Failure> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::Step(format!("cannot run {}: {error}", line(command))))?;
    if !output.status.success() {
        return Err(Failure::Step(format!(
            "{}: {}",
            output.status,
            line(command)
        )));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| Failure::Step(format!("not UTF-8: output of {}", line(command))))
}

/// Runs a command silently and tells whether it succeeded.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Returns where a program lies in the search path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}

/// Tells whether this process may install system packages and change users.
pub(crate) fn is_root() -> bool {
    capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn line(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}
