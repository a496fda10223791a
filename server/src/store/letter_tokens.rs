//! What links in letters to visitors carry, and tokens that reach one conversation alone: only the hash of each is kept.

use super::connection::{Connection, execute, find};
use super::conversations::Owned;
use crate::desk::TokenHash;
use domain::id::{ConversationId, PublicConversationId, VisitorId};
use domain::time::Timestamp;
use uuid::Uuid;

/// What such a token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A link: to come back into the conversation.
    Resume,
    /// A link: to get no more letters about it.
    Decline,
    /// Lent to a browser that came back: to write and read in the conversation as its visitor does.
    Visit,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Resume => "resume",
            Self::Decline => "decline",
            Self::Visit => "visit",
        }
    }
}

/// Keeps a token.
pub(crate) async fn put(
    connection: &mut Connection,
    token: TokenHash,
    conversation: ConversationId,
    purpose: Purpose,
    expires_at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into letter_tokens (token_hash, conversation, purpose, expires_at) values ($1, $2, $3, $4)",
        token.0.as_slice(),
        conversation.0,
        purpose.name(),
        expires_at.0
    )
}

/// The conversation that a token is of, if it is good for this purpose and not too old.
pub(crate) async fn conversation_of(
    connection: &mut Connection,
    token: TokenHash,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<ConversationId>, sqlx::Error> {
    find!(
        connection,
        (Uuid,),
        "select conversation from letter_tokens where token_hash = $1 and purpose = $2 and expires_at > $3",
        token.0.as_slice(),
        purpose.name(),
        now.0
    )
    .map(|row| row.map(|(conversation,)| ConversationId(conversation)))
}

/// The conversation that a lent token reaches under its public id.
pub(crate) async fn owned(
    connection: &mut Connection,
    token: TokenHash,
    public_id: PublicConversationId,
) -> Result<Option<Owned>, sqlx::Error> {
    let row = find!(
        connection,
        (Uuid, Uuid, i64),
        "select conversations.id, conversations.visitor, letter_tokens.expires_at \
         from letter_tokens join conversations on conversations.id = letter_tokens.conversation \
         where letter_tokens.token_hash = $1 and letter_tokens.purpose = 'visit' and conversations.public_id = $2",
        token.0.as_slice(),
        public_id.0
    )?;
    Ok(row.map(|(id, visitor, expires_at)| Owned {
        id: ConversationId(id),
        visitor: VisitorId(visitor),
        expires_at: Timestamp(expires_at),
        is_lent: true,
    }))
}

/// Forgets tokens that are too old.
pub(crate) async fn forget_before(
    connection: &mut Connection,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from letter_tokens where expires_at <= $1",
        now.0
    )
}
