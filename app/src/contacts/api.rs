//! What is asked of the server about contacts.

use crate::api::Failure;
use domain::contact::{Contact, ContactCard, ContactDraft, ContactPage, ContactPast, ContactPlace};
use domain::id::{ContactId, ConversationId};
use domain::lead::LeadNumber;
use domain::ticket::TicketNumber;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// A page of the contacts with some words, or of all, below a place.
#[server(prefix = "/api", endpoint = "contacts", input = Json)]
pub(crate) async fn page(
    words: String,
    below: Option<ContactPlace>,
) -> Result<ContactPage, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.contacts(&asker.user, &words, below).await?)
}

/// A contact.
#[server(prefix = "/api", endpoint = "contacts/contact", input = Json)]
pub(crate) async fn load(contact: ContactId) -> Result<Contact, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.contact(&asker.user, contact).await?)
}

/// What a contact said, its tickets and leads, and who may be the same person.
#[server(prefix = "/api", endpoint = "contacts/past", input = Json)]
pub(crate) async fn past(contact: ContactId) -> Result<ContactPast, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.contact_past(&asker.user, contact).await?)
}

/// The contact of a conversation's visitor.
#[server(prefix = "/api", endpoint = "contacts/of-conversation", input = Json)]
pub(crate) async fn of_conversation(
    conversation: ConversationId,
) -> Result<Option<ContactCard>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let found = desk.conversation_contact(&asker.user, conversation);
    Ok(found.await?)
}

/// The contact of a ticket.
#[server(prefix = "/api", endpoint = "contacts/of-ticket", input = Json)]
pub(crate) async fn of_ticket(ticket: TicketNumber) -> Result<Option<ContactCard>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.ticket_contact(&asker.user, ticket).await?)
}

/// The contact of a lead.
#[server(prefix = "/api", endpoint = "contacts/of-lead", input = Json)]
pub(crate) async fn of_lead(lead: LeadNumber) -> Result<Option<ContactCard>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.lead_contact(&asker.user, lead).await?)
}

/// Makes a contact; the same request once more makes no second one.
#[server(prefix = "/api", endpoint = "contacts/make", input = Json)]
pub(crate) async fn make(contact: ContactId, draft: ContactDraft) -> Result<Contact, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.make_contact(&asker.user, contact, draft).await?)
}

/// Puts what its form says in the place of a contact, if nobody has changed it since `version`.
#[server(prefix = "/api", endpoint = "contacts/change", input = Json)]
pub(crate) async fn change(
    contact: ContactId,
    version: i64,
    draft: ContactDraft,
) -> Result<Contact, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let changed = desk.change_contact(&asker.user, contact, version, draft);
    Ok(changed.await?)
}

/// Makes one contact of two, if nobody has changed either since its version.
#[server(prefix = "/api", endpoint = "contacts/merge", input = Json)]
pub(crate) async fn merge(
    contact: (ContactId, i64),
    other: (ContactId, i64),
) -> Result<Contact, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.merge_contacts(&asker.user, contact, other).await?)
}

/// Deletes a contact, and nothing else.
#[server(prefix = "/api", endpoint = "contacts/delete", input = Json)]
pub(crate) async fn delete(contact: ContactId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.delete_contact(&asker.user, contact).await?)
}

/// Erases a contact with all that its visitors said.
#[server(prefix = "/api", endpoint = "contacts/erase", input = Json)]
pub(crate) async fn erase(contact: ContactId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.erase_contact(&asker.user, contact).await?)
}
