//! What decides whether a page may talk to a channel, and whether a visitor's token is still fresh.

use super::{Desk, TokenHash};
use crate::error::Error;
use crate::store::{channels, visitors};
use domain::channel::Channel;
use domain::id::PublicConversationId;
use domain::time::Timestamp;

impl Desk {
    /// The present time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The channel of the visitor's conversation.
    pub async fn visitor_channel(
        &self,
        token: TokenHash,
        conversation: PublicConversationId,
    ) -> Result<Channel, Error> {
        let conversation = self.visitor_conversation(token, conversation).await?;
        let mut connection = self.store.read().await?;
        channels::of_conversation(&mut connection, conversation)
            .await?
            .ok_or(Error::NotFound)
    }

    /// Whether the token has been used in the channel.
    pub async fn has_visitor(&self, token: TokenHash, channel: &Channel) -> Result<bool, Error> {
        let mut connection = self.store.read().await?;
        let visitor = visitors::by_token(&mut connection, token, channel.id).await?;
        Ok(visitor.is_some())
    }
}
