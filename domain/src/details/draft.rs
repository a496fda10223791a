//! A note while somebody writes it: what he typed and what others saved meanwhile become one text.

use super::note::{Note, cleaned, fits, merged};
use crate::problem::Fault;
use serde::{Deserialize, Serialize};

/// A note in the hands of one operator. It can be written down and read again: what was on its way then is sent once more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteDraft {
    /// The last that is known to be saved.
    known: Note,
    /// What stands in the field.
    text: String,
    /// What is on its way to the server.
    #[serde(skip)]
    sent: Option<String>,
}

impl NoteDraft {
    /// The note as it is, with nothing typed.
    pub fn new(known: Note) -> Self {
        Self {
            text: known.text.clone(),
            known,
            ..Self::default()
        }
    }

    /// What stands in the field.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The last that is known to be saved.
    pub fn known(&self) -> &Note {
        &self.known
    }

    /// Whether everything typed is saved.
    pub fn is_saved(&self) -> bool {
        self.text == self.known.text
    }

    /// Why what was typed cannot be saved, if it cannot.
    pub fn fault(&self) -> Option<Fault> {
        fits(&self.text).err().filter(|_| !self.is_saved())
    }

    /// This stands in the field now.
    pub fn typed(&mut self, text: &str) {
        self.text = cleaned(text);
    }

    /// Somebody saved this version, perhaps this operator.
    pub fn hear(&mut self, note: Note) {
        if note.version <= self.known.version {
            return;
        }
        // What is on its way and comes back is no news, although more was typed since.
        let base = match &self.sent {
            Some(sent) if *sent == note.text => sent,
            _ => &self.known.text,
        };
        self.text = merged(base, &self.text, &note.text);
        self.known = note;
    }

    /// What is to be saved now, and for which known version; nothing while something is on its way, and nothing that cannot be saved.
    pub fn send(&mut self) -> Option<(u32, String)> {
        if self.is_saved() || self.sent.is_some() || self.fault().is_some() {
            return None;
        }
        self.sent = Some(self.text.clone());
        Some((self.known.version, self.text.clone()))
    }

    /// What was on its way arrived, and this is the note now: with it, or without if somebody else was quicker.
    pub fn answered(&mut self, note: Note) {
        self.hear(note);
        self.sent = None;
    }

    /// What was on its way did not arrive.
    pub fn failed(&mut self) {
        self.sent = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::UserId;
    use crate::limit::NOTE_CHARACTERS;
    use crate::time::Timestamp;
    use proptest::prelude::*;
    use uuid::Uuid;

    /// The server's side of saving.
    fn save(server: &mut Note, draft: &mut NoteDraft) {
        let Some((known, text)) = draft.send() else {
            return;
        };
        let saved = server.saved(known, &text, UserId(Uuid::nil()), Timestamp(0));
        *server = saved.unwrap().unwrap_or_else(|| server.clone());
        draft.answered(server.clone());
    }

    #[test]
    fn what_is_typed_while_the_note_is_on_its_way_stands_once() {
        let mut draft = NoteDraft::new(Note::default());
        draft.typed("Calls");
        let (known, text) = draft.send().unwrap();
        draft.typed("Calls back");
        let by = UserId(Uuid::nil());
        let note = Note::default().saved(known, &text, by, Timestamp(1));
        let note = note.unwrap().unwrap();
        draft.hear(note.clone());
        assert_eq!(draft.text(), "Calls back");
        assert_eq!(draft.send(), None);
        draft.answered(note);
        assert_eq!(draft.send(), Some((1, "Calls back".to_owned())));
    }

    #[test]
    fn what_did_not_arrive_is_sent_again() {
        let mut draft = NoteDraft::new(Note::default());
        draft.typed("Calls");
        assert!(draft.send().is_some());
        assert!(!draft.is_saved());
        draft.failed();
        assert_eq!(draft.send(), Some((0, "Calls".to_owned())));
    }

    #[test]
    fn what_is_too_long_is_not_sent_until_it_is_shorter() {
        let limit = NOTE_CHARACTERS;
        let mut draft = NoteDraft::new(Note::default());
        draft.typed(&"n".repeat(limit + 1));
        assert_eq!(draft.fault(), Some(Fault::TooLong { limit }));
        assert_eq!(draft.send(), None);
        let most = "n".repeat(limit);
        draft.typed(&most);
        assert_eq!(draft.fault(), None);
        assert_eq!(draft.send(), Some((0, most)));
    }

    #[test]
    fn what_was_written_down_is_read_again_with_what_others_saved_meanwhile() {
        let by = UserId(Uuid::nil());
        let first = Note::default().saved(0, "a\nb", by, Timestamp(1));
        let first = first.unwrap().unwrap();
        let mut draft = NoteDraft::new(first.clone());
        draft.typed("a\nb\nmine");
        assert!(draft.send().is_some());
        let written = serde_json::to_string(&draft).unwrap();
        let read: NoteDraft = serde_json::from_str(&written).unwrap();

        // Nobody has saved anything since.
        let mut alone = read.clone();
        alone.hear(first.clone());
        assert_eq!(alone.send(), Some((1, "a\nb\nmine".to_owned())));

        // A colleague has.
        let theirs = first.saved(1, "theirs\na\nb", by, Timestamp(2));
        let theirs = theirs.unwrap().unwrap();
        let mut beside = read.clone();
        beside.hear(theirs);
        assert_eq!(beside.send(), Some((2, "theirs\na\nb\nmine".to_owned())));

        // It had arrived after all.
        let mine = first.saved(1, "a\nb\nmine", by, Timestamp(2));
        let mut arrived = read;
        arrived.hear(mine.unwrap().unwrap());
        assert!(arrived.is_saved());
    }

    #[test]
    fn who_was_slower_sends_both() {
        let mut draft = NoteDraft::new(Note::default());
        draft.typed("mine");
        assert!(draft.send().is_some());
        draft.answered(Note {
            text: "theirs".to_owned(),
            version: 1,
            ..Note::default()
        });
        assert_eq!(draft.send(), Some((1, "theirs\nmine".to_owned())));
    }

    proptest! {
        #[test]
        fn two_who_write_at_once_have_the_same_text_in_the_end_with_what_each_added(
            deeds in proptest::collection::vec((any::<bool>(), 0u8..3, "[a-z]{1,3}"), 0..40),
        ) {
            let mut server = Note::default();
            let mut drafts = [NoteDraft::default(), NoteDraft::default()];
            let mut added = Vec::new();
            for (place, (is_first, deed, word)) in deeds.into_iter().enumerate() {
                let draft = &mut drafts[usize::from(is_first)];
                match deed {
                    0 => {
                        let line = format!("{word}{place}");
                        let text = format!("{}\n{line}", draft.text());
                        draft.typed(&text);
                        added.push(line);
                    }
                    1 => draft.hear(server.clone()),
                    _ => save(&mut server, draft),
                }
            }
            for _ in 0..4 {
                for draft in &mut drafts {
                    draft.hear(server.clone());
                    save(&mut server, draft);
                }
            }
            prop_assert!(drafts.iter().all(NoteDraft::is_saved));
            prop_assert_eq!(drafts[0].text(), drafts[1].text());
            for line in added {
                prop_assert!(server.text.split('\n').any(|known| known == line), "{line} in {:?}", server.text);
            }
        }
    }
}
