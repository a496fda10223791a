//! What the browser keeps of a visitor between pages and tabs (spec 6.5, 16.3).

use crate::decode;
use crate::id;
use crate::json::{Value, Writer};
use domain::id::{ClientId, PublicConversationId};
use domain::message::MessageNumber;
use domain::outbox::Pending;
use domain::time::Timestamp;

/// Where the visitor dragged the button to: CSS pixels from the inner and the lower edge of the page.
pub(crate) type Place = (i64, i64);

/// What all tabs of a site share about one channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Memory {
    /// The secret that makes the visitor who he is.
    pub token: Option<String>,
    /// The conversation he is in, or was in until he starts a new one.
    pub conversation: Option<PublicConversationId>,
    /// Whether the window is open.
    pub is_open: bool,
    /// The last message seen in any tab.
    pub seen: MessageNumber,
    /// The last message that any tab told aloud.
    pub told: MessageNumber,
    /// Where the button is, if not in its corner.
    pub place: Option<Place>,
    /// Whether something unsent waits for a token: then the next page brings the conversation by itself.
    pub is_waiting: bool,
}

impl Memory {
    /// As JSON.
    pub(crate) fn write(&self) -> String {
        let mut writer = Writer::default();
        writer
            .maybe("token", self.token.as_deref())
            .truth("open", self.is_open)
            .number("seen", self.seen.0.into())
            .number("told", self.told.0.into())
            .truth("waiting", self.is_waiting);
        if let Some(conversation) = self.conversation {
            writer.id("conversation", conversation.0);
        }
        if let Some((x, y)) = self.place {
            writer.number("x", x).number("y", y);
        }
        writer.finish()
    }

    /// From JSON; what is missing or of another shape counts as not kept.
    pub(crate) fn read(text: &str) -> Self {
        let Some(value) = Value::parse(text) else {
            return Self::default();
        };
        let number = |name| decode::number(value.at(name));
        let truth = |name| value.at(name).truth() == Some(true);
        let coordinate = |name| value.at(name).number();
        Self {
            token: decode::text(&value, "token"),
            conversation: decode::conversation(value.at("conversation")),
            is_open: truth("open"),
            seen: number("seen").unwrap_or_default(),
            told: number("told").unwrap_or_default(),
            place: coordinate("x").zip(coordinate("y")),
            is_waiting: truth("waiting"),
        }
    }

    /// Whether there is anything that may be kept: before the first message nothing is (spec 6.3).
    pub(crate) fn is_worth_keeping(&self) -> bool {
        self.token.is_some() || self.place.is_some() || self.is_waiting
    }
}

/// An unsent message as JSON; its id is the key it is kept under.
pub(crate) fn write_pending(pending: &Pending) -> String {
    let mut writer = Writer::default();
    writer
        .text("text", &pending.text)
        .number("at", pending.written_at.0);
    if let Some(choice) = pending.choice {
        writer.id("choice", choice.0);
    }
    writer.finish()
}

/// An unsent message from JSON. Why it was refused is not kept: another try tells it again.
pub(crate) fn read_pending(id: &str, text: &str) -> Option<Pending> {
    let value = Value::parse(text)?;
    Some(Pending {
        client_id: read_id(id)?,
        text: decode::text(&value, "text")?,
        choice: decode::answer_id(value.at("choice")),
        written_at: Timestamp(value.at("at").number()?),
        refused: None,
    })
}

/// Puts a message among others by its id, and so by when it was written.
pub(crate) fn insert(list: &mut Vec<Pending>, pending: Pending) {
    let later = |known: &Pending| known.client_id > pending.client_id;
    let place = list.iter().position(later).unwrap_or(list.len());
    list.insert(place, pending);
}

/// Takes a message out of others.
pub(crate) fn remove(list: &mut Vec<Pending>, id: ClientId) -> Option<Pending> {
    let place = list.iter().position(|pending| pending.client_id == id)?;
    Some(list.remove(place))
}

/// A message's id from the key it is kept under.
pub(crate) fn read_id(text: &str) -> Option<ClientId> {
    id::read(text).map(ClientId)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::AnswerId;
    use uuid::Uuid;

    #[test]
    fn what_is_kept_is_read_again() {
        let full = Memory {
            token: Some("t".to_owned()),
            conversation: Some(PublicConversationId(Uuid::from_u128(5))),
            is_open: true,
            seen: MessageNumber(4),
            told: MessageNumber(5),
            place: Some((-3, 40)),
            is_waiting: true,
        };
        for memory in [Memory::default(), full] {
            assert_eq!(Memory::read(&memory.write()), memory);
        }
    }

    #[test]
    fn what_the_window_kept_before_the_module_came_is_read() {
        let memory = Memory::read(r#"{"x":20,"y":40,"open":true,"waiting":true}"#);
        assert!(memory.is_open && memory.is_waiting && memory.is_worth_keeping());
        assert_eq!((memory.token, memory.place), (None, Some((20, 40))));
        let id = "0199c1a2-b3c4-7def-8123-456789abcdef";
        let pending = read_pending(id, r#"{"text":"Hello","at":1760000000000}"#).unwrap();
        assert_eq!(id::write(pending.client_id.0), id);
        assert_eq!(pending.written_at, Timestamp(1_760_000_000_000));
    }

    #[test]
    fn what_something_else_wrote_counts_as_not_kept() {
        for text in ["", "null", "[1]", "{\"token\":5,\"seen\":\"x\"}"] {
            assert_eq!(Memory::read(text), Memory::default());
        }
        assert_eq!(read_pending("x", "{}"), None);
    }

    #[test]
    fn an_unsent_message_is_read_again() {
        let pending = Pending {
            client_id: ClientId(Uuid::from_u128(9)),
            text: "a\n\"b\"".to_owned(),
            choice: Some(AnswerId(Uuid::from_u128(1 << 90 | 5))),
            written_at: Timestamp(12),
            refused: None,
        };
        let id = id::write(pending.client_id.0);
        assert_eq!(read_pending(&id, &write_pending(&pending)), Some(pending));
    }
}
