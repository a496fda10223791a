//! Frames between a widget and the server.

use super::{Accepted, Refused};
use crate::audience::VisitorEvent;
use crate::chat::VisitorChat;
use crate::chatbot::Place;
use crate::event::Cursor;
use crate::id::{AnswerId, ChatbotId, ClientId, PictureId, PublicConversationId};
use crate::message::{Body, Message, MessageNumber, PublicAuthor};
use crate::page::VisitedPage;
use serde::{Deserialize, Serialize};

/// From a widget. Over HTTP the token stands in the `Authorization` header and `Hello` is not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FromVisitor {
    /// The first frame on a socket.
    Hello(Hello),
    /// A message.
    Say(Say),
    /// Other words for a message of one's own.
    Edit(Edit),
    /// A message of one's own taken back.
    Delete(Delete),
    /// The visitor types, or stopped.
    Typing(Typing),
    /// The visitor has seen up to a message.
    Seen(Seen),
    /// The visitor ends the conversation.
    End(End),
    /// The pages he was on last (spec 6.14).
    Pages(Pages),
    /// The chatbot is to begin again (spec 9.10).
    Restart(Restart),
}

/// Opens a socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// The channel's key.
    pub channel: String,
    /// The visitor's token (spec 16.3).
    pub token: String,
    /// The conversation to follow.
    pub conversation: PublicConversationId,
    /// How far the widget has read; `None` asks for a snapshot.
    pub cursor: Option<Cursor>,
}

/// The first message: makes the conversation (spec 6.4). Sent by `POST`, with the token in the `Authorization` header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// The channel's key.
    pub channel: String,
    /// The first message's id; the same start sent twice makes one conversation.
    pub client_id: ClientId,
    /// The first message.
    pub text: String,
    /// The public name of the operator that the widget showed, who is preferred.
    pub shown_operator: Option<String>,
    /// The page the visitor is on.
    pub page: Option<String>,
    /// The visitor's language tag (spec 5.8).
    pub language: Option<String>,
    /// The name of the visitor's time zone as IANA writes it (spec 8.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The chatbot whose welcome steps the widget showed (spec 9.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chatbot: Option<ShownBot>,
    /// The answer that was chosen, if the first message is the choice of one; `text` holds its words all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<AnswerId>,
}

/// The chatbot that a widget showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShownBot {
    /// Which.
    pub id: ChatbotId,
    /// Which version of it.
    pub version: i64,
}

/// A message left while nobody is there (spec 4.7). Sent by `POST`, with the token in the `Authorization` header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftMessage {
    /// The channel's key.
    pub channel: String,
    /// The message's id; sent twice it is left once.
    pub client_id: ClientId,
    /// What the visitor is called; empty if he does not say.
    pub name: String,
    /// Where he is answered.
    pub email: String,
    /// The words.
    pub text: String,
    /// The page the visitor is on.
    pub page: Option<String>,
    /// The visitor's language tag (spec 5.8).
    pub language: Option<String>,
    /// The name of the visitor's time zone as IANA writes it (spec 8.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// In which conversation.
    pub conversation: PublicConversationId,
    /// The message's id.
    pub client_id: ClientId,
    /// The words.
    pub text: String,
    /// The answer that was chosen, if the message is the choice of one (spec 9.6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<AnswerId>,
}

/// Other words for a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// In which conversation.
    pub conversation: PublicConversationId,
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
    pub conversation: PublicConversationId,
    /// The request's id.
    pub client_id: ClientId,
    /// Which message.
    pub number: MessageNumber,
}

/// The visitor types, or stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typing {
    /// In which conversation.
    pub conversation: PublicConversationId,
    /// Whether he types.
    pub active: bool,
}

/// The visitor has seen up to a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// In which conversation.
    pub conversation: PublicConversationId,
    /// Up to which message.
    pub number: MessageNumber,
}

/// The visitor ends the conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// Which conversation.
    pub conversation: PublicConversationId,
    /// The request's id.
    pub client_id: ClientId,
}

/// The chatbot is to begin again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restart {
    /// In which conversation.
    pub conversation: PublicConversationId,
    /// The request's id.
    pub client_id: ClientId,
}

/// The pages a visitor was on last; told only where there is a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pages {
    /// In which conversation.
    pub conversation: PublicConversationId,
    /// The pages.
    pub pages: Vec<VisitedPage>,
}

/// A wait for news over HTTP, for where sockets do not get through (spec 6.16). Answered at once if there is news.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Poll {
    /// Which conversation.
    pub conversation: PublicConversationId,
    /// How far the widget has read; `None` asks for a snapshot.
    pub cursor: Option<Cursor>,
}

/// Older messages than the widget has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Older {
    /// Which conversation.
    pub conversation: PublicConversationId,
    /// Before which message.
    pub before: MessageNumber,
}

/// To a widget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToVisitor {
    /// The whole conversation: replaces what the widget holds.
    Snapshot(Snapshot),
    /// What happened since the cursor. Sent once after `Hello` even if empty: the widget is up to date then.
    Events(Events),
    /// A request was carried out.
    Accepted(Accepted),
    /// A request was refused.
    Refused(Refused),
    /// An operator types, or stopped.
    Typing(OperatorTyping),
    /// Operators have seen up to a message.
    Seen(MessageNumber),
    /// A sign of life, each 25 s.
    Beat,
}

/// The conversation at a position of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Where the journal stood.
    pub cursor: Cursor,
    /// The conversation, with its newest messages.
    pub chat: VisitorChat,
    /// The picture of the first operator in it, as he looks now.
    pub picture: Option<PictureId>,
}

/// Events after the widget's cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Events {
    /// How far the widget has read with them.
    pub cursor: Cursor,
    /// By position.
    pub events: Vec<VisitorEvent>,
    /// The last message that operators have seen.
    pub operators_seen: MessageNumber,
    /// The last message that the visitor has seen, in whichever tab.
    pub visitor_seen: MessageNumber,
    /// The picture of the first operator in the conversation, as he looks now.
    pub picture: Option<PictureId>,
}

/// An operator types, or stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorTyping {
    /// His public name.
    pub name: String,
    /// Whether he types.
    pub active: bool,
}

/// Older messages, by number.
pub type OlderAnswer = crate::chat::OlderMessages<PublicAuthor>;

/// A message as the widget gets it.
pub type VisitorMessage = Message<PublicAuthor>;

/// What the widget needs before anything is said; `GET /widget/config`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetConfig {
    /// *Channel Name*.
    pub name: String,
    /// What the page's rule does with the button (spec 4.7).
    pub button: Button,
    /// Whether nobody is there, and a message can be left instead.
    pub takes_messages: bool,
    /// The public name of the operator who would answer.
    pub operator: Option<String>,
    /// His picture.
    pub picture: Option<PictureId>,
    /// The language tag of the widget's own words (`domain::widget_language`).
    pub language: String,
    /// The channel's texts in the visitor's language.
    pub texts: crate::channel::Texts,
    /// The channel's colours.
    pub colours: crate::channel::Colours,
    /// Who answers first, with all that he says before anything is stored.
    pub chatbot: Option<WidgetBot>,
    /// What comes with the first message, if an operator asked the visitor whether he wants to talk: the welcome is what he asked,
    /// and the operator who asked.
    pub invitation: Option<String>,
}

/// A chatbot as the widget shows it before anything is stored (spec 9.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetBot {
    /// Which, as the first message names it.
    pub shown: ShownBot,
    /// What it is called.
    pub name: String,
    /// How it looks.
    pub picture: Option<PictureId>,
    /// Its welcome steps, under the ids that they have once they are stored.
    pub says: Vec<(ClientId, Body)>,
    /// Where the script stands then.
    pub place: Place,
}

/// What is done with the button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Button {
    /// It does not show.
    Hidden,
    /// It shows.
    Shown,
    /// It shows, with a bubble beside it.
    Notifies,
    /// It shows, and the window opens by itself.
    Opens {
        /// After so many seconds.
        after_seconds: u32,
    },
}
