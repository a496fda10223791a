//! What is asked of the server about chatbots.

use crate::api::Failure;
use domain::chatbot::{Chatbot, ChatbotCard, ChatbotDraft, ChatbotForm, Funnel};
use domain::id::ChatbotId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// All chatbots, by name.
#[server(prefix = "/api", endpoint = "chatbots")]
pub(crate) async fn list() -> Result<Vec<ChatbotCard>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.chatbots(&asker.user).await?)
}

/// Everything that a chatbot's form shows; without one, that of a new one.
#[server(prefix = "/api", endpoint = "chatbots/form")]
pub(crate) async fn form(chatbot: Option<ChatbotId>) -> Result<ChatbotForm, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.chatbot_form(&asker.user, chatbot).await?)
}

/// What became of visitors at each of its steps.
#[server(prefix = "/api", endpoint = "chatbots/funnel")]
pub(crate) async fn counts(chatbot: ChatbotId) -> Result<Funnel, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.funnel(&asker.user, chatbot).await?)
}

/// Makes one.
#[server(prefix = "/api", endpoint = "chatbots/make", input = Json)]
pub(crate) async fn make(draft: ChatbotDraft) -> Result<Chatbot, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.make_chatbot(&asker.user, draft).await?)
}

/// Stores what the form says of the chatbot that had `version` when the form was filled in.
#[server(prefix = "/api", endpoint = "chatbots/save", input = Json)]
pub(crate) async fn save(
    chatbot: ChatbotId,
    version: i64,
    draft: ChatbotDraft,
) -> Result<Chatbot, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let saved = desk.save_chatbot(&asker.user, chatbot, version, draft);
    Ok(saved.await?)
}

/// Makes a chatbot like another.
#[server(prefix = "/api", endpoint = "chatbots/duplicate")]
pub(crate) async fn duplicate(chatbot: ChatbotId) -> Result<ChatbotId, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.duplicate_chatbot(&asker.user, chatbot).await?.id)
}

/// Puts a chatbot away, or takes it out again.
#[server(prefix = "/api", endpoint = "chatbots/archive")]
pub(crate) async fn archive(chatbot: ChatbotId, is_archived: bool) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    let archived = desk.archive_chatbot(&asker.user, chatbot, is_archived);
    Ok(archived.await?)
}

/// Deletes a chatbot that no rule names.
#[server(prefix = "/api", endpoint = "chatbots/delete")]
pub(crate) async fn delete(chatbot: ChatbotId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.delete_chatbot(&asker.user, chatbot).await?)
}
