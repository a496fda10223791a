//! What happened: the journal's entries, from which every reader's state follows (architecture: the journal).

use crate::channel::ChannelCard;
use crate::chatbot::{Moved, Value};
use crate::conversation::{Conversation, Correction, Status};
use crate::details::Note;
use crate::id::{ChannelId, ConversationId, ExpertiseId, TagId, UserId};
use crate::message::{Author, Message, MessageNumber};
use crate::people::Profile;
use crate::rating::Rating;
use crate::time::Timestamp;
use crate::user::{Operator, Role};
use serde::{Deserialize, Serialize};

/// A place in the journal; positions are gap-free and in the order of commit.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Position(pub i64);

/// How far a client has read: a position in a journal of a certain epoch (a restored database starts another one).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cursor {
    /// Which journal.
    pub epoch: i64,
    /// How far.
    pub position: Position,
}

/// An entry of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// Something happened in a conversation.
    Conversation(Event),
    /// A channel is not what it was.
    Channel(ChannelEvent),
    /// Somebody who can sign in came, was changed or went.
    Person(PersonEvent),
}

impl Entry {
    /// Its place.
    pub fn position(&self) -> Position {
        match self {
            Self::Conversation(event) => event.position,
            Self::Channel(event) => event.position,
            Self::Person(event) => event.position,
        }
    }

    /// Its place is this one.
    pub fn stands_at(&mut self, place: Position) {
        match self {
            Self::Conversation(event) => event.position = place,
            Self::Channel(event) => event.position = place,
            Self::Person(event) => event.position = place,
        }
    }

    /// When it happened.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Conversation(event) => event.at,
            Self::Channel(event) => event.at,
            Self::Person(event) => event.at,
        }
    }

    /// What happened in a conversation, if it is that.
    pub fn event(&self) -> Option<&Event> {
        match self {
            Self::Conversation(event) => Some(event),
            Self::Channel(_) | Self::Person(_) => None,
        }
    }
}

/// Something that happened in a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its place.
    pub position: Position,
    /// The conversation it happened in.
    pub conversation: ConversationId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub happening: Happening,
}

/// What can happen; `A` is how the reader may know authors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening<A = Author> {
    /// A conversation began; its first message follows as an event of its own.
    Started(Box<Conversation>),
    /// Somebody wrote.
    Said(Message<A>),
    /// An author changed his words.
    Edited {
        /// Which message.
        number: MessageNumber,
        /// The new words.
        text: String,
        /// When.
        at: Timestamp,
    },
    /// An author took his words back.
    Deleted {
        /// Which message.
        number: MessageNumber,
    },
    /// An operator joined; the message is the system line that tells it.
    Joined(Message<A>),
    /// An operator left; the message is the system line that tells it.
    Left(Message<A>),
    /// An operator said how the conversation stands.
    StatusSet(Status),
    /// An operator was looked for, and none could be given the conversation.
    NobodyFound,
    /// The chatbot's script went on.
    BotMoved(Moved),
    /// The author ended the conversation; the message is the system line that tells it.
    Ended(Message<A>),
    /// An administrator said how it went.
    OutcomeCorrected(Correction),
    /// The visitor said how it was.
    Rated(Rating),
    /// An administrator said whether his rating counts on the public pages.
    RatingKeptInternal(bool),
    /// An operator wrote something down.
    Noted(Note),
    /// An operator said what it is about.
    Tagged(TagId),
    /// An operator took a tag from it.
    Untagged(TagId),
    /// It needs somebody who knows about this.
    ExpertiseLinked(ExpertiseId),
    /// It needs nobody who knows about this.
    ExpertiseUnlinked(ExpertiseId),
    /// The visitor said where he can be written to.
    AddressGiven(String),
    /// Operators are told something that is not for the visitor; the message is the system line that tells it.
    ToldOperators(Message<A>),
    /// Operators were called by name in what one of them wrote (spec 10.6).
    Mentioned {
        /// In which message.
        number: MessageNumber,
        /// Who.
        users: Vec<UserId>,
    },
    /// It was erased. This stands in the place of everything that ever happened in it as well, so that who reads on from any place
    /// hears of nothing else.
    Erased,
}

impl<A> Happening<A> {
    /// The message or system line that this adds to the conversation.
    pub fn added(&self) -> Option<&Message<A>> {
        match self {
            Self::Said(message)
            | Self::Joined(message)
            | Self::Left(message)
            | Self::Ended(message)
            | Self::ToldOperators(message) => Some(message),
            Self::Started(_)
            | Self::Edited { .. }
            | Self::Deleted { .. }
            | Self::StatusSet(_)
            | Self::NobodyFound
            | Self::OutcomeCorrected(_)
            | Self::Rated(_)
            | Self::RatingKeptInternal(_)
            | Self::Noted(_)
            | Self::Tagged(_)
            | Self::Untagged(_)
            | Self::ExpertiseLinked(_)
            | Self::ExpertiseUnlinked(_)
            | Self::AddressGiven(_)
            | Self::BotMoved(_)
            | Self::Mentioned { .. }
            | Self::Erased => None,
        }
    }
}

/// What a visitor says of how he can be reached may make a contact, or change one (spec 11.1).
impl<A> Happening<A> {
    /// Whether it tells how the visitor can be reached.
    pub fn tells_how_to_reach(&self) -> bool {
        match self {
            Self::Started(conversation) => conversation.email.is_some(),
            Self::AddressGiven(_) => true,
            Self::BotMoved(moved) => {
                let given = moved.given.as_ref().map(|given| &given.value);
                matches!(given, Some(Value::Email(_) | Value::Phone(_)))
            }
            _ => false,
        }
    }
}

/// A change of a channel: of its form, its rules, its operators, or of who is active in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelEvent {
    /// Its place.
    pub position: Position,
    /// Which channel.
    pub channel: ChannelId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub change: ChannelChange,
}

/// What a channel is from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelChange {
    /// This is how consoles know it.
    Saved(Box<ChannelCard>),
    /// There is no such channel any more.
    Removed,
}

/// A change of somebody who can sign in, as far as his colleagues know him.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonEvent {
    /// Its place.
    pub position: Position,
    /// Who.
    pub user: UserId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub change: PersonChange,
}

/// What somebody is from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonChange {
    /// This is what he is called, what he may do, how he looks and what he knows about.
    Saved(Operator, Role, #[serde(default)] Profile),
    /// He can sign in no more.
    Removed,
}
