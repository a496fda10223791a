//! What visitors and operators alike do in a conversation. Every request may be sent again without harm.

use super::bot::Said;
use super::life_cycle::{join, release_the_silent};
use super::mentions::{Words, may_mention, tell_the_mentioned};
use super::{Desk, Signal};
use crate::error::Error;
use crate::store::{Work, attachments, messages};
use domain::conversation::{Change, Conversation, Impossible};
use domain::event::Happening;
use domain::id::{AnswerId, ClientId, ConversationId};
use domain::message::{Author, Body, Message, MessageNumber};
use domain::problem::Fault;
use domain::text;
use domain::time::Timestamp;
use domain::user::Operator;
use domain::wire::console::SomebodySaw;
use domain::wire::{Accepted, Refusal};
use futures::future::BoxFuture;
use uuid::Uuid;

/// A request of somebody about a conversation.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// In which conversation.
    pub(super) conversation: ConversationId,
    /// Who asks.
    pub(super) author: Author,
    /// The request.
    pub(super) client_id: ClientId,
}

impl Asked {
    pub(super) fn change(&self, at: Timestamp) -> Change {
        Change {
            author: self.author.clone(),
            client_id: self.client_id,
            at,
        }
    }

    pub(super) fn accepted(&self, number: Option<MessageNumber>) -> Accepted {
        Accepted {
            client_id: self.client_id,
            number,
        }
    }
}

/// The text of a message as it is stored.
pub(super) fn message_text(text: &str) -> Result<String, Error> {
    text::message(text).map_err(|fault| {
        Error::Refused(match fault {
            Fault::TooLong { .. } => Refusal::TooLong,
            _ => Refusal::Empty,
        })
    })
}

impl Desk {
    /// Somebody writes; an operator who is not in the conversation joins it first, and whoever answers first of several who were
    /// given it has it for himself.
    pub(super) async fn say(&self, asked: Asked, text: &str) -> Result<Accepted, Error> {
        self.say_or_choose(asked, text, None).await
    }

    /// A visitor writes, or chooses an answer of the chatbot that talks to him.
    pub(super) async fn say_or_choose(
        &self,
        asked: Asked,
        text: &str,
        choice: Option<AnswerId>,
    ) -> Result<Accepted, Error> {
        let text = message_text(text)?;
        let clock = self.clock.clone();
        let (lean, words) = (asked.clone(), text.clone());
        let said = self
            .store
            .answer((asked.conversation, asked.client_id), move |work| {
                Box::pin(async move {
                    let held = work.conversation(lean.conversation).await?;
                    let known = work.carried_out(lean.conversation, lean.client_id).await?;
                    let open = Some(&held.conversation).filter(|held| held.is_open());
                    let costs_more = open.is_some_and(|open| match &lean.author {
                        Author::Operator(operator) => {
                            !open.has_operator(operator.id)
                                || open.is_left_to(operator.id)
                                || may_mention(&words)
                        }
                        Author::Visitor => open.is_with_bot(),
                        Author::Bot(_) | Author::System => false,
                    });
                    if known.is_some() || costs_more {
                        return Ok(known);
                    }
                    let now = clock.now();
                    let mut conversation = held.conversation;
                    let happening = conversation.say(lean.change(now), words)?;
                    let number = happening.added().map(|message| message.number);
                    work.happened(conversation, held.visitor, happening, now);
                    Ok(number)
                })
            })
            .await?;
        match (said, &asked.author) {
            (None, Author::Operator(operator)) => {
                let operator = operator.clone();
                self.say_first(asked, operator, text).await
            }
            (None, Author::Visitor) => self.tell_bot(asked, Said { text, choice }).await,
            (number, _) => Ok(asked.accepted(number)),
        }
    }

    /// A message of an operator that costs more than itself: he comes in with it, others go, or some are called.
    async fn say_first(
        &self,
        asked: Asked,
        operator: Operator,
        text: String,
    ) -> Result<Accepted, Error> {
        let calls = may_mention(&text);
        let desk = calls.then(|| self.clone());
        // The same request may have come again, by another connection, and been quicker.
        let accepted = self
            .once(asked, move |work, asked, now| {
                Box::pin(async move {
                    let (id, by) = (asked.conversation, operator.clone());
                    join(work, id, operator, ClientId(Uuid::now_v7()), now).await?;
                    let words = text.clone();
                    let said = carry_on(work, id, now, |conversation| {
                        conversation.say(asked.change(now), words).map(Some)
                    })
                    .await?;
                    release_the_silent(work, id, by.id, now).await?;
                    let number = said.and_then(|said| said.added().map(|message| message.number));
                    if let (Some(desk), Some(number)) = (desk, number) {
                        let words = Words {
                            conversation: id,
                            number,
                            by: &by,
                            text: &text,
                        };
                        tell_the_mentioned(&desk, work, words, now).await?;
                    }
                    Ok(number)
                })
            })
            .await;
        if calls {
            self.mail_queued.notify_one();
        }
        accepted
    }

    /// Carries a request out, unless it was before; the answer is the same.
    pub(super) async fn once<F>(&self, asked: Asked, deed: F) -> Result<Accepted, Error>
    where
        F: for<'t> FnOnce(
                &'t mut Work<'_>,
                Asked,
                Timestamp,
            ) -> BoxFuture<'t, Result<Option<MessageNumber>, Error>>
            + Send
            + 'static,
    {
        let clock = self.clock.clone();
        let request = asked.clone();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let known = work
                        .carried_out(asked.conversation, asked.client_id)
                        .await?;
                    if known.is_some() {
                        return Ok(known);
                    }
                    deed(work, asked, clock.now()).await
                })
            })
            .await
            .map(|number| request.accepted(number))
    }

    /// An author changes his words. The same words again change nothing.
    pub(super) async fn edit(
        &self,
        asked: Asked,
        number: MessageNumber,
        text: &str,
    ) -> Result<Accepted, Error> {
        let text = message_text(text)?;
        let wanted = Body::Text(text.clone());
        self.correct(
            asked,
            number,
            wanted,
            move |conversation, message, author, at| {
                Ok(conversation.edit(message, author, text, at)?)
            },
        )
        .await
    }

    /// An author takes his words back. What is taken back already stays so.
    pub(super) async fn delete(
        &self,
        asked: Asked,
        number: MessageNumber,
    ) -> Result<Accepted, Error> {
        self.correct(
            asked,
            number,
            Body::Deleted,
            |conversation, message, author, _| Ok(conversation.delete(message, author)?),
        )
        .await
    }

    async fn correct<F>(
        &self,
        asked: Asked,
        number: MessageNumber,
        wanted: Body,
        decide: F,
    ) -> Result<Accepted, Error>
    where
        F: FnOnce(&mut Conversation, &Message, &Author, Timestamp) -> Result<Happening, Error>
            + Send
            + 'static,
    {
        let clock = self.clock.clone();
        let request = asked.clone();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let held = work.conversation(asked.conversation).await?;
                    let message = messages::get(work.database().await?, asked.conversation, number)
                        .await?
                        .ok_or(Error::NotFound)?;
                    if message.body == wanted && is_same(&message.author, &asked.author) {
                        return Ok(());
                    }
                    let now = clock.now();
                    let mut conversation = held.conversation;
                    let happening = decide(&mut conversation, &message, &asked.author, now)?;
                    let edited_at = matches!(wanted, Body::Text(_)).then_some(now);
                    let database = work.database().await?;
                    messages::correct(database, asked.conversation, number, &wanted, edited_at)
                        .await?;
                    if let Some(attachment) = message.body.file() {
                        attachments::doom(database, attachment.id, now).await?;
                    }
                    work.happened(conversation, held.visitor, happening, now);
                    Ok(())
                })
            })
            .await
            .map(|()| request.accepted(None))
    }

    /// Somebody has read up to a message; told to the others only if it is news.
    pub(super) async fn see(
        &self,
        conversation: ConversationId,
        reader: Author,
        number: MessageNumber,
    ) -> Result<(), Error> {
        let author = reader.clone();
        let seen = self
            .store
            .gather(conversation, move |work| {
                Box::pin(async move {
                    let mut held = work.conversation(conversation).await?;
                    let number = number.min(held.conversation.last_number);
                    let before = held.conversation.clone();
                    held.conversation.see(&author, number);
                    let is_news = match &author {
                        Author::Visitor | Author::Bot(_) | Author::System => {
                            held.conversation != before
                        }
                        Author::Operator(operator) => {
                            work.saw(conversation, operator.id, number).await?
                        }
                    };
                    if held.conversation != before {
                        work.change(held);
                    }
                    Ok(is_news.then_some(number))
                })
            })
            .await?;
        if let Some(number) = seen {
            self.signal(Signal::Seen(SomebodySaw {
                conversation,
                reader,
                number,
            }));
        }
        Ok(())
    }
}

/// What `decide` says happens in a conversation; `None` if nothing does.
pub(super) async fn carry_on(
    work: &mut Work<'_>,
    id: ConversationId,
    now: Timestamp,
    decide: impl FnOnce(&mut Conversation) -> Result<Option<Happening>, Impossible>,
) -> Result<Option<Happening>, Error> {
    let held = work.conversation(id).await?;
    let mut conversation = held.conversation;
    let Some(happening) = decide(&mut conversation)? else {
        return Ok(None);
    };
    work.happened(conversation, held.visitor, happening.clone(), now);
    Ok(Some(happening))
}

fn is_same(author: &Author, other: &Author) -> bool {
    match (author, other) {
        (Author::Visitor, Author::Visitor) => true,
        (author, Author::Operator(operator)) => author.is_user(operator.id),
        _ => false,
    }
}
