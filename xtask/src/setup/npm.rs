//! The npm packages, exactly as `package-lock.json` names them.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::failure::Failure;
use crate::process;
use crate::report;
use crate::workspace;

/// Installs the npm packages unless every one of them is there in its locked version.
pub(super) fn ensure() -> Result<(), Failure> {
    let root = workspace::root();
    if is_complete(root)? {
        return Ok(());
    }
    for program in ["node", "npm"] {
        if process::find(program).is_none() {
            return Err(Failure::Missing(format!(
                "{program} is not installed. Install Node.js 20 or newer with npm, for example: \
                 apt-get install nodejs npm"
            )));
        }
    }
    report::step("npm ci", || install(root))
}

/// Installs beside the old packages and swaps, so that an interruption leaves no half of them.
fn install(root: &Path) -> Result<(), Failure> {
    let staging = root.join("target/npm");
    workspace::remove(&staging)?;
    fs::create_dir_all(&staging).map_err(Failure::at(&staging))?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(root.join(file), staging.join(file)).map_err(Failure::at(&staging))?;
    }
    // No package of ours needs its install script, so none runs.
    let mut command = Command::new("npm");
    command
        .current_dir(&staging)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    process::run(&mut command).map_err(|failure| {
        Failure::Missing(format!(
            "{failure}\nRun `npm ci --ignore-scripts` in {} yourself and start again.",
            root.display()
        ))
    })?;
    let packages = root.join("node_modules");
    workspace::remove(&packages)?;
    fs::rename(staging.join("node_modules"), &packages).map_err(Failure::at(&packages))?;
    workspace::remove(&staging)
}

fn is_complete(root: &Path) -> Result<bool, Failure> {
    let lock = read(&root.join("package-lock.json"))?;
    let Some(packages) = lock.get("packages").and_then(Value::as_object) else {
        return Err(Failure::Step(
            "package-lock.json names no packages".to_owned(),
        ));
    };
    Ok(packages
        .iter()
        .filter(|(path, package)| !path.is_empty() && package.get("optional").is_none())
        .all(|(path, package)| {
            let installed = read(&root.join(path).join("package.json")).ok();
            installed.is_some_and(|installed| installed.get("version") == package.get("version"))
        }))
}

fn read(path: &Path) -> Result<Value, Failure> {
    let text = fs::read_to_string(path).map_err(Failure::at(path))?;
    serde_json::from_str(&text)
        .map_err(|error| Failure::Step(format!("{}: {error}", path.display())))
}
