//! The files that an operator sends: how far each is, and what came of it.

use crate::browser::http::Answer;
use crate::browser::upload;
use crate::text::{Texts, fill, fill_count};
use crate::ui::Toasts;
use domain::attachment::is_taken;
use domain::id::{ClientId, ConversationId};
use domain::limit::{FILE_BYTES, FILES_AT_ONCE};
use leptos::prelude::*;
use uuid::Uuid;
use web_sys::{DataTransfer, File, FileList};

/// The limit in megabytes, as people say it.
const MEGABYTES: usize = FILE_BYTES / 1_000_000;

/// A file that is being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Upload {
    /// What its message is called.
    pub(super) id: ClientId,
    /// Its name.
    pub(super) name: String,
    /// How far it has come.
    pub(super) stage: Stage,
}

/// How far a file has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// It is on its way, or waits for those before it.
    Going {
        /// How much of it has gone.
        percent: u8,
    },
    /// It was not sent.
    Failed {
        /// Why.
        sentence: String,
        /// Whether it may be taken another time.
        may_pass: bool,
    },
}

/// The files that are being sent in a conversation.
#[derive(Clone, Copy)]
pub(in crate::conversation) struct Uploads {
    id: ConversationId,
    toasts: Toasts,
    texts: &'static Texts,
    /// In the order in which they were chosen.
    pub(super) list: RwSignal<Vec<Upload>>,
    /// Whether files are dragged over the page.
    pub(in crate::conversation) is_over: RwSignal<bool>,
}

impl Uploads {
    /// None yet.
    pub(in crate::conversation) fn new(
        id: ConversationId,
        toasts: Toasts,
        texts: &'static Texts,
    ) -> Self {
        Self {
            id,
            toasts,
            texts,
            list: RwSignal::default(),
            is_over: RwSignal::new(false),
        }
    }

    /// Sends what is on a clipboard or was dropped; whether there was any file.
    pub(in crate::conversation) fn take(self, transfer: Option<DataTransfer>) -> bool {
        let files = transfer.and_then(|transfer| transfer.files());
        files.is_some_and(|files| self.send(&files))
    }

    /// Sends these files one after the other; whether there was any.
    pub(super) fn send(self, files: &FileList) -> bool {
        let files: Vec<File> = (0..files.length()).filter_map(|at| files.get(at)).collect();
        if files.len() > FILES_AT_ONCE {
            let sentence = fill_count(self.texts.files_at_once, FILES_AT_ONCE);
            self.toasts.show(sentence);
        }
        let is_any = !files.is_empty();
        let wait: Vec<(ClientId, String)> = files
            .into_iter()
            .take(FILES_AT_ONCE)
            .filter_map(|file| self.add(file))
            .collect();
        leptos::task::spawn_local(async move {
            for (id, name) in wait {
                self.go(id, name).await;
            }
        });
        is_any
    }

    /// Puts a file onto the list; `None` if it is known beforehand that it would be refused.
    fn add(self, file: File) -> Option<(ClientId, String)> {
        let id = ClientId(Uuid::now_v7());
        let (name, texts) = (file.name(), self.texts);
        let refused = if file.size() > bytes(FILE_BYTES) {
            Some(fill_count(texts.file_too_large, MEGABYTES))
        } else {
            (!is_taken(&name)).then(|| texts.file_wrong_type.to_owned())
        };
        let stage = match &refused {
            None => Stage::Going { percent: 0 },
            Some(sentence) => Stage::Failed {
                sentence: sentence.clone(),
                may_pass: false,
            },
        };
        let shown = Upload {
            id,
            name: name.clone(),
            stage,
        };
        self.list.update(|list| list.push(shown));
        if refused.is_some() {
            return None;
        }
        upload::keep(id, file);
        Some((id, name))
    }

    /// Sends a file once more.
    pub(super) fn retry(self, id: ClientId, name: String) {
        self.reach(id, Stage::Going { percent: 0 });
        leptos::task::spawn_local(self.go(id, name));
    }

    /// Takes a file off the list, and gives it up if it is on its way.
    pub(super) fn remove(self, id: ClientId) {
        upload::forget(id);
        // The conversation may have been left meanwhile.
        self.list
            .try_update(|list| list.retain(|upload| upload.id != id));
    }

    async fn go(self, id: ClientId, name: String) {
        // It may have been taken off the list while it waited.
        if !upload::is_kept(id) {
            return;
        }
        let encoded = String::from(js_sys::encode_uri_component(&name));
        let path = format!(
            "/console/conversations/{}/files?client_id={id}&name={encoded}",
            self.id
        );
        let going = move |part: f64| {
            let percent = percent(part);
            self.reach(id, Stage::Going { percent });
        };
        let answer = upload::send(id, &path, going).await;
        match failure(self.texts, answer.as_ref()) {
            None => self.remove(id),
            Some(stage) => {
                if self.list.is_disposed() {
                    self.lose(id, &name, &stage);
                } else {
                    self.reach(id, stage);
                }
            }
        }
    }

    /// Who has left the conversation meanwhile is told where he is now.
    fn lose(self, id: ClientId, name: &str, stage: &Stage) {
        upload::forget(id);
        if let Stage::Failed { sentence, .. } = stage {
            let told = [("name", name), ("reason", sentence.as_str())];
            self.toasts.show(fill(self.texts.file_lost, &told));
        }
    }

    fn reach(self, id: ClientId, stage: Stage) {
        // The conversation may have been left meanwhile.
        self.list.try_update(|list| {
            if let Some(upload) = list.iter_mut().find(|upload| upload.id == id) {
                upload.stage = stage;
            }
        });
    }
}

/// Why a file was not taken; `None` if it was.
fn failure(texts: &Texts, answer: Option<&Answer>) -> Option<Stage> {
    let status = answer.map(|answer| answer.status);
    let (sentence, may_pass) = match status {
        Some(200) => return None,
        Some(413) => (fill_count(texts.file_too_large, MEGABYTES), false),
        Some(415) => (texts.file_wrong_type.to_owned(), false),
        Some(400) => (texts.file_empty.to_owned(), false),
        Some(403) => (texts.refusal_forbidden.to_owned(), false),
        Some(409) => (texts.refusal_ended.to_owned(), false),
        Some(429) => (texts.file_too_many.to_owned(), true),
        _ => (texts.file_no_answer.to_owned(), true),
    };
    Some(Stage::Failed { sentence, may_pass })
}

/// A part of 1 as a whole number of 100.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is between 0 and 100"
)]
fn percent(part: f64) -> u8 {
    (part.clamp(0.0, 1.0) * 100.0) as u8
}

/// A number of bytes as browsers count them.
fn bytes(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::user::Language;

    #[test]
    fn a_refusal_says_whether_trying_again_may_help() {
        let texts = crate::text::texts(Language::English);
        let answer = |status| Answer {
            status,
            body: String::new(),
        };
        assert_eq!(failure(texts, Some(&answer(200))), None);
        for (answer, expected) in [
            (None, true),
            (Some(answer(429)), true),
            (Some(answer(503)), true),
            (Some(answer(409)), false),
            (Some(answer(413)), false),
            (Some(answer(415)), false),
        ] {
            let Some(Stage::Failed { may_pass, .. }) = failure(texts, answer.as_ref()) else {
                panic!("{answer:?}")
            };
            assert_eq!(may_pass, expected, "{answer:?}");
        }
    }

    #[test]
    fn what_has_gone_is_told_in_whole_hundredths() {
        assert_eq!([0.0, 0.506, 1.0, 1.5].map(percent), [0, 50, 100, 100]);
    }
}
