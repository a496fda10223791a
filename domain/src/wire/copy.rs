//! How a visitor takes along what was said, once it is over: over HTTP, with the token in the `Authorization` header.

use crate::id::PublicConversationId;
use serde::{Deserialize, Serialize};

/// The visitor wants it by e-mail; `POST /widget/copy`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SendCopy {
    /// Which conversation.
    pub conversation: PublicConversationId,
    /// The address, as it was typed.
    pub email: String,
}

/// The visitor wants it as a file; `POST /widget/transcript`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeAlong {
    /// Which conversation.
    pub conversation: PublicConversationId,
}

/// The file, for the widget to hand over: served as a page, a stranger's words would stand in our origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenAlong {
    /// A page.
    pub html: String,
}
