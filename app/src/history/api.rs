//! What the list of sessions asks of the server.

use crate::api::Failure;
use domain::id::{ConversationId, LiveLinkId};
use domain::report::{Asked, Column, LiveLink, Neighbours, Place, Sessions};
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

/// All links by which spreadsheet programs read sessions.
#[server(prefix = "/api", endpoint = "sessions/links")]
pub(crate) async fn links() -> Result<Vec<LiveLink>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.live_links(&asker.user).await?)
}

/// Makes such a link with these fields; its address, which is told once.
#[server(prefix = "/api", endpoint = "sessions/links/make", input = server_fn::codec::Json)]
pub(crate) async fn make_link(wanted: Asked, columns: Vec<Column>) -> Result<String, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let secret = desk.make_live_link(&asker.user, wanted, columns);
    let (secret, origin) = (secret.await?, crate::api::origin()?);
    Ok(format!("{origin}/exports/{secret}.csv"))
}

/// Revokes such a link.
#[server(prefix = "/api", endpoint = "sessions/links/revoke")]
pub(crate) async fn revoke_link(link: LiveLinkId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.revoke_live_link(&asker.user, link).await?)
}
