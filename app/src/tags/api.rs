//! What is asked of the server about tags.

use crate::api::Failure;
use domain::id::TagId;
use domain::tag::{Tag, TagColour};
use leptos::prelude::*;

/// All tags, by name.
#[server(prefix = "/api", endpoint = "tags")]
pub(crate) async fn list() -> Result<Vec<Tag>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.tags(&asker.user).await?)
}

/// Makes a tag; without a colour it gets the next in turn.
#[server(prefix = "/api", endpoint = "tags/make")]
pub(crate) async fn make(
    name: String,
    #[server(default)] colour: Option<TagColour>,
) -> Result<Tag, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.make_tag(&asker.user, &name, colour).await?)
}

/// Gives a tag another name and colour, if it still has the name `was`.
#[server(prefix = "/api", endpoint = "tags/change")]
pub(crate) async fn change(
    id: TagId,
    was: String,
    name: String,
    colour: TagColour,
) -> Result<Tag, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk
        .change_tag(&asker.user, id, &was, &name, colour)
        .await?)
}

/// Removes a tag.
#[server(prefix = "/api", endpoint = "tags/delete")]
pub(crate) async fn delete(id: TagId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.delete_tag(&asker.user, id).await?)
}
