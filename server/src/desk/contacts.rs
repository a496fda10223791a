//! Contacts: found, made, changed, merged and deleted by everybody who answers (spec 11.1). What visitors say of themselves is heard in
//! [`hear`]; nothing of a contact ever reaches one.

use super::retention::erase;
use super::settings::conversations_in;
use super::{Desk, Signal, allow};
use crate::error::Error;
use crate::store::leads::Leads;
use crate::store::records::Kept;
use crate::store::tickets::Tickets;
use crate::store::{Connection, Work, audit, contacts, conversations, erasure};
use domain::audit::Audited;
use domain::contact::{
    Belonging, Contact, ContactCard, ContactDraft, ContactPage, ContactPast, ContactPlace, Told,
    belonging, merged,
};
use domain::id::{ContactId, ConversationId, VisitorId};
use domain::lead::LeadNumber;
use domain::limit;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::search::Query;
use domain::ticket::TicketNumber;
use domain::time::Timestamp;
use domain::user::User;
use domain::wire::console::SharedList;
use uuid::Uuid;

/// Conversations that are erased in one turn, so that whoever writes meanwhile waits for no more than these.
const AT_ONCE: usize = 100;
/// How often it is tried again to erase what somebody writes in at that instant.
const PATIENCE: u32 = 20;

impl Desk {
    /// A page of the contacts with some words, or of all, newest first, below a place.
    pub async fn contacts(
        &self,
        user: &User,
        words: &str,
        below: Option<ContactPlace>,
    ) -> Result<ContactPage, Error> {
        allow(user, Deed::UseContacts)?;
        let sought = Query::parse(words).map_err(|fault| Error::invalid("q", fault))?;
        let is_sought = !words.trim().is_empty();
        if is_sought && sought.is_empty() {
            return Ok(ContactPage::default());
        }
        let below = below.unwrap_or(ContactPlace(i64::MAX));
        let sought = Some(&sought).filter(|_| is_sought);
        let most = limit::CONTACTS_PAGE;
        let mut connection = self.store.read().await?;
        let mut found = contacts::newest(&mut connection, sought, below, most + 1).await?;
        let has_more = found.len() > most;
        found.truncate(most);
        let below = found.last().filter(|_| has_more).map(|(place, _)| *place);
        Ok(ContactPage {
            contacts: found,
            below,
        })
    }

    /// A contact.
    pub async fn contact(&self, user: &User, id: ContactId) -> Result<Contact, Error> {
        allow(user, Deed::UseContacts)?;
        present(&mut self.store.read().await?, id).await
    }

    /// What a contact said and what is left to be done for it, newest first, and who may be the same person.
    pub async fn contact_past(&self, user: &User, id: ContactId) -> Result<ContactPast, Error> {
        allow(user, Deed::UseContacts)?;
        let mut connection = self.store.read().await?;
        let contact = present(&mut connection, id).await?;
        let most = limit::CONTACT_PAST;
        Ok(ContactPast {
            conversations: conversations::of_contact(&mut connection, id, most).await?,
            conversation_count: contacts::conversation_count(&mut connection, id).await?,
            tickets: Tickets::of_contact(&mut connection, id, most).await?,
            leads: Leads::of_contact(&mut connection, id, most).await?,
            alike: contacts::alike(&mut connection, &contact).await?,
        })
    }

    /// The contact of a conversation's visitor, if he belongs to one.
    pub async fn conversation_contact(
        &self,
        user: &User,
        conversation: ConversationId,
    ) -> Result<Option<ContactCard>, Error> {
        allow(user, Deed::UseContacts)?;
        let mut connection = self.store.read().await?;
        let found = contacts::of_conversation(&mut connection, conversation).await?;
        Ok(found.map(|contact| contact.card()))
    }

    /// The contact of a ticket, if it has one.
    pub async fn ticket_contact(
        &self,
        user: &User,
        ticket: TicketNumber,
    ) -> Result<Option<ContactCard>, Error> {
        allow(user, Deed::UseContacts)?;
        let found = contacts::of_ticket(&mut self.store.read().await?, ticket).await?;
        Ok(found.map(|contact| contact.card()))
    }

    /// The contact of a lead, if it has one.
    pub async fn lead_contact(
        &self,
        user: &User,
        lead: LeadNumber,
    ) -> Result<Option<ContactCard>, Error> {
        allow(user, Deed::UseContacts)?;
        let found = contacts::of_lead(&mut self.store.read().await?, lead).await?;
        Ok(found.map(|contact| contact.card()))
    }

    /// Makes a contact under an id that who asks has made; asked again, it is the same contact, as it is by then.
    pub async fn make_contact(
        &self,
        user: &User,
        id: ContactId,
        draft: ContactDraft,
    ) -> Result<Contact, Error> {
        allow(user, Deed::UseContacts)?;
        let draft = draft.check().map_err(Error::Invalid)?;
        let now = self.clock.now();
        let made = self.store.write(move |work| {
            Box::pin(async move {
                let database = work.database().await?;
                contacts::add(database, id, &draft, true, now).await?;
                present(database, id).await
            })
        });
        self.announced(made.await)
    }

    /// Puts what its form says in the place of a contact.
    ///
    /// # Errors
    /// [`Error::Conflict`] if somebody else has changed it since `version` was read.
    pub async fn change_contact(
        &self,
        user: &User,
        id: ContactId,
        version: i64,
        draft: ContactDraft,
    ) -> Result<Contact, Error> {
        allow(user, Deed::UseContacts)?;
        let draft = draft.check().map_err(Error::Invalid)?;
        let changed = self.store.write(move |work| {
            Box::pin(async move {
                let database = work.database().await?;
                let before = present_at(database, id, version).await?;
                if before.draft != draft {
                    contacts::change(database, id, &draft, true).await?;
                }
                present(database, id).await
            })
        });
        self.announced(changed.await)
    }

    /// Makes one contact of two: everything of the other belongs to the first, which says what both did.
    ///
    /// # Errors
    /// [`Error::Conflict`] if somebody else has changed either since its version was read.
    pub async fn merge_contacts(
        &self,
        user: &User,
        (id, version): (ContactId, i64),
        (other, other_version): (ContactId, i64),
    ) -> Result<Contact, Error> {
        allow(user, Deed::UseContacts)?;
        if id == other {
            return Err(Error::invalid("other", Fault::NotAllowed));
        }
        let merging = self.store.write(move |work| {
            Box::pin(async move {
                let database = work.database().await?;
                let kept = present_at(database, id, version).await?;
                let gone = present_at(database, other, other_version).await?;
                let draft = merged(kept.draft, gone.draft).map_err(Error::Invalid)?;
                contacts::hand_over(database, other, id).await?;
                contacts::remove(database, other).await?;
                contacts::change(database, id, &draft, true).await?;
                present(database, id).await
            })
        });
        self.announced(merging.await)
    }

    /// Deletes a contact; what its visitors said stays, and so do its tickets and leads, and are nobody's. Nothing happens if somebody else has
    /// deleted it.
    pub async fn delete_contact(&self, user: &User, id: ContactId) -> Result<(), Error> {
        allow(user, Deed::UseContacts)?;
        let deleted = self.store.write(move |work| {
            Box::pin(async move {
                contacts::remove(work.database().await?, id).await?;
                Ok(())
            })
        });
        self.announced(deleted.await)
    }

    /// Erases a contact with all that its visitors said, in whichever browser, as if it were past its time (spec 7.7): open
    /// conversations too. Its tickets and leads stay, and are nobody's.
    pub async fn erase_contact(&self, user: &User, id: ContactId) -> Result<(), Error> {
        allow(user, Deed::ErasePeople)?;
        present(&mut self.store.read().await?, id).await?;
        let mut patience = PATIENCE;
        loop {
            let (asker, now) = (user.clone(), self.clock.now());
            let turn = self.store.write(move |work| {
                Box::pin(async move { erase_some_of(work, &asker, id, now).await })
            });
            match turn.await {
                Ok(true) => break,
                Ok(false) => self.remove_erased_files().await?,
                Err(Error::Conflict) if patience > 0 => patience -= 1,
                Err(error) => return Err(error),
            }
        }
        self.signal(Signal::Changed(SharedList::Contacts));
        self.remove_erased_files().await?;
        self.store.empty_the_log().await
    }

    /// Who shows contacts asks again, if something came of it.
    fn announced<T>(&self, outcome: Result<T, Error>) -> Result<T, Error> {
        if outcome.is_ok() {
            self.signal(Signal::Changed(SharedList::Contacts));
        }
        outcome
    }
}

/// A visitor says of himself how he can be reached. What comes of it is told to nobody here: consoles hear of it by what happened in his
/// conversation, and he hears nothing.
pub(super) async fn hear(
    work: &mut Work<'_>,
    visitor: VisitorId,
    told: Told,
    now: Timestamp,
) -> Result<(), Error> {
    let database = work.database().await?;
    let own = contacts::own(database, visitor).await?;
    let known = match &told.email {
        Some(email) => contacts::with_email(database, email).await?,
        None => None,
    };
    let before = own.as_ref().map(|own| own.contact.id);
    let after = match belonging(own.as_ref(), known, &told) {
        Belonging::AsBefore => return Ok(()),
        Belonging::Changed(draft) => {
            if let Some(id) = before {
                contacts::change(database, id, &draft, false).await?;
            }
            return Ok(());
        }
        Belonging::To(known) => known,
        Belonging::New(draft) => {
            let id = ContactId(Uuid::now_v7());
            contacts::add(database, id, &draft, false, now).await?;
            id
        }
    };
    contacts::take_in(database, after, visitor).await?;
    if let Some(before) = before {
        contacts::remove_if_left(database, before).await?;
    }
    Ok(())
}

/// Erases some conversations of a contact, and with the last of them itself; whether it is done.
///
/// # Errors
/// [`Error::Conflict`] if something is about to be told of one, which would stand in the journal after it was erased.
async fn erase_some_of(
    work: &mut Work<'_>,
    asker: &User,
    id: ContactId,
    now: Timestamp,
) -> Result<bool, Error> {
    let database = work.database().await?;
    let keeps_figures = conversations_in(database).await?.keeps_figures;
    let past = erasure::of_contact(database, id, AT_ONCE).await?;
    if past.iter().any(|past| work.is_told(past.conversation)) {
        return Err(Error::Conflict);
    }
    erase(work, &past, keeps_figures, now).await?;
    if past.len() == AT_ONCE {
        return Ok(false);
    }
    let database = work.database().await?;
    contacts::remove(database, id).await?;
    audit::add(
        database,
        asker,
        &Audited::ContactErased { contact: id },
        now,
    )
    .await?;
    Ok(true)
}

async fn present(database: &mut Connection, id: ContactId) -> Result<Contact, Error> {
    let found = contacts::by_id(database, id).await?;
    found.ok_or(Error::NotFound)
}

/// As it was when who asks has read it.
async fn present_at(
    database: &mut Connection,
    id: ContactId,
    version: i64,
) -> Result<Contact, Error> {
    let found = present(database, id).await?;
    if found.version == version {
        Ok(found)
    } else {
        Err(Error::Conflict)
    }
}
