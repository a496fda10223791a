//! The widget's scripts: the loader, and once for each language the window and what it fetches when it is needed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::Effort;
use super::script;
use crate::failure::Failure;
use crate::workspace;

/// The language of which the others are translations.
const ORIGINAL: &str = "en";

/// The script that opens when somebody is about to use the button.
const WINDOW: &str = "window";

type Words = BTreeMap<String, String>;

type Tables = BTreeMap<String, (PathBuf, Words)>;

/// Returns the scripts whose names never change: the loader, and what it fetches where a page wants a frame.
pub(super) fn fixed(effort: Effort, work: &Path) -> Result<[(&'static str, String); 2], Failure> {
    let made = |name: &'static str, source, arguments: &[&str]| {
        let text = script::made(source, &work.join(name), effort, arguments)?;
        Ok((name, text))
    };
    Ok([
        made("widget.js", "widget/loader.js", &[])?,
        made("frame.js", "widget/frame.js", &["--format=iife"])?,
    ])
}

/// What the window fetches when it is needed and has no words of its own.
const WORDLESS: [(&str, &str); 3] = [
    ("alert", "widget/window/alert/main.js"),
    ("emoji", "widget/window/emoji/main.js"),
    ("invite", "widget/window/invite/main.js"),
];

/// A script that is made once for each language, so that only one is downloaded.
struct Script {
    /// What it is called before its language.
    name: &'static str,
    source: &'static str,
    /// Its words, a file for each language.
    texts: &'static str,
}

/// Each after those whose address it names.
const SCRIPTS: [Script; 5] = [
    Script {
        name: "chatbot",
        source: "widget/window/chatbot/main.js",
        texts: "widget/texts/chatbot",
    },
    Script {
        name: "ended",
        source: "widget/window/ended/main.js",
        texts: "widget/texts/ended",
    },
    Script {
        name: "files",
        source: "widget/window/files/main.js",
        texts: "widget/texts/files",
    },
    Script {
        name: "mailbox",
        source: "widget/window/mailbox/main.js",
        texts: "widget/texts/mailbox",
    },
    Script {
        name: WINDOW,
        source: "widget/window/main.js",
        texts: "widget/texts",
    },
];

/// Returns the scripts of each language, with their names.
///
/// `glue` is that of the conversation's module, which the window starts.
pub(super) fn scripts(
    effort: Effort,
    glue: &str,
    work: &Path,
) -> Result<Vec<(String, String)>, Failure> {
    let mut made = wordless(effort, work)?;
    for Script {
        name: stem,
        source,
        texts,
    } in SCRIPTS
    {
        let tables = tables(texts)?;
        check(texts, &tables)?;
        for (language, (path, _)) in &tables {
            let name = format!("{stem}.{language}.js");
            let words = format!("--alias:words={}", path.display());
            let address = |script: &str| defined(script, &format!("{script}.{language}.js"));
            let addresses = ["chatbot", "ended", "files", "mailbox"].map(address);
            let wordless = WORDLESS.map(|(name, _)| defined(name, &format!("{name}.js")));
            let arguments: Vec<&str> = [words.as_str()]
                .into_iter()
                .chain(addresses.iter().chain(&wordless).map(String::as_str))
                .collect();
            let mut text = bundle(source, &work.join(&name), effort, &arguments)?;
            if stem == WINDOW {
                text.push_str(glue);
            }
            made.push((name, text));
        }
    }
    Ok(made)
}

fn wordless(effort: Effort, work: &Path) -> Result<Vec<(String, String)>, Failure> {
    let made = |(stem, source)| {
        let name = format!("{stem}.js");
        let text = bundle(source, &work.join(&name), effort, &[])?;
        Ok((name, text))
    };
    WORDLESS.into_iter().map(made).collect()
}

/// One file, which keeps its names to itself, with the style that stands beside its source, if one does.
fn bundle(
    source: &str,
    target: &Path,
    effort: Effort,
    arguments: &[&str],
) -> Result<String, Failure> {
    let style = Path::new(source).with_file_name("style.css");
    let made = target.with_extension("css");
    let alias = format!("--alias:style={}", made.display());
    let mut all = vec!["--bundle", "--format=iife", "--loader:.css=text"];
    if workspace::root().join(&style).is_file() {
        script::made(style, &made, effort, &[])?;
        all.push(&alias);
    }
    all.extend(arguments);
    script::made(source, target, effort, &all)
}

/// Tells a script by which address it fetches another one.
fn defined(script: &str, file: &str) -> String {
    format!("--define:{}=\"/assets/{file}\"", script.to_uppercase())
}

/// The tables of words in a folder, by their language.
fn tables(folder: &str) -> Result<Tables, Failure> {
    let folder = workspace::root().join(folder);
    let mut tables = BTreeMap::new();
    for path in workspace::files_below(&folder)? {
        if path.parent() != Some(&folder) {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(Failure::at(&path))?;
        let words = serde_json::from_str(&text)
            .map_err(|error| Failure::Step(format!("{}: {error}", path.display())))?;
        let language = path.file_stem().unwrap_or_default().to_string_lossy();
        tables.insert(language.into_owned(), (path, words));
    }
    Ok(tables)
}

fn check(folder: &str, tables: &Tables) -> Result<(), Failure> {
    let Some((_, original)) = tables.get(ORIGINAL) else {
        return Err(Failure::Step(format!("no {folder}/{ORIGINAL}.json")));
    };
    let differences: Vec<_> = tables
        .iter()
        .flat_map(|(language, (_, words))| {
            differences(original, words)
                .into_iter()
                .map(move |difference| format!("{folder}/{language}.json {difference}"))
        })
        .collect();
    if differences.is_empty() {
        Ok(())
    } else {
        Err(Failure::Step(differences.join("\n")))
    }
}

/// What a translation lacks, leaves empty, has too much, or puts nothing into.
fn differences(original: &Words, words: &Words) -> Vec<String> {
    let lacking = original
        .keys()
        .filter(|name| words.get(*name).is_none_or(|word| word.trim().is_empty()))
        .map(|name| format!("lacks {name}"));
    let needless = words
        .keys()
        .filter(|name| !original.contains_key(*name))
        .map(|name| format!("has {name}, which is no word of {ORIGINAL}.json"));
    let astray = original
        .iter()
        .filter(|(name, word)| {
            let other = words.get(*name);
            other.is_some_and(|other| places(other) != places(word))
        })
        .map(|(name, word)| format!("has not {:?} in {name}", places(word)));
    lacking.chain(needless).chain(astray).collect()
}

/// The places of a text in which something is put: `{name}`.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{SCRIPTS, Words, check, differences, tables};
    use crate::workspace;
    use std::fs;
    use std::path::Path;

    fn words(names: &[(&str, &str)]) -> Words {
        names
            .iter()
            .map(|(name, word)| ((*name).to_owned(), (*word).to_owned()))
            .collect()
    }

    #[test]
    fn every_language_has_every_word_and_no_other() {
        for script in SCRIPTS {
            check(script.texts, &tables(script.texts).unwrap()).unwrap();
        }
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
    fn a_place_that_a_translation_lacks_is_found() {
        let original = words(&[("going", "{name} is being sent")]);
        let other = words(&[("going", "{nom} part")]);
        assert_eq!(
            differences(&original, &other),
            ["has not {\"name\"} in going"]
        );
        let other = words(&[("going", "Envoi de {name}")]);
        assert!(differences(&original, &other).is_empty());
    }

    #[test]
    fn every_script_asks_only_for_words_that_there_are() {
        for script in SCRIPTS {
            let tables = tables(script.texts).unwrap();
            let (_, original) = &tables["en"];
            let folder = workspace::root().join(script.source);
            let folder = folder.parent().unwrap();
            let mut asked = 0;
            for file in workspace::files_below(folder).unwrap() {
                if file.parent() == Some(folder) {
                    asked += asks_for(&file, original);
                }
            }
            assert!(asked > 1, "{}", script.name);
        }
    }

    /// For how many words a file asks, all of which there are.
    fn asks_for(file: &Path, words: &Words) -> usize {
        let text = fs::read_to_string(file).unwrap();
        let mut asked = 0;
        for rest in text.split("words.").skip(1) {
            let end = rest
                .find(|character: char| !character.is_alphanumeric() && character != '_')
                .unwrap_or(rest.len());
            let name = &rest[..end];
            // The end of a sentence in a comment.
            if name.is_empty() {
                continue;
            }
            assert!(words.contains_key(name), "{}: {name}", file.display());
            asked += 1;
        }
        asked
    }
}
