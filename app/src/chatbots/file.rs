//! Chatbots as files on the operator's machine (spec 9.13). They are read in his browser: what comes of one is a form that is not
//! saved yet, and so a file is checked by whoever saves it, as everything that is typed.

use crate::browser::download;
use crate::json;
use crate::text::{Texts, fill, fill_count};
use domain::chatbot::{ChatbotDraft, ChatbotFile, FileHead, Lack, Lacking, Names, Unopened};
use domain::limit;
use serde_json::error::Category;
use std::cell::RefCell;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

thread_local! {
    /// A file that was chosen, until the form of a new chatbot opens it.
    static CHOSEN: RefCell<Option<ChatbotFile>> = const { RefCell::new(None) };
}

/// Keeps a file for the next form of a new chatbot.
pub(super) fn keep(file: ChatbotFile) {
    CHOSEN.set(Some(file));
}

/// Forgets what was kept.
pub(super) fn forget() {
    CHOSEN.set(None);
}

/// What was kept; once.
pub(super) fn take() -> Option<ChatbotFile> {
    CHOSEN.take()
}

/// Reads a file that somebody has chosen.
///
/// # Errors
/// Why it cannot be opened, as a sentence.
pub(super) async fn load(texts: &Texts, file: &File) -> Result<ChatbotFile, String> {
    // Known before all of it is in memory.
    if file.size() > BYTES {
        return Err(unopened(texts, Unopened::TooLarge));
    }
    let text = JsFuture::from(file.text()).await.ok();
    let Some(text) = text.and_then(|text| text.as_string()) else {
        return Err(texts.import_unread.to_owned());
    };
    read(&text).map_err(|why| unopened(texts, why))
}

/// Saves a chatbot as a file; `None` if the browser cannot.
pub(super) fn save(draft: &ChatbotDraft, names: Names<'_>) -> Option<()> {
    let file = ChatbotFile::of(draft, names);
    let text = serde_json::to_string_pretty(&file).ok()?;
    let name = ChatbotFile::file_name(&draft.name);
    download::save_text(&text, "application/json", &name)
}

/// What a step names and is not here, as a sentence.
pub(super) fn lacking(texts: &Texts, lacking: &Lacking) -> String {
    match &lacking.lack {
        Lack::Type(name) => fill(texts.lack_type, &[("name", name)]),
        Lack::Expertise(name) => fill(texts.lack_expertise, &[("name", name)]),
        Lack::Team(name) => fill(texts.lack_team, &[("name", name)]),
        Lack::Place => texts.lack_place.to_owned(),
    }
}

/// The limit as browsers count.
const BYTES: f64 = 1_000_000.0;

fn read(text: &str) -> Result<ChatbotFile, Unopened> {
    if text.len() > limit::CHATBOT_FILE_BYTES {
        return Err(Unopened::TooLarge);
    }
    let head: FileHead = json::read(text).map_err(|error| match error.classify() {
        Category::Data => Unopened::NotAChatbot,
        _ => Unopened::NotJson { line: error.line() },
    })?;
    head.check()?;
    let file: ChatbotFile =
        json::read(text).map_err(|error| Unopened::Malformed { line: error.line() })?;
    file.check()
}

fn unopened(texts: &Texts, why: Unopened) -> String {
    match why {
        Unopened::TooLarge => texts.import_too_large.to_owned(),
        Unopened::NotJson { line } => fill_count(texts.import_not_json, line),
        Unopened::NotAChatbot => texts.import_not_a_chatbot.to_owned(),
        Unopened::OtherVersion { version } => fill(
            texts.import_other_version,
            &[("version", &version.to_string())],
        ),
        Unopened::Malformed { line } => fill_count(texts.import_malformed, line),
        Unopened::TooManySteps { count } => fill(
            texts.import_too_many_steps,
            &[
                ("count", &count.to_string()),
                ("limit", &limit::STEPS.to_string()),
            ],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(steps: &str) -> String {
        format!(
            "{{\"format\": \"porchlight-chatbot\",\n\"version\": 1,\n\"name\": \"Guide\",\n\"steps\": [{steps}]}}"
        )
    }

    fn why(text: &str) -> Option<Unopened> {
        read(text).err()
    }

    #[test]
    fn what_is_no_chatbot_is_told_with_its_line() {
        assert_eq!(why(&file("")), None);
        let not_json = |line| Some(Unopened::NotJson { line });
        assert_eq!(why(""), not_json(1));
        assert_eq!(why("Hello"), not_json(1));
        assert_eq!(why("{\n\"format\": \"porchlight-chatbot\",\n"), not_json(3));
        for other in [
            "null",
            "[]",
            "{}",
            "{\"format\": 1, \"version\": 1}",
            "{\"format\": \"x\", \"version\": 1}",
        ] {
            assert_eq!(why(other), Some(Unopened::NotAChatbot), "{other}");
        }
        let step = "\n{\"type\": \"text\", \"message\": \"M\",\n \"colour\": \"red\"}";
        assert_eq!(why(&file(step)), Some(Unopened::Malformed { line: 6 }));
        let deep = file(&"[".repeat(10_000));
        assert!(matches!(why(&deep), Some(Unopened::NotJson { .. })));
        let newer = file("").replace("\"version\": 1", "\"version\": 2");
        assert_eq!(why(&newer), Some(Unopened::OtherVersion { version: 2 }));
    }

    #[test]
    fn a_file_of_the_limit_opens_and_one_byte_more_does_not() {
        let of = |bytes: usize| {
            let start = file("{\"type\": \"text\", \"message\": \"MARK\"}");
            let room = bytes - (start.len() - "MARK".len());
            start.replace("MARK", &"a".repeat(room))
        };
        assert_eq!(why(&of(limit::CHATBOT_FILE_BYTES)), None);
        let more = of(limit::CHATBOT_FILE_BYTES + 1);
        assert_eq!(why(&more), Some(Unopened::TooLarge));
        let bytes = u32::try_from(limit::CHATBOT_FILE_BYTES).unwrap();
        assert!((f64::from(bytes) - BYTES).abs() < 0.5);
    }

    #[test]
    fn five_thousand_steps_are_counted_and_refused() {
        let steps = vec!["{\"type\": \"text\", \"message\": \"M\"}"; 5_000].join(",");
        let why = why(&file(&steps));
        assert_eq!(why, Some(Unopened::TooManySteps { count: 5_000 }));
    }
}
