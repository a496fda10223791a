//! What is asked of the server about canned responses.

use crate::api::Failure;
use domain::canned::{CannedResponse, CannedResponses, Draft};
use domain::id::CannedId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Those that the user may read.
#[server(prefix = "/api", endpoint = "canned")]
pub(crate) async fn list() -> Result<CannedResponses, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.canned_responses(&asker.user).await?)
}

/// Makes one.
#[server(prefix = "/api", endpoint = "canned/make", input = Json)]
pub(crate) async fn make(draft: Draft) -> Result<CannedResponse, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.make_canned_response(&asker.user, draft).await?)
}

/// Puts another in the place of one, if it still is what it was at this version.
#[server(prefix = "/api", endpoint = "canned/change", input = Json)]
pub(crate) async fn change(
    id: CannedId,
    version: i64,
    draft: Draft,
) -> Result<CannedResponse, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let changed = desk.change_canned_response(&asker.user, id, version, draft);
    Ok(changed.await?)
}

/// Removes one.
#[server(prefix = "/api", endpoint = "canned/delete")]
pub(crate) async fn delete(id: CannedId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.delete_canned_response(&asker.user, id).await?)
}
