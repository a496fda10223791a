//! What the list of expertise asks of the server. Each change answers with the list as it is afterwards.

use crate::api::Failure;
use domain::expertise::Expertise;
use domain::id::ExpertiseId;
use leptos::prelude::*;

/// The list, by name.
#[server(prefix = "/api", endpoint = "expertise")]
pub(crate) async fn list() -> Result<Vec<Expertise>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.expertises(&asker.user).await?)
}

/// Adds one.
#[server(prefix = "/api", endpoint = "expertise/add")]
pub(crate) async fn add(name: String) -> Result<Vec<Expertise>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.add_expertise(&asker.user, &name).await?)
}

/// Gives one another name, if it still has the name `was`.
#[server(prefix = "/api", endpoint = "expertise/rename")]
pub(crate) async fn rename(
    id: ExpertiseId,
    was: String,
    new_name: String,
) -> Result<Vec<Expertise>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk
        .rename_expertise(&asker.user, id, &was, &new_name)
        .await?)
}

/// Removes one.
#[server(prefix = "/api", endpoint = "expertise/delete")]
pub(crate) async fn delete(id: ExpertiseId) -> Result<Vec<Expertise>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.delete_expertise(&asker.user, id).await?)
}
