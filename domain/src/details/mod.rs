//! What operators keep about a conversation besides what was said: a note and tags (spec 8.5). Visitors hear nothing of it.

mod draft;
mod note;

pub use draft::NoteDraft;
pub use note::Note;

use crate::event::{Event, Happening, Position};
use crate::id::TagId;
use serde::{Deserialize, Serialize};

/// The note and tags of a conversation, kept up by events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// The journal up to here is in it.
    pub position: Position,
    /// What operators wrote down.
    pub note: Note,
    /// What it is about, in the order in which the tags came.
    pub tags: Vec<TagId>,
}

impl Details {
    /// Takes in an event of its conversation; what is in it already changes nothing.
    pub fn apply(&mut self, event: &Event) {
        if event.position <= self.position {
            return;
        }
        self.position = event.position;
        match &event.happening {
            Happening::Noted(note) => self.note = note.clone(),
            Happening::Tagged(tag) if !self.tags.contains(tag) => self.tags.push(*tag),
            Happening::Untagged(tag) => self.tags.retain(|known| known != tag),
            Happening::Erased => {
                self.note = Note::default();
                self.tags.clear();
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ConversationId;
    use crate::time::Timestamp;
    use uuid::Uuid;

    fn event(position: i64, happening: Happening) -> Event {
        Event {
            position: Position(position),
            conversation: ConversationId(Uuid::from_u128(100)),
            at: Timestamp(position),
            happening,
        }
    }

    #[test]
    fn what_happened_before_they_were_read_changes_nothing() {
        let tag = TagId(Uuid::from_u128(1));
        let mut details = Details {
            position: Position(5),
            ..Details::default()
        };
        details.apply(&event(5, Happening::Tagged(tag)));
        assert_eq!(details.tags, []);
        details.apply(&event(6, Happening::Tagged(tag)));
        details.apply(&event(7, Happening::Tagged(tag)));
        assert_eq!(details.tags, [tag]);
        details.apply(&event(8, Happening::Untagged(tag)));
        assert_eq!(details.tags, []);
    }

    #[test]
    fn nothing_is_left_of_what_was_erased() {
        let mut details = Details {
            note: Note {
                text: "Likes tea".to_owned(),
                ..Note::default()
            },
            tags: vec![TagId(Uuid::from_u128(1))],
            ..Details::default()
        };
        details.apply(&event(1, Happening::Erased));
        let nothing = Details {
            position: Position(1),
            ..Details::default()
        };
        assert_eq!(details, nothing);
    }
}
