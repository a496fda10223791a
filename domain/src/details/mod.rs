//! What operators keep about a conversation besides what was said: a note and tags (spec 8.5), and how far each has read (spec 8.11).
//! Visitors hear nothing of it.

mod draft;
mod note;

pub use draft::NoteDraft;
pub use note::Note;

use crate::event::{Event, Happening, Position};
use crate::id::{TagId, UserId};
use crate::message::MessageNumber;
use crate::user::Operator;
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
    /// Up to which message each operator has read who ever did.
    #[serde(default)]
    pub readers: Vec<(UserId, MessageNumber)>,
}

impl Details {
    /// An operator has read up to a message.
    pub fn see(&mut self, user: UserId, number: MessageNumber) {
        match self.readers.iter_mut().find(|(reader, _)| *reader == user) {
            Some((_, seen)) => *seen = number.max(*seen),
            None => self.readers.push((user, number)),
        }
    }

    /// Those of these operators who have read up to a message.
    pub fn have_read<'o>(
        &self,
        operators: &'o [Operator],
        number: MessageNumber,
    ) -> impl Iterator<Item = &'o Operator> {
        operators.iter().filter(move |operator| {
            let mut readers = self.readers.iter();
            readers.any(|(reader, seen)| *reader == operator.id && *seen >= number)
        })
    }

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
            Happening::Said(message) => {
                if let Some(operator) = message.author.operator() {
                    self.see(operator.id, message.number);
                }
            }
            Happening::Erased => {
                self.note = Note::default();
                self.tags.clear();
                self.readers.clear();
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{ClientId, ConversationId};
    use crate::message::{Author, Body, Message};
    use crate::testing::operator;
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
    fn who_has_read_up_to_a_message_is_known_and_never_forgotten() {
        let (ada, ben) = (operator(1), operator(2));
        let both = [ada.clone(), ben.clone()];
        let mut details = Details::default();
        let read = |details: &Details, number| -> Vec<UserId> {
            let read = details.have_read(&both, MessageNumber(number));
            read.map(|operator| operator.id).collect()
        };
        assert_eq!(read(&details, 1), []);
        details.see(ada.id, MessageNumber(3));
        details.see(ada.id, MessageNumber(2));
        assert_eq!(read(&details, 3), [ada.id]);
        assert_eq!(read(&details, 4), []);
        // Who writes has read what stands above.
        let said = Message {
            number: MessageNumber(4),
            client_id: ClientId(Uuid::from_u128(4)),
            author: Author::Operator(ben.clone()),
            body: Body::Text("On it".to_owned()),
            at: Timestamp(1),
            edited_at: None,
        };
        details.apply(&event(1, Happening::Said(said)));
        assert_eq!(read(&details, 3), [ada.id, ben.id]);
        assert_eq!(read(&details, 4), [ben.id]);
    }

    #[test]
    fn nothing_is_left_of_what_was_erased() {
        let mut details = Details {
            readers: vec![(UserId(Uuid::from_u128(1)), MessageNumber(1))],
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
