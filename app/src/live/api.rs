//! What a socket carries and plain frames do not.

use crate::api::Failure;
use domain::id::{ConsoleId, ConversationId};
use domain::inbox::InboxRow;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Somebody uses the console (spec 5.1).
#[server(prefix = "/api", endpoint = "console/used", input = Json)]
pub(crate) async fn used(console: ConsoleId) -> Result<(), Failure> {
    let (desk, _) = crate::api::asked()?;
    Ok(desk.console_used(console).await?)
}

/// The row of a conversation that the inbox does not hold.
#[server(prefix = "/api", endpoint = "console/row", input = Json)]
pub(crate) async fn row(conversation: ConversationId) -> Result<InboxRow, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.inbox_row(&asker.user, conversation).await?)
}
