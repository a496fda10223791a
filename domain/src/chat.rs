//! The messages of one conversation as a client holds them, kept up by events.

use crate::audience::VisitorEvent;
use crate::chatbot::{Place, PublicBot};
use crate::event::{Event, Happening, Position};
use crate::id::PublicConversationId;
use crate::message::{Author, Body, Message, MessageNumber, PublicAuthor};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The newest messages of a conversation; `A` is how the reader may know authors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chat<A = Author> {
    /// The journal up to here is in it.
    pub position: Position,
    /// By number, without a gap but where something is not for the reader.
    pub messages: Vec<Message<A>>,
    /// Whether there are messages before the first of these.
    pub has_older: bool,
}

impl<A: Clone> Chat<A> {
    /// Takes in what happened at a position of the journal; what is in it already changes nothing.
    pub fn apply(&mut self, position: Position, happening: &Happening<A>) {
        if position <= self.position {
            return;
        }
        self.position = position;
        match happening {
            Happening::Edited { number, text, at } => {
                self.correct(*number, Body::Text(text.clone()), Some(*at));
            }
            Happening::Deleted { number } => self.correct(*number, Body::Deleted, None),
            Happening::Erased => {
                self.messages.clear();
                self.has_older = false;
            }
            other => self.messages.extend(other.added().cloned()),
        }
    }

    /// Puts an older page before what is there.
    pub fn prepend(&mut self, older: OlderMessages<A>) {
        let first = self.first_number();
        let mut messages = older.messages;
        messages.retain(|message| first.is_none_or(|first| message.number < first));
        messages.append(&mut self.messages);
        self.messages = messages;
        self.has_older = older.has_older;
    }

    /// The number of the oldest message that is here.
    pub fn first_number(&self) -> Option<MessageNumber> {
        self.messages.first().map(|message| message.number)
    }

    /// The number of the newest message that is here.
    pub fn last_number(&self) -> Option<MessageNumber> {
        self.messages.last().map(|message| message.number)
    }

    fn correct(&mut self, number: MessageNumber, body: Body, edited_at: Option<Timestamp>) {
        let found = self
            .messages
            .iter_mut()
            .find(|message| message.number == number);
        if let Some(message) = found {
            message.body = body;
            message.edited_at = edited_at;
        }
    }
}

impl Chat {
    /// Takes in an event of its conversation.
    pub fn apply_event(&mut self, event: &Event) {
        self.apply(event.position, &event.happening);
    }
}

/// A page of messages before a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OlderMessages<A = Author> {
    /// By number, without a gap but where something is not for the reader.
    pub messages: Vec<Message<A>>,
    /// Whether there are messages before these.
    pub has_older: bool,
}

/// A conversation as its visitor's widget holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorChat {
    /// Which conversation.
    pub conversation: PublicConversationId,
    /// Its messages.
    pub chat: Chat<PublicAuthor>,
    /// Whether it is over.
    pub ended: bool,
    /// Public names of the operators who are in it.
    pub operators: Vec<String>,
    /// The last message that an operator has seen.
    pub operators_seen: MessageNumber,
    /// The last message that the visitor has seen.
    pub visitor_seen: MessageNumber,
    /// The chatbot that it began with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bot: Option<PublicBot>,
}

impl VisitorChat {
    /// Takes in an event; what is in it already changes nothing.
    pub fn apply(&mut self, event: &VisitorEvent) {
        if event.position <= self.chat.position {
            return;
        }
        self.chat.apply(event.position, &event.happening);
        match &event.happening {
            Happening::Said(message) => match message.author {
                PublicAuthor::Visitor => self.visitor_saw(message.number),
                PublicAuthor::Operator(_) => self.operators_saw(message.number),
                PublicAuthor::Bot(_) | PublicAuthor::System => {}
            },
            Happening::Joined(line) => {
                if let PublicAuthor::Operator(name) = &line.author {
                    self.operators.push(name.clone());
                }
                if let Some(bot) = &mut self.bot {
                    bot.place = Place::Forwarded;
                }
            }
            Happening::Left(line) => {
                if let PublicAuthor::Operator(name) = &line.author {
                    let place = self.operators.iter().position(|present| present == name);
                    place.map(|place| self.operators.remove(place));
                }
            }
            Happening::Ended(_) => self.ended = true,
            Happening::BotMoved(moved) => {
                if let Some(bot) = &mut self.bot {
                    bot.place = moved.place;
                }
                self.ended &= !moved.is_anew;
            }
            Happening::Started(_)
            | Happening::Edited { .. }
            | Happening::Deleted { .. }
            | Happening::StatusSet(_)
            | Happening::NobodyFound
            | Happening::OutcomeCorrected(_)
            | Happening::Rated(_)
            | Happening::RatingKeptInternal(_)
            | Happening::Noted(_)
            | Happening::Tagged(_)
            | Happening::Untagged(_)
            | Happening::ExpertiseLinked(_)
            | Happening::ExpertiseUnlinked(_)
            | Happening::AddressGiven(_)
            | Happening::ToldOperators(_)
            | Happening::Mentioned { .. }
            | Happening::Erased => {}
        }
    }

    /// An operator has seen up to this message.
    pub fn operators_saw(&mut self, number: MessageNumber) {
        self.operators_seen = self.operators_seen.max(number);
    }

    /// The visitor has seen up to this message.
    pub fn visitor_saw(&mut self, number: MessageNumber) {
        self.visitor_seen = self.visitor_seen.max(number);
    }

    /// How many messages of operators and of the chatbot the visitor has not seen.
    pub fn unread(&self) -> usize {
        self.chat
            .messages
            .iter()
            .filter(|message| {
                message.number > self.visitor_seen
                    && matches!(
                        message.author,
                        PublicAuthor::Operator(_) | PublicAuthor::Bot(_)
                    )
                    && message.body.gist().is_some()
            })
            .count()
    }
}
