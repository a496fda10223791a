//! What cargo knows about the packages of the workspace.

use serde_json::Value;

use crate::failure::Failure;
use crate::process;

/// Returns the packages that the workspace is made of.
pub(super) fn members() -> Result<Vec<Value>, Failure> {
    let mut command = process::cargo();
    command.args(["metadata", "--format-version", "1", "--no-deps"]);
    let metadata: Value = serde_json::from_str(&process::capture(&mut command)?)
        .map_err(|error| Failure::Step(format!("cargo metadata: {error}")))?;
    Ok(list(&metadata, "packages").to_vec())
}

/// Returns a text of a package, empty when it is absent.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Returns a list of a package, empty when it is absent.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}
