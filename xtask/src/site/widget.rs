//! The widget's scripts: the loader, and the window once for each language.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::Effort;
use super::module::ECMASCRIPT;
use crate::failure::Failure;
use crate::process;
use crate::workspace;

/// The language of which the others are translations.
const ORIGINAL: &str = "en";

type Words = BTreeMap<String, String>;

/// Returns the loader, without its comments and spaces when it has to be small.
pub(super) fn loader(effort: Effort, work: &Path) -> Result<String, Failure> {
    script("widget/loader.js", &work.join("loader.js"), effort, &[])
}

/// Returns the window's script for each language, with its name.
pub(super) fn windows(effort: Effort, work: &Path) -> Result<Vec<(String, String)>, Failure> {
    let tables = tables()?;
    check(&tables)?;
    tables
        .iter()
        .map(|(language, (path, _))| {
            let name = format!("window.{language}.js");
            // Only one language is downloaded.
            let words = format!("--alias:words={}", path.display());
            let arguments = ["--bundle", "--format=iife", "--loader:.css=text", &words];
            let text = script(
                "widget/window/main.js",
                &work.join(&name),
                effort,
                &arguments,
            )?;
            Ok((name, text))
        })
        .collect()
}

fn script(
    source: &str,
    target: &Path,
    effort: Effort,
    arguments: &[&str],
) -> Result<String, Failure> {
    let mut command = process::esbuild();
    command
        .arg(workspace::root().join(source))
        .args([ECMASCRIPT, "--log-level=warning", "--charset=utf8"])
        .args(arguments);
    if effort == Effort::Small {
        command.arg("--minify");
    }
    command.arg(format!("--outfile={}", target.display()));
    process::run(&mut command)?;
    fs::read_to_string(target).map_err(Failure::at(target))
}

/// The tables of words by their language.
fn tables() -> Result<BTreeMap<String, (PathBuf, Words)>, Failure> {
    let mut tables = BTreeMap::new();
    for path in workspace::files_below(&workspace::root().join("widget/texts"))? {
        let text = fs::read_to_string(&path).map_err(Failure::at(&path))?;
        let words = serde_json::from_str(&text)
            .map_err(|error| Failure::Step(format!("{}: {error}", path.display())))?;
        let language = path.file_stem().unwrap_or_default().to_string_lossy();
        tables.insert(language.into_owned(), (path, words));
    }
    Ok(tables)
}

fn check(tables: &BTreeMap<String, (PathBuf, Words)>) -> Result<(), Failure> {
    let Some((_, original)) = tables.get(ORIGINAL) else {
        return Err(Failure::Step(format!("no widget/texts/{ORIGINAL}.json")));
    };
    let differences: Vec<_> = tables
        .iter()
        .flat_map(|(language, (_, words))| {
            differences(original, words)
                .into_iter()
                .map(move |difference| format!("widget/texts/{language}.json {difference}"))
        })
        .collect();
    if differences.is_empty() {
        Ok(())
    } else {
        Err(Failure::Step(differences.join("\n")))
    }
}

/// What a translation lacks, leaves empty or has too much.
fn differences(original: &Words, words: &Words) -> Vec<String> {
    let lacking = original
        .keys()
        .filter(|name| words.get(*name).is_none_or(|word| word.trim().is_empty()))
        .map(|name| format!("lacks {name}"));
    let needless = words
        .keys()
        .filter(|name| !original.contains_key(*name))
        .map(|name| format!("has {name}, which is no word of {ORIGINAL}.json"));
    lacking.chain(needless).collect()
}

#[cfg(test)]
mod tests {
    use super::{Words, check, differences, tables};
    use crate::workspace;
    use std::fs;

    fn words(names: &[(&str, &str)]) -> Words {
        names
            .iter()
            .map(|(name, word)| ((*name).to_owned(), (*word).to_owned()))
            .collect()
    }

    #[test]
    fn every_language_has_every_word_and_no_other() {
        check(&tables().unwrap()).unwrap();
    }

    #[test]
    fn a_word_lacking_or_needless_is_found() {
        let original = words(&[("send", "Send"), ("close", "Close")]);
        assert!(differences(&original, &original).is_empty());
        let other = words(&[("send", " "), ("shut", "Fermer")]);
        let found = differences(&original, &other);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.iter().any(|difference| difference == "lacks close"));
        assert!(found.iter().any(|difference| difference == "lacks send"));
    }

    #[test]
    fn the_window_asks_only_for_words_that_there_are() {
        let tables = tables().unwrap();
        let (_, original) = &tables["en"];
        let mut asked = 0;
        for file in workspace::files_below(&workspace::root().join("widget/window")).unwrap() {
            let text = fs::read_to_string(&file).unwrap();
            for rest in text.split("words.").skip(1) {
                let end = rest
                    .find(|character: char| !character.is_alphanumeric() && character != '_')
                    .unwrap_or(rest.len());
                let name = &rest[..end];
                // The end of a sentence in a comment.
                if name.is_empty() {
                    continue;
                }
                assert!(original.contains_key(name), "{}: {name}", file.display());
                asked += 1;
            }
        }
        assert!(asked > 10);
    }
}
