//! What is asked of the server about who is on the site.

use crate::api::Failure;
use domain::id::VisitId;
use domain::visit::OnSite;
use leptos::prelude::*;

/// Everybody who is there now.
#[server(prefix = "/api", endpoint = "visitors")]
pub(crate) async fn list() -> Result<OnSite, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.on_site(&asker.user).await?)
}

/// Asks somebody whether he wants to talk; answered once his browser has it.
#[server(prefix = "/api", endpoint = "visitors/ask")]
pub(crate) async fn ask(visit: VisitId, text: String) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.ask_visitor(&asker.user, visit, &text).await?)
}
