//! What a visitor does and reads. His token reaches his own conversations; all others do not exist for it.

use super::conversations::Asked;
use super::start::TOKEN_KEPT_MS;
use super::{Desk, Signal, TokenHash};
use crate::error::Error;
use crate::store::conversations::Owned;
use crate::store::pictures::{self, Bearer};
use crate::store::remembered::Held;
use crate::store::{Connection, conversations, journal, letter_tokens, messages, visitors};
use domain::audience::as_visitor_sees;
use domain::chat::{Chat, VisitorChat};
use domain::chatbot::PublicBot;
use domain::conversation::Conversation;
use domain::event::Cursor;
use domain::id::{ClientId, ConversationId, PictureId, PublicConversationId};
use domain::limit;
use domain::message::{Author, Message, MessageNumber};
use domain::time::DAY_MS;
use domain::wire::console::SomebodyTyping;
use domain::wire::visitor::{Events, FromVisitor, Older, OlderAnswer, Snapshot};
use domain::wire::{Accepted, Refusal};

/// What a returning widget is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitorResume {
    /// The cursor is too old or of another journal.
    Snapshot(Snapshot),
    /// What it missed, possibly nothing.
    Events(Events),
}

impl Desk {
    /// The visitor's conversation, for subscribing to it.
    pub async fn visitor_conversation(
        &self,
        token: TokenHash,
        conversation: PublicConversationId,
    ) -> Result<ConversationId, Error> {
        Ok(self.owned(token, conversation).await?.id)
    }

    /// The visitor's conversation as it is now.
    pub async fn visitor_snapshot(
        &self,
        token: TokenHash,
        conversation: PublicConversationId,
    ) -> Result<Snapshot, Error> {
        let owned = self.owned(token, conversation).await?;
        snapshot(&mut self.store.read().await?, owned.id).await
    }

    /// What happened in the visitor's conversation since the cursor.
    pub async fn visitor_resume(
        &self,
        token: TokenHash,
        conversation: PublicConversationId,
        cursor: Cursor,
    ) -> Result<VisitorResume, Error> {
        let id = self.owned(token, conversation).await?.id;
        let mut connection = self.store.read().await?;
        let head = journal::head(&mut connection).await?;
        if cursor.epoch != head.epoch || cursor.position > head.position {
            return Ok(VisitorResume::Snapshot(
                snapshot(&mut connection, id).await?,
            ));
        }
        let most = limit::RESUME_EVENTS;
        let events =
            journal::of_conversation_after(&mut connection, id, cursor.position, most + 1).await?;
        if events.len() > most {
            return Ok(VisitorResume::Snapshot(
                snapshot(&mut connection, id).await?,
            ));
        }
        let Held { conversation, .. } = conversations::held(&mut connection, id)
            .await?
            .ok_or(Error::NotFound)?;
        Ok(VisitorResume::Events(Events {
            cursor: head.cursor(),
            events: events.iter().filter_map(as_visitor_sees).collect(),
            operators_seen: conversation.operators_seen,
            visitor_seen: conversation.visitor_seen,
            picture: picture_in(&mut connection, &conversation).await?,
        }))
    }

    /// Older messages of the visitor's conversation.
    pub async fn visitor_older(
        &self,
        token: TokenHash,
        older: Older,
    ) -> Result<OlderAnswer, Error> {
        let id = self.owned(token, older.conversation).await?.id;
        let mut connection = self.store.read().await?;
        conversations::held(&mut connection, id)
            .await?
            .ok_or(Error::NotFound)?;
        let (messages, has_older) =
            messages::before(&mut connection, id, older.before, limit::MESSAGES_PAGE).await?;
        Ok(OlderAnswer {
            messages: messages
                .iter()
                .filter_map(Message::as_visitor_sees)
                .collect(),
            has_older,
        })
    }

    /// Carries out a widget's frame; `None` for what is not acknowledged (typing, seen). `Hello` is malformed here.
    pub async fn visitor_frame(
        &self,
        token: TokenHash,
        frame: FromVisitor,
    ) -> Result<Option<Accepted>, Error> {
        let accepted = match frame {
            FromVisitor::Hello(_) => return Err(Error::Refused(Refusal::Malformed)),
            FromVisitor::Say(say) => {
                let asked = self.asked(token, say.conversation, say.client_id).await?;
                self.say_or_choose(asked, &say.text, say.choice).await?
            }
            FromVisitor::Edit(edit) => {
                let asked = self.asked(token, edit.conversation, edit.client_id).await?;
                self.edit(asked, edit.number, &edit.text).await?
            }
            FromVisitor::Delete(delete) => {
                let asked = self
                    .asked(token, delete.conversation, delete.client_id)
                    .await?;
                self.delete(asked, delete.number).await?
            }
            FromVisitor::End(end) => {
                let asked = self.asked(token, end.conversation, end.client_id).await?;
                self.end(asked).await?
            }
            FromVisitor::Restart(restart) => {
                let asked = self
                    .asked(token, restart.conversation, restart.client_id)
                    .await?;
                self.restart_bot(asked).await?
            }
            FromVisitor::Seen(seen) => {
                let id = self.owned(token, seen.conversation).await?.id;
                self.see(id, Author::Visitor, seen.number).await?;
                return Ok(None);
            }
            FromVisitor::Pages(pages) => {
                let visitor = self.owned(token, pages.conversation).await?.visitor;
                self.visited(visitor, pages.pages).await?;
                return Ok(None);
            }
            FromVisitor::Typing(typing) => {
                let conversation = self.owned(token, typing.conversation).await?.id;
                self.signal(Signal::Typing(SomebodyTyping {
                    conversation,
                    author: Author::Visitor,
                    active: typing.active,
                }));
                self.hold_the_input(conversation, typing.active).await?;
                return Ok(None);
            }
        };
        Ok(Some(accepted))
    }

    async fn asked(
        &self,
        token: TokenHash,
        conversation: PublicConversationId,
        client_id: ClientId,
    ) -> Result<Asked, Error> {
        let owned = self.owned(token, conversation).await?;
        Ok(Asked {
            conversation: owned.id,
            author: Author::Visitor,
            client_id,
        })
    }

    async fn look_up_owner(
        &self,
        token: TokenHash,
        public_id: PublicConversationId,
    ) -> Result<Owned, Error> {
        let mut connection = self.store.read().await?;
        if let Some(owned) = conversations::owned(&mut connection, token, public_id).await? {
            return Ok(owned);
        }
        let lent = letter_tokens::owned(&mut connection, token, public_id).await?;
        lent.ok_or(Error::NotFound)
    }

    /// The visitor's hold on a conversation. Foreign and missing ones look the same.
    pub(super) async fn owned(
        &self,
        token: TokenHash,
        public_id: PublicConversationId,
    ) -> Result<Owned, Error> {
        let owned = if let Some(owned) = self.known.owners.get(token, public_id) {
            owned
        } else {
            // Boxed: it is looked up once, and thousands of connections wait at a time.
            Box::pin(self.look_up_owner(token, public_id)).await?
        };
        let now = self.clock.now();
        if owned.expires_at <= now {
            return Err(Error::Refused(Refusal::Unauthorized));
        }
        let expires_at = now.plus(TOKEN_KEPT_MS);
        // Once a day is exact enough for half a year, and saves a write with every message.
        if owned.is_lent || expires_at.since(owned.expires_at) < DAY_MS {
            self.known.owners.put(token, public_id, owned);
            return Ok(owned);
        }
        let visitor = owned.visitor;
        self.store
            .write(move |work| {
                Box::pin(async move {
                    visitors::extend(work.database().await?, visitor, expires_at).await?;
                    Ok(())
                })
            })
            .await?;
        let owned = Owned {
            expires_at,
            ..owned
        };
        self.known.owners.put(token, public_id, owned);
        Ok(owned)
    }
}

/// The picture of the first operator in a conversation, or of the chatbot, as he looks now.
async fn picture_in(
    connection: &mut Connection,
    conversation: &Conversation,
) -> Result<Option<PictureId>, Error> {
    let operator = conversation.operators.first();
    let bot = conversation.bot.as_deref().filter(|bot| bot.is_in_charge());
    let bearer = operator
        .map(|operator| Bearer::User(operator.id))
        .or_else(|| bot.map(|bot| Bearer::Chatbot(bot.chatbot)));
    let Some(bearer) = bearer else {
        return Ok(None);
    };
    Ok(pictures::of(connection, bearer).await?.flatten())
}

async fn snapshot(connection: &mut Connection, id: ConversationId) -> Result<Snapshot, Error> {
    let head = journal::head(connection).await?;
    let Held { conversation, .. } = conversations::held(connection, id)
        .await?
        .ok_or(Error::NotFound)?;
    let (messages, has_older) = messages::before(
        connection,
        id,
        MessageNumber(u32::MAX),
        limit::MESSAGES_PAGE,
    )
    .await?;
    Ok(Snapshot {
        cursor: head.cursor(),
        picture: picture_in(connection, &conversation).await?,
        chat: VisitorChat {
            conversation: conversation.public_id,
            chat: Chat {
                position: head.position,
                messages: messages
                    .iter()
                    .filter_map(Message::as_visitor_sees)
                    .collect(),
                has_older,
            },
            ended: !conversation.is_open(),
            operators: conversation
                .operators
                .iter()
                .map(|operator| operator.public_name.clone())
                .collect(),
            operators_seen: conversation.operators_seen,
            visitor_seen: conversation.visitor_seen,
            bot: conversation.bot.as_deref().map(PublicBot::from),
        },
    })
}
