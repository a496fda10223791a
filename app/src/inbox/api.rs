//! What the inbox asks of the server.

use crate::api::Failure;
use domain::id::ConversationId;
use domain::inbox::{InboxRow, Place};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// The page of conversations with older activity, and where it ends, if there are more.
#[server(prefix = "/api", endpoint = "inbox/older", input = Json)]
pub(crate) async fn older(
    active_at: Timestamp,
    conversation: ConversationId,
) -> Result<(Vec<InboxRow>, Option<Place>), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk
        .inbox_older(&asker.user, (active_at, conversation))
        .await?)
}
