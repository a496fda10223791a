//! What the conversation asks of the server.

use crate::api::Failure;
use domain::chat::{Chat, OlderMessages};
use domain::conversation::Conversation;
use domain::id::{ConversationId, UserId};
use domain::inbox::InboxRow;
use domain::message::MessageNumber;
use domain::routing::Reason;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// The newest messages of a conversation, and its row.
#[server(prefix = "/api", endpoint = "conversation", input = Json)]
pub(crate) async fn open(conversation: ConversationId) -> Result<(Chat, InboxRow), Failure> {
    let (desk, asker) = crate::api::asked()?;
    let row = desk.inbox_row(&asker.user, conversation).await?;
    Ok((desk.thread(&asker.user, conversation).await?, row))
}

/// The page of messages before a number.
#[server(prefix = "/api", endpoint = "conversation/older", input = Json)]
pub(crate) async fn older(
    conversation: ConversationId,
    before: MessageNumber,
) -> Result<OlderMessages, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.thread_older(&asker.user, conversation, before).await?)
}

/// The other conversations of the same visitor, newest first.
#[server(prefix = "/api", endpoint = "conversation/recent", input = Json)]
pub(crate) async fn recent(conversation: ConversationId) -> Result<Vec<Conversation>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.recent_conversations(&asker.user, conversation).await?)
}

/// Remembers whether the caller wants the information panel beside conversations.
#[server(prefix = "/api", endpoint = "conversation/panel", input = Json)]
pub(crate) async fn hide_panel(hides: bool) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.hide_panel(&asker.user, hides).await?)
}

/// Why the operators of a conversation were asked.
#[server(prefix = "/api", endpoint = "conversation/reasons", input = Json)]
pub(crate) async fn reasons(
    conversation: ConversationId,
) -> Result<Vec<(UserId, Reason)>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.reasons(&asker.user, conversation).await?)
}
