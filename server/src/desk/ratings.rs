//! What visitors say of their conversations (spec 12).

use super::conversations::carry_on;
use super::{Desk, TokenHash, allow};
use crate::error::Error;
use crate::store::remembered::Held;
use crate::store::{channels, conversations};
use domain::id::{ConversationId, PublicConversationId};
use domain::permission::Deed;
use domain::rating;
use domain::user::User;
use domain::wire::Refusal;
use domain::wire::rating::{Rate, Rated};

impl Desk {
    /// The visitor says how it was; he may say it anew. Sent again it changes nothing.
    pub async fn rate(&self, token: TokenHash, rate: Rate) -> Result<Rated, Error> {
        let comment = rating::comment(&rate.comment).map_err(|_| Refusal::TooLong);
        let comment = comment.map_err(Error::Refused)?;
        let id = self.owned(token, rate.conversation).await?.id;
        let (clock, face) = (self.clock.clone(), rate.face);
        self.store
            .gather(id, move |work| {
                Box::pin(async move {
                    let now = clock.now();
                    let rated = carry_on(work, id, now, |conversation| {
                        conversation.rate(face, comment, now)
                    });
                    rated.await.map(drop)
                })
            })
            .await?;
        self.rating(token, rate.conversation).await
    }

    /// An administrator says whether a rating counts in reports alone, and on no public page (spec 12.4).
    pub async fn keep_rating_internal(
        &self,
        user: &User,
        id: ConversationId,
        is_internal: bool,
    ) -> Result<(), Error> {
        allow(user, Deed::ReadReports)?;
        let clock = self.clock.clone();
        self.store
            .gather(id, move |work| {
                Box::pin(async move {
                    let kept = carry_on(work, id, clock.now(), |conversation| {
                        Ok(conversation.keep_rating_internal(is_internal))
                    });
                    kept.await.map(drop)
                })
            })
            .await
    }

    /// What the visitor has said of his conversation.
    pub async fn rating(
        &self,
        token: TokenHash,
        conversation: PublicConversationId,
    ) -> Result<Rated, Error> {
        let id = self.owned(token, conversation).await?.id;
        let mut connection = self.store.read().await?;
        let Held { conversation, .. } = conversations::held(&mut connection, id)
            .await?
            .ok_or(Error::NotFound)?;
        let channel = channels::by_id(&mut connection, conversation.channel)
            .await?
            .ok_or(Error::NotFound)?;
        let rating = conversation.history.rating.as_ref();
        Ok(Rated::of(rating, &channel.options.review_link))
    }
}
