//! What is asked of the server about *Helpdesk* and *CRM* and their teams.

use crate::api::Failure;
use domain::id::TeamId;
use domain::team::{App, AppState, Team, TeamDraft};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Whether an app is on, and its teams.
#[server(prefix = "/api", endpoint = "apps")]
pub(crate) async fn load_app(app: App) -> Result<AppState, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.app_state(&asker.user, app).await?)
}

/// Switches an app, if nobody has since `version`; the version it has then.
#[server(prefix = "/api", endpoint = "apps/switch")]
pub(crate) async fn switch(
    app: App,
    version: u32,
    #[server(default)] is_on: bool,
) -> Result<u32, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.switch_app(&asker.user, app, version, is_on).await?)
}

/// Makes a team.
#[server(prefix = "/api", endpoint = "apps/teams/make", input = Json)]
pub(crate) async fn make_team(app: App, draft: TeamDraft) -> Result<Team, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.make_team(&asker.user, app, draft).await?)
}

/// Puts another in the place of a team, if nobody has changed it since `version`.
#[server(prefix = "/api", endpoint = "apps/teams/change", input = Json)]
pub(crate) async fn change_team(
    app: App,
    team: TeamId,
    version: i64,
    draft: TeamDraft,
) -> Result<Team, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let changed = desk.change_team(&asker.user, app, team, version, draft);
    Ok(changed.await?)
}

/// Removes a team.
#[server(prefix = "/api", endpoint = "apps/teams/delete")]
pub(crate) async fn delete_team(app: App, team: TeamId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.delete_team(&asker.user, app, team).await?)
}

/// Gives the teams their priorities, the highest first.
#[server(prefix = "/api", endpoint = "apps/teams/order", input = Json)]
pub(crate) async fn order_teams(app: App, order: Vec<TeamId>) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.order_teams(&asker.user, app, order).await?)
}
