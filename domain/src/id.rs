//! Identities as types, so that one cannot be passed for another.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$docs:meta])* $name:ident;)+) => {$(
        $(#[$docs])*
        #[derive(Clone, Copy, Debug, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                number(self.0) == number(other.0)
            }
        }

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                state.write_u128(number(self.0));
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

/// An id in one piece. In the browser's module bytes are compared one after the other, and ids of one hour differ in the last ones.
fn number(id: Uuid) -> u128 {
    u128::from_ne_bytes(id.into_bytes())
}

ids! {
    /// A channel in the database.
    ChannelId;
    /// A rule of a channel.
    RuleId;
    /// A chatbot.
    ChatbotId;
    /// A step of a chatbot's script.
    StepId;
    /// An answer of a question in a chatbot's script.
    AnswerId;
    /// A conversation in the database; never shown to a visitor.
    ConversationId;
    /// What a visitor knows a conversation by: 122 random bits, unrelated to its database id.
    PublicConversationId;
    /// A visitor of one channel, made with his first message.
    VisitorId;
    /// Somebody who is on the site, in one tab of his browser: a `UUIDv7`, made when he came.
    VisitId;
    /// What an operator asked somebody who is on the site.
    InvitationId;
    /// A person who can sign in.
    UserId;
    /// Something that operators know about.
    ExpertiseId;
    /// A link by which spreadsheet programs read sessions.
    LiveLinkId;
    /// A signed-in browser of a user.
    SessionId;
    /// A browser in which a user is called while he has no console open.
    PushSubscriptionId;
    /// One open console: a tab, connected or asking by long poll.
    ConsoleId;
    /// One line from a console to a node: a socket, or one poll. A console that is cut off comes back by another line.
    LineId;
    /// A letter by e-mail.
    MailId;
    /// A picture of a person or channel: the start of the hash of what it shows, so that a picture never changes.
    PictureId;
    /// A file in a conversation: 122 random bits.
    AttachmentId;
    /// A group of users.
    GroupId;
    /// A canned response.
    CannedId;
    /// What conversations are about.
    TagId;
    /// A person as operators know him; never shown to a visitor.
    ContactId;
    /// A team that works on tickets, or on leads.
    TeamId;
    /// Made by the sender (`UUIDv7`), unique within a conversation: sending the same request twice is harmless.
    ClientId;
}
