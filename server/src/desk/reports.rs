//! What reports tell of conversations (spec 13).

use super::{Desk, allow};
use crate::error::Error;
use crate::store::facts::{self, Side};
use domain::id::ConversationId;
use domain::limit;
use domain::permission::Deed;
use domain::report::{Asked, Neighbours, Place, Session, Sessions, TOP};
use domain::user::User;

impl Desk {
    /// A page of the sessions that are asked for, newest first, from a place on (spec 13.1).
    pub async fn session_page(
        &self,
        user: &User,
        asked: Asked,
        older_than: Option<Place>,
    ) -> Result<Sessions, Error> {
        allow(user, Deed::ReadConversations)?;
        let most = limit::SESSIONS_PAGE;
        let from = (older_than.unwrap_or(TOP), Side::Older);
        let mut connection = self.store.read().await?;
        let mut rows = facts::sessions(&mut connection, &asked, from, most + 1).await?;
        let has_older = rows.len() > most;
        rows.truncate(most);
        let last = rows.last().filter(|_| has_older);
        Ok(Sessions {
            older_than: last.map(Session::place),
            rows,
        })
    }

    /// The sessions beside one among those that are asked for; it need not be one of them.
    pub async fn session_neighbours(
        &self,
        user: &User,
        asked: Asked,
        conversation: ConversationId,
    ) -> Result<Neighbours, Error> {
        allow(user, Deed::ReadConversations)?;
        let mut connection = self.store.read().await?;
        let place = facts::place(&mut connection, conversation).await?;
        let place = place.ok_or(Error::NotFound)?;
        let newer = facts::sessions(&mut connection, &asked, (place, Side::Newer), 1).await?;
        let older = facts::sessions(&mut connection, &asked, (place, Side::Older), 1).await?;
        let id = |found: Vec<Session>| found.first().map(|session| session.fact.conversation);
        Ok(Neighbours {
            newer: id(newer),
            older: id(older),
        })
    }
}
