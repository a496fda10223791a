//! What the pages of channels ask of the server.

use crate::api::Failure;
use domain::channel::{Channel, ChannelFacts, ChannelForm, Draft};
use domain::country::Country;
use domain::id::{ChannelId, RuleId, UserId};
use domain::member::Invited;
use domain::rule::{Rule, RuleDraft, Verdict};
use domain::user::Role;
use leptos::prelude::*;

/// The caller joins a channel.
#[server(prefix = "/api", endpoint = "channels/join")]
pub(crate) async fn join(channel: ChannelId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.join_channel(&asker.user, channel).await?)
}

/// The caller leaves a channel.
#[server(prefix = "/api", endpoint = "channels/leave")]
pub(crate) async fn leave(channel: ChannelId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.leave_channel(&asker.user, channel).await?)
}

/// The caller joins the channels again that he was taken off.
#[server(prefix = "/api", endpoint = "channels/return")]
pub(crate) async fn put_back() -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.return_to_channels(&asker.user).await?)
}

/// What is counted of each channel.
#[server(prefix = "/api", endpoint = "channels/facts")]
pub(crate) async fn facts() -> Result<Vec<ChannelFacts>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.channel_facts(&asker.user).await?)
}

/// Everything that a channel's form shows.
#[server(prefix = "/api", endpoint = "channels/form")]
pub(crate) async fn form(channel: ChannelId) -> Result<ChannelForm, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.channel_form(&asker.user, channel).await?)
}

/// Makes a channel of this name.
#[server(prefix = "/api", endpoint = "channels/create")]
pub(crate) async fn create(name: String) -> Result<ChannelId, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let draft = Draft {
        name,
        ..Draft::default()
    };
    Ok(desk.create_channel(&asker.user, draft).await?.id)
}

/// Makes a channel like another.
#[server(prefix = "/api", endpoint = "channels/duplicate")]
pub(crate) async fn duplicate(channel: ChannelId) -> Result<ChannelId, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.duplicate_channel(&asker.user, channel).await?.id)
}

/// Stores what the form says of the channel that had `version` when the form was filled in.
#[server(prefix = "/api", endpoint = "channels/save", input = server_fn::codec::Json)]
pub(crate) async fn save(
    channel: ChannelId,
    version: i64,
    draft: Draft,
) -> Result<Channel, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let saved = desk.save_channel(&asker.user, channel, version, draft);
    Ok(saved.await?)
}

/// Puts a channel away, or takes it out again.
#[server(prefix = "/api", endpoint = "channels/archive")]
pub(crate) async fn archive(channel: ChannelId, is_archived: bool) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    let archived = desk.archive_channel(&asker.user, channel, is_archived);
    Ok(archived.await?)
}

/// Removes a channel in which nobody ever talked.
#[server(prefix = "/api", endpoint = "channels/remove")]
pub(crate) async fn remove(channel: ChannelId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.remove_channel(&asker.user, channel).await?)
}

/// Makes users operators of a channel.
#[server(prefix = "/api", endpoint = "channels/operators/add", input = server_fn::codec::Json)]
pub(crate) async fn add_operators(
    channel: ChannelId,
    operators: Vec<UserId>,
) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.add_operators(&asker.user, channel, operators).await?)
}

/// Invites somebody new, and makes him an operator of a channel.
#[server(prefix = "/api", endpoint = "channels/operators/create")]
pub(crate) async fn create_operator(
    channel: ChannelId,
    name: String,
    email: String,
    role: Role,
) -> Result<Invited, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let invitation = server::desk::Invitation { name, email, role };
    let origin = crate::api::origin()?;
    Ok(desk
        .invite_operator(&asker.user, channel, invitation, &origin)
        .await?)
}

/// Takes a user off the operators of a channel.
#[server(prefix = "/api", endpoint = "channels/operators/remove")]
pub(crate) async fn remove_operator(channel: ChannelId, operator: UserId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.remove_operator(&asker.user, channel, operator).await?)
}

/// Adds a rule, or stores one that was like `before` when the form was filled in.
#[server(prefix = "/api", endpoint = "channels/rules/save", input = server_fn::codec::Json)]
pub(crate) async fn save_rule(
    channel: ChannelId,
    before: Option<Rule>,
    draft: RuleDraft,
) -> Result<Rule, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(match before {
        Some(before) => desk.save_rule(&asker.user, channel, before, draft).await?,
        None => desk.add_rule(&asker.user, channel, draft).await?,
    })
}

/// What is wrong with a rule, while it is typed; nothing is stored.
#[server(prefix = "/api", endpoint = "channels/rules/check", input = server_fn::codec::Json)]
pub(crate) async fn check_rule(draft: RuleDraft) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.check_rule(&asker.user, draft).await?)
}

/// Removes a rule.
#[server(prefix = "/api", endpoint = "channels/rules/remove")]
pub(crate) async fn remove_rule(channel: ChannelId, rule: RuleId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.remove_rule(&asker.user, channel, rule).await?)
}

/// Puts the rules of a channel into another order.
#[server(prefix = "/api", endpoint = "channels/rules/order", input = server_fn::codec::Json)]
pub(crate) async fn order_rules(channel: ChannelId, order: Vec<RuleId>) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.order_rules(&asker.user, channel, order).await?)
}

/// Each rule in its order, and why it would be chosen or not on a page.
#[server(prefix = "/api", endpoint = "channels/rules/test", input = server_fn::codec::Json)]
pub(crate) async fn test_rules(
    channel: ChannelId,
    url: String,
    country: Option<Country>,
) -> Result<Vec<(RuleId, Verdict)>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let page = crate::api::page(&url, country);
    Ok(desk.test_rules(&asker.user, channel, page).await?)
}
