//! Rules of the architecture that can be read from the text of the sources.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::metadata::{self, list, text};
use super::verdict;
use crate::failure::Failure;
use crate::workspace;

/// The only folder with SQL.
const STORE: &str = "server/src/store/";

/// The only files that ask for a feature.
const FEATURE_FILES: [&str; 3] = ["app/src/api.rs", "app/src/lib.rs", "app/src/main.rs"];

/// Starts of SQL statements in a string, with a word that has to follow.
const STATEMENTS: [(&str, &str); 5] = [
    ("select ", " from "),
    ("insert into ", "("),
    ("update ", " set "),
    ("delete from ", ""),
    ("create table ", ""),
];

/// Package, and starts of names it must not depend on.
const FORBIDDEN: [(&str, &[&str]); 3] = [
    ("server", &["leptos", "app"]),
    ("widget", &["leptos", "app", "server"]),
    (
        "domain",
        &[
            "axum",
            "getrandom",
            "leptos",
            "rand",
            "sqlx",
            "tokio",
            "web-sys",
            "js-sys",
        ],
    ),
];

/// Fails for every line or dependency that breaks a rule.
pub(super) fn check() -> Result<(), Failure> {
    let mut findings = Vec::new();
    for folder in ["app/src", "domain/src", "server/src", "widget/src"] {
        for file in workspace::files_below(&workspace::root().join(folder))? {
            if file.extension().is_some_and(|extension| extension == "rs") {
                findings.extend(findings_in(&file)?);
            }
        }
    }
    findings.extend(metadata::members()?.iter().flat_map(forbidden_dependencies));
    verdict(&findings)
}

fn findings_in(file: &Path) -> Result<Vec<String>, Failure> {
    let content = fs::read_to_string(file).map_err(Failure::at(file))?;
    let name = file
        .strip_prefix(workspace::root())
        .unwrap_or(file)
        .to_string_lossy();
    let findings = content.lines().zip(1..).flat_map(|(line, number)| {
        let broken = [
            (has_sql(line) && !name.starts_with(STORE))
                .then_some("SQL belongs into server/src/store"),
            (asks_for_feature(line) && !FEATURE_FILES.contains(&&*name))
                .then_some("cfg(feature) belongs into app/src/{api,lib,main}.rs"),
        ];
        broken.into_iter().flatten().map(move |rule| (number, rule))
    });
    Ok(findings
        .map(|(number, rule)| format!("{name}:{number}: {rule}"))
        .collect())
}

fn has_sql(line: &str) -> bool {
    line.split('"').skip(1).any(|text| {
        STATEMENTS
            .iter()
            .any(|(start, rest)| text.starts_with(start) && text.contains(rest))
    })
}

fn asks_for_feature(line: &str) -> bool {
    ["cfg(", "cfg!(", "cfg_attr("]
        .iter()
        .any(|cfg| line.contains(cfg))
        && line.contains("feature =")
}

fn forbidden_dependencies(package: &Value) -> Vec<String> {
    let name = text(package, "name");
    let starts = FORBIDDEN
        .iter()
        .filter(|(package, _)| *package == name)
        .flat_map(|(_, starts)| *starts);
    let broken = starts.flat_map(|start| {
        let dependencies = list(package, "dependencies")
            .iter()
            .map(|dependency| text(dependency, "name"));
        dependencies.filter(move |dependency| is_or_belongs_to(dependency, start))
    });
    broken
        .map(|dependency| format!("{name} must not depend on {dependency}"))
        .collect()
}

/// `leptos` stands for `leptos_router` too.
fn is_or_belongs_to(dependency: &str, start: &str) -> bool {
    dependency
        .strip_prefix(start)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}

#[cfg(test)]
mod tests {
    use super::{asks_for_feature, has_sql, is_or_belongs_to};

    #[test]
    fn sql_is_told_from_plain_sentences() {
        assert!(has_sql(r#"query("select id from visitor")"#));
        assert!(has_sql(r#"query("update visitor set name = $1")"#));
        assert!(!has_sql(r#""select a conversation""#));
        assert!(!has_sql("// select id from visitor"));
    }

    #[test]
    fn a_feature_is_found_in_every_form_of_cfg() {
        assert!(asks_for_feature(r#"#[cfg(feature = "ssr")]"#));
        assert!(asks_for_feature(r#"if cfg!(not(feature = "ssr")) {"#));
        assert!(!asks_for_feature("#[cfg(test)]"));
    }

    #[test]
    fn a_family_of_crates_is_one_dependency() {
        assert!(is_or_belongs_to("leptos_router", "leptos"));
        assert!(is_or_belongs_to("leptos", "leptos"));
        assert!(!is_or_belongs_to("application", "app"));
    }
}
