//! What is asked of the server about leads.

use crate::api::Failure;
use domain::id::{ClientId, ContactId, ConversationId};
use domain::lead::{
    Lead, LeadCard, LeadColumn, LeadDraft, LeadFilter, LeadNumber, LeadPage, LeadStage,
};
use domain::team::Unready;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// A page of the leads that are asked for, below a number.
#[server(prefix = "/api", endpoint = "leads", input = Json)]
pub(crate) async fn page(
    filter: LeadFilter,
    below: Option<LeadNumber>,
) -> Result<LeadPage, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.leads(&asker.user, filter, below).await?)
}

/// The leads that are asked for, by stage.
#[server(prefix = "/api", endpoint = "leads/board", input = Json)]
pub(crate) async fn board(filter: LeadFilter) -> Result<Vec<LeadColumn>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.lead_board(&asker.user, filter).await?)
}

/// A lead.
#[server(prefix = "/api", endpoint = "leads/lead", input = Json)]
pub(crate) async fn load(number: LeadNumber) -> Result<Lead, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.lead(&asker.user, number).await?)
}

/// Puts what its form says in the place of a lead, if nobody has changed it since `version`.
#[server(prefix = "/api", endpoint = "leads/change", input = Json)]
pub(crate) async fn change(
    number: LeadNumber,
    version: i64,
    draft: LeadDraft,
) -> Result<Lead, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let changed = desk.change_lead(&asker.user, number, version, draft);
    Ok(changed.await?)
}

/// Moves a lead to a stage.
#[server(prefix = "/api", endpoint = "leads/move", input = Json)]
pub(crate) async fn move_to(number: LeadNumber, stage: LeadStage) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.move_lead(&asker.user, number, stage).await?)
}

/// Lets a lead belong to a contact, or to none.
#[server(prefix = "/api", endpoint = "leads/give", input = Json)]
pub(crate) async fn give_lead(
    number: LeadNumber,
    contact: Option<ContactId>,
) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.give_lead(&asker.user, number, contact).await?)
}

/// Makes a lead of a conversation; the same request once more makes no second one.
#[server(prefix = "/api", endpoint = "leads/make", input = Json)]
pub(crate) async fn make(
    conversation: ConversationId,
    client_id: ClientId,
    title: String,
) -> Result<Result<LeadCard, Unready>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let made = desk.make_lead(&asker.user, conversation, client_id, title);
    Ok(made.await?)
}

/// The open leads of a conversation's visitor; `None` while *CRM* is off.
#[server(prefix = "/api", endpoint = "leads/open", input = Json)]
pub(crate) async fn open(conversation: ConversationId) -> Result<Option<Vec<LeadCard>>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.open_leads(&asker.user, conversation).await?)
}
