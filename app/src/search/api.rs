//! What the search asks of the server.

use crate::api::Failure;
use domain::id::ConversationId;
use domain::message::MessageNumber;
use domain::search::{After, FoundPage, SavedView, Wanted};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// A page of the conversations that are wanted, from a place on.
#[server(prefix = "/api", endpoint = "search", input = Json)]
pub(crate) async fn find(wanted: Wanted, after: Option<After>) -> Result<FoundPage, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.find(&asker.user, wanted, after).await?)
}

/// Keeps what the caller seeks again and again, in place of what he kept before.
#[server(prefix = "/api", endpoint = "search/views", input = Json)]
pub(crate) async fn save_views(views: Vec<SavedView>) -> Result<Vec<SavedView>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.save_views(&asker.user, views).await?)
}

/// The messages of a conversation in which words stand that are sought.
#[server(prefix = "/api", endpoint = "search/hits", input = Json)]
pub(crate) async fn hits(
    conversation: ConversationId,
    words: String,
) -> Result<Vec<MessageNumber>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.hits(&asker.user, conversation, &words).await?)
}
