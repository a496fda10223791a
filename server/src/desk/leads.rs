//! Leads (spec 11.3, 10.3).

use super::records::Origin;
use super::{Desk, allow};
use crate::error::Error;
use crate::store::leads::Leads;
use domain::id::{ClientId, ContactId, ConversationId};
use domain::lead::{
    Lead, LeadCard, LeadColumn, LeadDraft, LeadFilter, LeadNumber, LeadPage, LeadStage,
};
use domain::permission::Deed;
use domain::team::Unready;
use domain::user::User;

impl Desk {
    /// Makes a lead of what was said in a conversation and what its visitor gave to be reached by; the same request once more is
    /// answered by the lead that it made, as it is now.
    pub async fn make_lead(
        &self,
        user: &User,
        conversation: ConversationId,
        client_id: ClientId,
        title: String,
    ) -> Result<Result<LeadCard, Unready>, Error> {
        allow(user, Deed::UseLeads)?;
        let (known, description) = self.told(conversation).await?;
        let draft = LeadDraft::of(&known, title, description);
        let origin = Origin {
            conversation,
            client_id,
        };
        self.make_record::<Leads>(user, origin, draft).await
    }

    /// A page of the leads that are asked for, newest first, below a number.
    pub async fn leads(
        &self,
        user: &User,
        filter: LeadFilter,
        below: Option<LeadNumber>,
    ) -> Result<LeadPage, Error> {
        self.record_page::<Leads>(user, filter, below).await
    }

    /// The leads that are asked for, by stage.
    pub async fn lead_board(
        &self,
        user: &User,
        filter: LeadFilter,
    ) -> Result<Vec<LeadColumn>, Error> {
        self.record_board::<Leads>(user, filter).await
    }

    /// A lead.
    pub async fn lead(&self, user: &User, number: LeadNumber) -> Result<Lead, Error> {
        self.record::<Leads>(user, number).await
    }

    /// The leads of a conversation's visitor, and of his contact, on which something is left to be done, newest first; `None` while
    /// *CRM* is off.
    pub async fn open_leads(
        &self,
        user: &User,
        conversation: ConversationId,
    ) -> Result<Option<Vec<LeadCard>>, Error> {
        self.open_records::<Leads>(user, conversation).await
    }

    /// Puts what its form says in the place of a lead.
    ///
    /// # Errors
    /// [`Error::Conflict`] if somebody else has changed it since `version` was read.
    pub async fn change_lead(
        &self,
        user: &User,
        number: LeadNumber,
        version: i64,
        draft: LeadDraft,
    ) -> Result<Lead, Error> {
        let changed = self.change_record::<Leads>(user, number, version, draft);
        changed.await
    }

    /// Moves a lead to a stage.
    pub async fn move_lead(
        &self,
        user: &User,
        number: LeadNumber,
        stage: LeadStage,
    ) -> Result<(), Error> {
        self.move_record::<Leads>(user, number, stage).await
    }

    /// Lets a lead belong to a contact, or to none.
    ///
    /// # Errors
    /// [`domain::problem::Fault::Unknown`] at `contact` if there is no such contact.
    pub async fn give_lead(
        &self,
        user: &User,
        number: LeadNumber,
        contact: Option<ContactId>,
    ) -> Result<(), Error> {
        self.give_record::<Leads>(user, number, contact).await
    }
}
