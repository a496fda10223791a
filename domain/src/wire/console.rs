//! Frames between a console and the server. Who the operator is, his session cookie says.

use super::{Accepted, Refused};
use crate::channel::Channels;
use crate::conversation::{Outcome, Status};
use crate::event::{Cursor, Entry};
use crate::id::{ClientId, ConsoleId, ConversationId, UserId};
use crate::inbox::{Inbox, InboxRow};
use crate::message::{Author, MessageNumber};
use crate::people::People;
use crate::presence::Presence;
use serde::{Deserialize, Serialize};

/// From a console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FromConsole {
    /// The first frame on a socket.
    Hello(Hello),
    /// A message.
    Say(Say),
    /// Other words for a message of one's own.
    Edit(Edit),
    /// A message of one's own taken back.
    Delete(Delete),
    /// The operator comes into a conversation.
    Join(Request),
    /// The operator goes from a conversation.
    Leave(Request),
    /// The operator ends a conversation.
    End(Request),
    /// The operator answers a call for help.
    Help(Request),
    /// The operator asks a colleague into a conversation.
    Invite(Invite),
    /// The operator says how a conversation stands.
    SetStatus(SetStatus),
    /// An administrator says how a conversation went.
    CorrectOutcome(CorrectOutcome),
    /// An answer by e-mail.
    Mail(Say),
    /// The operator types, or stopped.
    Typing(Typing),
    /// The operator has seen up to a message.
    Seen(Seen),
    /// Somebody uses the console: key, pointer or focus (spec 5.1). Sent at most once a minute.
    Used,
    /// Whether the operator is in a call from now on (spec 5.3).
    Call(bool),
    /// The row of a conversation that the inbox does not hold is wanted.
    Row(ConversationId),
}

impl FromConsole {
    /// Of which conversation and which request this is, if it is one that gets an answer of its own.
    pub fn request(&self) -> Option<(ConversationId, ClientId)> {
        match self {
            Self::Say(say) | Self::Mail(say) => Some((say.conversation, say.client_id)),
            Self::Edit(edit) => Some((edit.conversation, edit.client_id)),
            Self::Delete(delete) => Some((delete.conversation, delete.client_id)),
            Self::Join(request)
            | Self::Leave(request)
            | Self::End(request)
            | Self::Help(request) => Some((request.conversation, request.client_id)),
            Self::Invite(invite) => Some((invite.conversation, invite.client_id)),
            Self::SetStatus(set) => Some((set.conversation, set.client_id)),
            Self::CorrectOutcome(correct) => Some((correct.conversation, correct.client_id)),
            Self::Hello(_)
            | Self::Typing(_)
            | Self::Seen(_)
            | Self::Used
            | Self::Call(_)
            | Self::Row(_) => None,
        }
    }
}

/// Opens a socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// Which console, made by the page when it loads.
    pub console: ConsoleId,
    /// How far the console has read; `None` asks for a snapshot.
    pub cursor: Option<Cursor>,
}

/// A wait for news over HTTP, for where sockets do not get through. Answered at once if there is news.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Poll {
    /// Which console.
    pub console: ConsoleId,
    /// How far the console has read; `None` asks for a snapshot.
    pub cursor: Option<Cursor>,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// In which conversation.
    pub conversation: ConversationId,
    /// The message's id.
    pub client_id: ClientId,
    /// The words.
    pub text: String,
}

/// Other words for a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// In which conversation.
    pub conversation: ConversationId,
    /// The request's id.
    pub client_id: ClientId,
    /// Which message.
    pub number: MessageNumber,
    /// The new words.
    pub text: String,
}

/// A message taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delete {
    /// In which conversation.
    pub conversation: ConversationId,
    /// The request's id.
    pub client_id: ClientId,
    /// Which message.
    pub number: MessageNumber,
}

/// A request about a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Which conversation.
    pub conversation: ConversationId,
    /// The request's id.
    pub client_id: ClientId,
}

/// A colleague is asked into a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invite {
    /// Into which conversation.
    pub conversation: ConversationId,
    /// The request's id.
    pub client_id: ClientId,
    /// Whom.
    pub user: UserId,
}

/// How a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetStatus {
    /// Which conversation.
    pub conversation: ConversationId,
    /// The request's id.
    pub client_id: ClientId,
    /// How it stands.
    pub status: Status,
}

/// How a conversation went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectOutcome {
    /// Which conversation.
    pub conversation: ConversationId,
    /// The request's id.
    pub client_id: ClientId,
    /// How it went.
    pub outcome: Outcome,
}

/// The operator types, or stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typing {
    /// In which conversation.
    pub conversation: ConversationId,
    /// Whether he types.
    pub active: bool,
}

/// The operator has seen up to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// In which conversation.
    pub conversation: ConversationId,
    /// Up to which message.
    pub number: MessageNumber,
}

/// To a console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToConsole {
    /// The whole state: replaces what the console holds.
    Snapshot(Box<Snapshot>),
    /// What happened since the cursor.
    Events(Events),
    /// Everything up to the cursor has been sent: sent once after `Hello`.
    UpToDate(UpToDate),
    /// A request was carried out.
    Accepted(Accepted),
    /// A request was refused.
    Refused(Refused),
    /// Somebody types, or stopped.
    Typing(SomebodyTyping),
    /// Somebody has seen up to a message.
    Seen(SomebodySaw),
    /// Somebody's presence changed.
    Presence(UserPresence),
    /// A row that was asked for.
    Row(Box<InboxRow>),
    /// A list that consoles keep a copy of is not what it was: they ask for it again.
    Changed(SharedList),
    /// A sign of life, each 25 s.
    Beat,
}

/// A list that is the same in several consoles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SharedList {
    /// The canned responses.
    CannedResponses,
    /// The tags.
    Tags,
    /// What operators can know about.
    Expertises,
    /// Whether *Helpdesk* is on, and its teams.
    Helpdesk,
    /// The tickets.
    Tickets,
    /// The contacts.
    Contacts,
    /// Whether *CRM* is on, and its sales teams.
    Crm,
    /// The leads.
    Leads,
    /// What the reader keeps under names of his own.
    Kept,
}

/// Everything a console holds, at a position of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Where the journal stood.
    pub cursor: Cursor,
    /// The newest conversations.
    pub inbox: Inbox,
    /// All channels.
    pub channels: Channels,
    /// Everybody who can sign in.
    pub people: People,
}

/// Events after the console's cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Events {
    /// How far the console has read with them.
    pub cursor: Cursor,
    /// By position.
    pub events: Vec<Entry>,
}

/// What passes by without standing in the journal, as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpToDate {
    /// How far the console has read.
    pub cursor: Cursor,
    /// Everybody who can sign in.
    pub people: People,
    /// How far the sides of the newest conversations have read.
    pub seen: Vec<SomebodySaw>,
}

/// Somebody types, or stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SomebodyTyping {
    /// In which conversation.
    pub conversation: ConversationId,
    /// Who.
    pub author: Author,
    /// Whether he types.
    pub active: bool,
}

/// Somebody has seen up to a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SomebodySaw {
    /// In which conversation.
    pub conversation: ConversationId,
    /// Who.
    pub reader: Author,
    /// Up to which message.
    pub number: MessageNumber,
}

/// Somebody's presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserPresence {
    /// Who.
    pub user: UserId,
    /// Whether he is there.
    pub presence: Presence,
}
