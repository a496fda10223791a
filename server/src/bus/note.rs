//! A note from node to node.

use crate::desk::Signal;
use domain::event::Position;
use serde::{Deserialize, Serialize};

/// What one node tells the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Note {
    /// The journal has got this far.
    Journal(Position),
    /// Something that passes by.
    Signal(Signal),
}

impl Note {
    /// As it travels.
    pub(super) fn write(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// What has travelled; `None` if this version does not know it.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{ConversationId, SessionId};
    use domain::message::{Author, MessageNumber};
    use domain::wire::console::{SharedList, SomebodySaw, SomebodyTyping};
    use uuid::Uuid;

    #[test]
    fn a_note_arrives_as_it_was_written() {
        let conversation = ConversationId(Uuid::from_u128(7));
        let author = Author::Visitor;
        for note in [
            Note::Journal(Position(i64::MAX)),
            Note::Signal(Signal::SessionEnded(SessionId(Uuid::from_u128(1)))),
            Note::Signal(Signal::Changed(SharedList::Tags)),
            Note::Signal(Signal::Typing(SomebodyTyping {
                conversation,
                author: author.clone(),
                active: true,
            })),
            Note::Signal(Signal::Seen(SomebodySaw {
                conversation,
                reader: author,
                number: MessageNumber(3),
            })),
        ] {
            assert_eq!(Note::read(&note.write()), Some(note));
        }
    }

    #[test]
    fn what_is_no_note_is_passed_over() {
        for bytes in ["", "{}", "{\"journal\":\"x\"}", "{\"later\":1}", "\u{0}"] {
            assert_eq!(Note::read(bytes.as_bytes()), None);
        }
    }
}
