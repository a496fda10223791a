//! The messages of a conversation that has been opened in this tab.

use crate::api::Failure;
use domain::chat::{Chat, OlderMessages};
use domain::details::Details;
use domain::event::{Event, Happening};
use domain::message::{Author, MessageNumber};

/// The messages of a conversation, or how far they have come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Thread {
    /// The messages, once they are here.
    pub(crate) chat: Option<Chat>,
    /// What operators keep about it, which comes with the messages.
    pub(crate) details: Option<Details>,
    /// Why they are not here.
    pub(crate) failure: Option<Failure>,
    /// Whether it was erased while it was open.
    pub(crate) is_erased: bool,
    /// What happened while the messages are on their way; those may or may not have it in them.
    arriving: Option<Vec<Event>>,
}

impl Thread {
    /// A conversation whose messages came with the page.
    pub(crate) fn new(found: Result<(Chat, Details), Failure>) -> Self {
        let mut thread = Self::default();
        thread.arrive(found);
        thread
    }

    /// Its messages have been asked for.
    pub(crate) fn ask(&mut self) {
        self.arriving = Some(Vec::new());
        self.failure = None;
    }

    /// Whether its messages have been asked for and are not here yet.
    pub(crate) fn is_asked(&self) -> bool {
        self.arriving.is_some()
    }

    /// Its messages are here, or the reason why not.
    pub(crate) fn arrive(&mut self, found: Result<(Chat, Details), Failure>) {
        let missed = self.arriving.take().unwrap_or_default();
        if self.is_erased {
            return;
        }
        match found {
            Ok((mut chat, mut details)) => {
                for event in &missed {
                    chat.apply_event(event);
                    details.apply(event);
                }
                self.chat = Some(chat);
                self.details = Some(details);
            }
            Err(failure) => {
                // It was erased while nobody could tell this page.
                if failure == Failure::NotFound && self.chat.is_some() {
                    self.erase();
                }
                self.failure = Some(failure);
            }
        }
    }

    /// Takes in what happened in it.
    pub(crate) fn apply(&mut self, event: &Event) {
        if event.happening == Happening::Erased {
            return self.erase();
        }
        if let Some(arriving) = &mut self.arriving {
            arriving.push(event.clone());
        }
        if let Some(chat) = &mut self.chat {
            chat.apply_event(event);
        }
        if let Some(details) = &mut self.details {
            details.apply(event);
        }
    }

    /// One of its sides has read up to a message.
    pub(crate) fn see(&mut self, reader: &Author, number: MessageNumber) {
        if let (Some(details), Some(operator)) = (&mut self.details, reader.operator()) {
            details.see(operator.id, number);
        }
    }

    fn erase(&mut self) {
        self.is_erased = true;
        self.chat = None;
        self.details = None;
    }

    /// An older page of it is here.
    pub(crate) fn prepend(&mut self, older: OlderMessages) {
        if let Some(chat) = &mut self.chat {
            chat.prepend(older);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::event::Position;
    use domain::id::{ClientId, ConversationId};
    use domain::message::{Body, Message};
    use domain::time::Timestamp;
    use uuid::Uuid;

    fn said(position: i64, number: u32) -> Event {
        Event {
            position: Position(position),
            conversation: ConversationId(Uuid::nil()),
            at: Timestamp(position),
            happening: Happening::Said(Message {
                number: MessageNumber(number),
                client_id: ClientId(Uuid::from_u128(number.into())),
                author: Author::Visitor,
                body: Body::Text(number.to_string()),
                at: Timestamp(position),
                edited_at: None,
            }),
        }
    }

    fn chat(position: i64) -> Chat {
        Chat {
            position: Position(position),
            messages: Vec::new(),
            has_older: false,
        }
    }

    #[test]
    fn nothing_is_left_of_an_erased_one_whatever_is_on_its_way() {
        let erased = Event {
            happening: Happening::Erased,
            ..said(12, 3)
        };
        let mut heard = Thread::new(Ok((chat(10), Details::default())));
        heard.ask();
        heard.apply(&erased);
        heard.arrive(Ok((chat(11), Details::default())));
        let mut asked = Thread::new(Ok((chat(10), Details::default())));
        asked.ask();
        asked.arrive(Err(Failure::NotFound));
        for thread in [heard, asked] {
            assert!(thread.is_erased);
            assert_eq!((thread.chat, thread.details), (None, None));
        }
    }

    #[test]
    fn what_happens_while_the_messages_are_on_their_way_is_not_missed() {
        let mut thread = Thread::default();
        thread.ask();
        thread.apply(&said(9, 1));
        thread.apply(&said(11, 2));
        thread.arrive(Ok((chat(10), Details::default())));
        let numbers: Vec<u32> = thread
            .chat
            .iter()
            .flat_map(|chat| &chat.messages)
            .map(|message| message.number.0)
            .collect();
        assert_eq!(numbers, [2]);
    }
}
