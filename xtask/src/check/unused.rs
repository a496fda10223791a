//! Dependencies that no line of a package names, as cargo-machete finds them.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::metadata::{self, list, text};
use super::verdict;
use crate::failure::Failure;
use crate::workspace;

/// Fails for every dependency that its package never names.
pub(super) fn check() -> Result<(), Failure> {
    let mut findings = Vec::new();
    for package in metadata::members()? {
        let source = source(&package)?;
        let ignored = ignored(&package);
        for dependency in list(&package, "dependencies") {
            let name = match text(dependency, "rename") {
                "" => text(dependency, "name"),
                renamed => renamed,
            };
            if !ignored.contains(&name) && !mentions(&source, &name.replace('-', "_")) {
                findings.push(format!("{} does not use {name}", text(&package, "name")));
            }
        }
    }
    verdict(&findings)
}

/// Cargo-machete's own list of exceptions, so that both agree.
fn ignored(package: &Value) -> Vec<&str> {
    let metadata = package
        .get("metadata")
        .and_then(|metadata| metadata.get("cargo-machete"));
    metadata.map_or_else(Vec::new, |machete| {
        list(machete, "ignored")
            .iter()
            .filter_map(Value::as_str)
            .collect()
    })
}

fn source(package: &Value) -> Result<String, Failure> {
    let manifest = Path::new(text(package, "manifest_path"));
    let folder = manifest.parent().unwrap_or(manifest);
    let mut source = String::new();
    for file in workspace::files_below(folder)? {
        if file.extension().is_some_and(|extension| extension == "rs") {
            source.push_str(&fs::read_to_string(&file).map_err(Failure::at(&file))?);
        }
    }
    Ok(source)
}

fn mentions(source: &str, name: &str) -> bool {
    let is_part_of_word = |character: char| character.is_alphanumeric() || character == '_';
    source.match_indices(name).any(|(start, _)| {
        let before = source
            .get(..start)
            .and_then(|text| text.chars().next_back());
        let after = source
            .get(start + name.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(is_part_of_word) && !after.is_some_and(is_part_of_word)
    })
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn a_name_counts_only_as_a_whole_word() {
        assert!(mentions("use serde::Serialize;", "serde"));
        assert!(!mentions("use serde_json::Value;", "serde"));
        assert!(!mentions("let preserve_serdes = 1;", "serde"));
    }
}
