//! What the list of sessions asks of the server.

use crate::api::Failure;
use domain::id::ConversationId;
use domain::report::{Asked, Neighbours, Place, Sessions};
use leptos::prelude::*;

/// A page of the sessions that are asked for, from a place on.
#[server(prefix = "/api", endpoint = "sessions", input = server_fn::codec::Json)]
pub(crate) async fn page(wanted: Asked, older_than: Option<Place>) -> Result<Sessions, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let page = desk.session_page(&asker.user, wanted, older_than);
    Ok(page.await?)
}

/// The sessions beside one.
#[server(prefix = "/api", endpoint = "sessions/beside", input = server_fn::codec::Json)]
pub(crate) async fn beside(
    wanted: Asked,
    conversation: ConversationId,
) -> Result<Neighbours, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let beside = desk.session_neighbours(&asker.user, wanted, conversation);
    Ok(beside.await?)
}
