//! Who types where; forgotten when no sign came for a while.

use domain::id::ConversationId;
use domain::message::Author;
use domain::presence::TYPING_FORGOTTEN_MS;
use domain::time::Timestamp;
use domain::wire::console::SomebodyTyping;

/// Everybody who types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Typists {
    typists: Vec<Typist>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Typist {
    conversation: ConversationId,
    author: Author,
    until: Timestamp,
}

impl Typists {
    /// Somebody types, or stopped.
    pub(crate) fn take(&mut self, sign: SomebodyTyping, now: Timestamp) {
        self.stop(sign.conversation, &sign.author);
        if sign.active {
            self.typists.push(Typist {
                conversation: sign.conversation,
                author: sign.author,
                until: now.plus(TYPING_FORGOTTEN_MS),
            });
        }
    }

    /// Somebody has said what he typed.
    pub(crate) fn stop(&mut self, conversation: ConversationId, author: &Author) {
        self.typists.retain(|typist| {
            typist.conversation != conversation || !is_same(&typist.author, author)
        });
    }

    /// Forgets those of whom nothing was heard.
    pub(crate) fn forget(&mut self, now: Timestamp) {
        self.typists.retain(|typist| typist.until > now);
    }

    /// Who types in a conversation.
    pub(crate) fn of(&self, conversation: ConversationId) -> impl Iterator<Item = &Author> {
        self.typists
            .iter()
            .filter(move |typist| typist.conversation == conversation)
            .map(|typist| &typist.author)
    }

    /// Whether nobody types.
    pub(crate) fn is_empty(&self) -> bool {
        self.typists.is_empty()
    }
}

fn is_same(one: &Author, other: &Author) -> bool {
    match (one, other) {
        (Author::Visitor, Author::Visitor) => true,
        (Author::Operator(one), Author::Operator(other)) => one.id == other.id,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn typing_ends_with_the_message_or_with_silence() {
        let conversation = ConversationId(Uuid::nil());
        let sign = SomebodyTyping {
            conversation,
            author: Author::Visitor,
            active: true,
        };
        let mut typists = Typists::default();
        typists.take(sign.clone(), Timestamp(0));
        typists.take(sign.clone(), Timestamp(1));
        assert_eq!(typists.of(conversation).count(), 1);
        typists.stop(conversation, &Author::Visitor);
        assert!(typists.is_empty());
        typists.take(sign, Timestamp(0));
        typists.forget(Timestamp(TYPING_FORGOTTEN_MS));
        assert!(typists.is_empty());
    }
}
