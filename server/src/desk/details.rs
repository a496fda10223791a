//! What operators keep about a conversation: its note, its tags, and what who answers should know about (spec 8.5).
//! Conversations that are over take them as well (spec 7.6).

use super::conversations::carry_on;
use super::{Desk, allow};
use crate::error::Error;
use crate::store::journal::Head;
use crate::store::{Connection, Work, conversations, details, expertises, facts, journal, tags};
use domain::details::{Details, Note};
use domain::event::Happening;
use domain::id::{ConversationId, ExpertiseId, TagId};
use domain::limit;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::time::Timestamp;
use domain::user::User;

impl Desk {
    /// The note and tags of a conversation.
    pub async fn details(
        &self,
        user: &User,
        conversation: ConversationId,
    ) -> Result<Details, Error> {
        allow(user, Deed::ReadConversations)?;
        let mut connection = self.store.read().await?;
        let head = journal::head(&mut connection).await?;
        conversations::held(&mut connection, conversation)
            .await?
            .ok_or(Error::NotFound)?;
        kept(&mut connection, head, conversation).await
    }

    /// Saves the note of a conversation for who knows its version `known`; the note as it is then, which is another one if somebody
    /// else was quicker.
    pub async fn save_note(
        &self,
        user: &User,
        conversation: ConversationId,
        known: u32,
        text: String,
    ) -> Result<Note, Error> {
        allow(user, Deed::KeepDetails)?;
        let (me, now) = (user.id, self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let present = details::note(work.database().await?, conversation).await?;
                    let saved = present
                        .saved(known, &text, me, now)
                        .map_err(|fault| Error::invalid("note", fault))?;
                    let Some(note) = saved else {
                        return Ok(present);
                    };
                    happened(work, conversation, Happening::Noted(note.clone()), now).await?;
                    details::set_note(work.database().await?, conversation, &note).await?;
                    Ok(note)
                })
            })
            .await
    }

    /// Gives a conversation a tag; nothing happens if it has it already.
    pub async fn tag(
        &self,
        user: &User,
        conversation: ConversationId,
        tag: TagId,
    ) -> Result<(), Error> {
        allow(user, Deed::KeepDetails)?;
        let now = self.clock.now();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    work.conversation(conversation).await?;
                    let database = work.database().await?;
                    if tags::by_id(database, tag).await?.is_none() {
                        return Err(Error::invalid("tag", Fault::Unknown));
                    }
                    if !details::tag(database, conversation, tag, now).await? {
                        return Ok(());
                    }
                    let limit = limit::CONVERSATION_TAGS;
                    if details::tag_count(database, conversation).await? > limit {
                        return Err(Error::invalid("tag", Fault::TooMany { limit }));
                    }
                    let tags = details::tags(database, conversation).await?;
                    facts::set_tags(database, conversation, &tags).await?;
                    happened(work, conversation, Happening::Tagged(tag), now).await
                })
            })
            .await
    }

    /// Takes a tag from a conversation; nothing happens if it does not have it.
    pub async fn untag(
        &self,
        user: &User,
        conversation: ConversationId,
        tag: TagId,
    ) -> Result<(), Error> {
        allow(user, Deed::KeepDetails)?;
        let now = self.clock.now();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    work.conversation(conversation).await?;
                    let database = work.database().await?;
                    if !details::untag(database, conversation, tag).await? {
                        return Ok(());
                    }
                    let tags = details::tags(database, conversation).await?;
                    facts::set_tags(database, conversation, &tags).await?;
                    happened(work, conversation, Happening::Untagged(tag), now).await
                })
            })
            .await
    }

    /// Says that who answers a conversation should know about something.
    pub async fn link_expertise(
        &self,
        user: &User,
        conversation: ConversationId,
        expertise: ExpertiseId,
    ) -> Result<(), Error> {
        allow(user, Deed::KeepDetails)?;
        let now = self.clock.now();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let known = expertises::by_id(work.database().await?, expertise).await?;
                    if known.is_none() {
                        return Err(Error::invalid("expertise", Fault::Unknown));
                    }
                    let held = work.conversation(conversation).await?;
                    let mut changed = held.conversation;
                    let happening = changed
                        .link_expertise(expertise)
                        .map_err(|fault| Error::invalid("expertise", fault))?;
                    if let Some(happening) = happening {
                        work.happened(changed, held.visitor, happening, now);
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Says that who answers a conversation need not know about something.
    pub async fn unlink_expertise(
        &self,
        user: &User,
        conversation: ConversationId,
        expertise: ExpertiseId,
    ) -> Result<(), Error> {
        allow(user, Deed::KeepDetails)?;
        let now = self.clock.now();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let unlinked = |of: &mut domain::conversation::Conversation| {
                        Ok(of.unlink_expertise(expertise))
                    };
                    carry_on(work, conversation, now, unlinked).await?;
                    Ok(())
                })
            })
            .await
    }
}

/// What is kept about a conversation that is there.
pub(super) async fn kept(
    connection: &mut Connection,
    head: Head,
    conversation: ConversationId,
) -> Result<Details, Error> {
    Ok(Details {
        position: head.position,
        note: details::note(connection, conversation).await?,
        tags: details::tags(connection, conversation).await?,
        readers: details::readers(connection, conversation).await?,
    })
}

/// Something happened that the conversation itself knows nothing of.
async fn happened(
    work: &mut Work<'_>,
    id: ConversationId,
    happening: Happening,
    now: Timestamp,
) -> Result<(), Error> {
    let held = work.conversation(id).await?;
    work.happened(held.conversation, held.visitor, happening, now);
    Ok(())
}
