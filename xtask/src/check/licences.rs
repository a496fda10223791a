//! Licences, banned crates and registries, by the rules of `deny.toml`.
//!
//! The file is cargo-deny's, and `cargo deny check bans licenses sources` reads it the same way.
//! Compiling cargo-deny takes longer than compiling Porchlight, so what is needed of it is here.

use std::fs;

use serde_json::Value;
use spdx::{Expression, LicenseReq, ParseMode};
use toml::Table;

use super::metadata::{self, text};
use super::verdict;
use crate::failure::Failure;
use crate::workspace;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The part of `deny.toml` that is checked here.
#[derive(Debug)]
struct Rules {
    platforms: Vec<String>,
    allowed: Vec<String>,
    banned: Vec<String>,
}

/// Fails for every package with another licence, a banned name or another source.
pub(super) fn check() -> Result<(), Failure> {
    let rules = Rules::read()?;
    let packages = metadata::everything(&rules.platforms)?;
    let foreign = packages
        .iter()
        .filter(|package| !text(package, "source").is_empty());
    let findings: Vec<String> = foreign
        .filter_map(|package| rules.finding(package))
        .collect();
    verdict(&findings)
}

impl Rules {
    fn read() -> Result<Self, Failure> {
        let path = workspace::root().join("deny.toml");
        let content = fs::read_to_string(&path).map_err(Failure::at(&path))?;
        let table: Table = content
            .parse()
            .map_err(|error| Failure::Step(format!("deny.toml: {error}")))?;
        Ok(Self {
            platforms: texts(&table, "graph", "targets"),
            allowed: texts(&table, "licenses", "allow"),
            banned: texts(&table, "bans", "deny"),
        })
    }

    fn finding(&self, package: &Value) -> Option<String> {
        let name = text(package, "name");
        if self.banned.iter().any(|banned| banned == name) {
            return Some(format!("{name} is banned in deny.toml"));
        }
        if text(package, "source") != REGISTRY {
            return Some(format!("{name} does not come from crates.io"));
        }
        let licence = text(package, "license");
        if self.accepts(licence) {
            return None;
        }
        Some(format!(
            "{name}: the licence {licence:?} is not allowed in deny.toml"
        ))
    }

    fn accepts(&self, licence: &str) -> bool {
        Expression::parse_mode(licence, ParseMode::LAX)
            .is_ok_and(|expression| expression.evaluate(|needed| self.allows(needed)))
    }

    fn allows(&self, needed: &LicenseReq) -> bool {
        let needed = needed.to_string();
        self.allowed.contains(&needed)
    }
}

fn texts(table: &Table, section: &str, key: &str) -> Vec<String> {
    let list = table
        .get(section)
        .and_then(|section| section.get(key))
        .and_then(toml::Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Rules;

    fn rules() -> Rules {
        let allowed = ["MIT", "Unicode-3.0"].map(str::to_owned).to_vec();
        Rules {
            platforms: Vec::new(),
            allowed,
            banned: Vec::new(),
        }
    }

    #[test]
    fn one_allowed_alternative_is_enough() {
        assert!(rules().accepts("MIT OR GPL-3.0-only"));
        assert!(rules().accepts("MIT/Apache-2.0"));
    }

    #[test]
    fn every_part_of_a_conjunction_must_be_allowed() {
        assert!(rules().accepts("MIT AND Unicode-3.0"));
        assert!(!rules().accepts("MIT AND GPL-3.0-only"));
    }

    #[test]
    fn a_package_without_a_licence_is_refused() {
        assert!(!rules().accepts(""));
    }
}
