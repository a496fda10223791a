//! What the conversation asks of the server.

use crate::api::Failure;
use domain::chat::{Chat, OlderMessages};
use domain::chatbot::GivenAnswer;
use domain::conversation::Conversation;
use domain::details::{Details, Note};
use domain::id::{ConversationId, ExpertiseId, TagId, UserId};
use domain::inbox::InboxRow;
use domain::message::MessageNumber;
use domain::page::VisitedPage;
use domain::routing::Reason;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// The newest messages of a conversation, what operators keep about it, and its row.
#[server(prefix = "/api", endpoint = "conversation", input = Json)]
pub(crate) async fn open(
    conversation: ConversationId,
) -> Result<(Chat, Details, InboxRow), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.whole_conversation(&asker.user, conversation).await?)
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

/// The other conversations of the same visitor or contact, newest first.
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

/// The last pages of the visitor, newest first (spec 6.14).
#[server(prefix = "/api", endpoint = "conversation/pages", input = Json)]
pub(crate) async fn pages(conversation: ConversationId) -> Result<Vec<VisitedPage>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.visited_pages(&asker.user, conversation).await?)
}

/// Saves the note of a conversation for who knows its version `known`; the note as it is then, which is another one if somebody else
/// was quicker.
#[server(prefix = "/api", endpoint = "conversation/note", input = Json)]
pub(crate) async fn save_note(
    conversation: ConversationId,
    known: u32,
    text: String,
) -> Result<Note, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk
        .save_note(&asker.user, conversation, known, text)
        .await?)
}

/// Gives a conversation a tag.
#[server(prefix = "/api", endpoint = "conversation/tag", input = Json)]
pub(crate) async fn tag(conversation: ConversationId, tag: TagId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.tag(&asker.user, conversation, tag).await?)
}

/// Takes a tag from a conversation.
#[server(prefix = "/api", endpoint = "conversation/untag", input = Json)]
pub(crate) async fn untag(conversation: ConversationId, tag: TagId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.untag(&asker.user, conversation, tag).await?)
}

/// Says that who answers a conversation should know about something.
#[server(prefix = "/api", endpoint = "conversation/link-expertise", input = Json)]
pub(crate) async fn link_expertise(
    conversation: ConversationId,
    expertise: ExpertiseId,
) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk
        .link_expertise(&asker.user, conversation, expertise)
        .await?)
}

/// Says that who answers a conversation need not know about something.
#[server(prefix = "/api", endpoint = "conversation/unlink-expertise", input = Json)]
pub(crate) async fn unlink_expertise(
    conversation: ConversationId,
    expertise: ExpertiseId,
) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk
        .unlink_expertise(&asker.user, conversation, expertise)
        .await?)
}

/// Says whether the rating of a conversation counts in reports alone, and on no public page.
#[server(prefix = "/api", endpoint = "conversation/rating-internal", input = Json)]
pub(crate) async fn keep_rating_internal(
    conversation: ConversationId,
    is_internal: bool,
) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    let kept = desk.keep_rating_internal(&asker.user, conversation, is_internal);
    Ok(kept.await?)
}

/// Sends what was said in a conversation to an address.
#[server(prefix = "/api", endpoint = "conversation/send", input = Json)]
pub(crate) async fn send_to(conversation: ConversationId, email: String) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk
        .send_transcript(&asker.user, conversation, &email)
        .await?)
}

/// What the visitor said to the chatbot of a conversation, in the order of what was asked.
#[server(prefix = "/api", endpoint = "conversation/chatbot-answers", input = Json)]
pub(crate) async fn chatbot_answers(
    conversation: ConversationId,
) -> Result<Vec<GivenAnswer>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.chatbot_answers(&asker.user, conversation).await?)
}
