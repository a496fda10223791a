//! What the users' pages ask of the server.

use crate::api::Failure;
use domain::id::{GroupId, UserId};
use domain::member::{Group, Invited, Members};
use domain::user::Role;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Everybody and the groups.
#[server(prefix = "/api", endpoint = "users")]
pub(crate) async fn load_members() -> Result<Members, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.members(&asker.user).await?)
}

/// Invites somebody.
#[server(prefix = "/api", endpoint = "users/invite")]
pub(crate) async fn invite(name: String, email: String, role: Role) -> Result<Invited, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let invitation = server::desk::Invitation { name, email, role };
    let origin = crate::api::origin()?;
    Ok(desk.invite(&asker.user, invitation, &origin).await?)
}

/// Invites somebody again who has not chosen a password yet.
#[server(prefix = "/api", endpoint = "users/invite-again")]
pub(crate) async fn invite_again(user: UserId) -> Result<Invited, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let origin = crate::api::origin()?;
    Ok(desk.invite_again(&asker.user, user, &origin).await?)
}

/// Changes what somebody may do and in which groups he is, if that was `was_role` and `was_groups` until now.
#[server(prefix = "/api", endpoint = "users/change")]
pub(crate) async fn change(
    user: UserId,
    was_role: Role,
    #[server(default)] was_groups: BTreeSet<GroupId>,
    role: Role,
    #[server(default)] groups: BTreeSet<GroupId>,
) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    let stood = (was_role, was_groups).into();
    let stands = (role, groups).into();
    let changed = desk.change_member(&asker.user, user, stood, stands);
    Ok(changed.await?)
}

/// Asks for somebody's second factor no more, who has lost it.
#[server(prefix = "/api", endpoint = "users/second-factor-off")]
pub(crate) async fn switch_off_second_factor(user: UserId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.switch_off_second_factor_of(&asker.user, user).await?)
}

/// Removes somebody.
#[server(prefix = "/api", endpoint = "users/remove")]
pub(crate) async fn remove(user: UserId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.remove_member(&asker.user, user).await?)
}

/// Makes a group.
#[server(prefix = "/api", endpoint = "groups/make")]
pub(crate) async fn make_group(name: String) -> Result<Group, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.make_group(&asker.user, &name).await?)
}

/// Gives a group another name, if it still has the name `was`.
#[server(prefix = "/api", endpoint = "groups/rename")]
pub(crate) async fn rename_group(group: GroupId, was: String, name: String) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.rename_group(&asker.user, group, &was, &name).await?)
}

/// Deletes a group.
#[server(prefix = "/api", endpoint = "groups/delete")]
pub(crate) async fn delete_group(group: GroupId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.delete_group(&asker.user, group).await?)
}
