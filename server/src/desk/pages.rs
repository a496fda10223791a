//! The pages that a visitor was on last (spec 6.14, 10.4).

use super::{Desk, allow};
use crate::error::Error;
use crate::store::{conversations, pages, visitors};
use domain::id::{ConversationId, VisitorId};
use domain::page::{VisitedPage, kept};
use domain::permission::Deed;
use domain::user::User;

impl Desk {
    /// The last pages of the visitor of a conversation, newest first.
    pub async fn visited_pages(
        &self,
        user: &User,
        conversation: ConversationId,
    ) -> Result<Vec<VisitedPage>, Error> {
        allow(user, Deed::ReadConversations)?;
        let mut connection = self.store.read().await?;
        conversations::held(&mut connection, conversation)
            .await?
            .ok_or(Error::NotFound)?;
        let told = pages::of_conversation(&mut connection, conversation).await?;
        // What was kept yesterday is too old today.
        Ok(kept(told, self.clock.now()))
    }

    /// Keeps what a visitor's widget tells of his last pages, beside what is known already.
    pub(super) async fn visited(
        &self,
        visitor: VisitorId,
        told: Vec<VisitedPage>,
    ) -> Result<(), Error> {
        let now = self.clock.now();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    // His last conversation may have been erased, and he with it.
                    if !visitors::is_known(database, visitor).await? {
                        return Err(Error::NotFound);
                    }
                    let known = pages::of(database, visitor).await?;
                    let all = known.iter().cloned().chain(told).collect();
                    let all = kept(all, now);
                    if all != known {
                        pages::set(database, visitor, &all).await?;
                    }
                    Ok(())
                })
            })
            .await
    }
}
