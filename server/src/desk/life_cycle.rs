//! Who comes into a conversation and goes from it, how it stands, and how it ends (spec 7).

use super::conversations::{Asked, carry_on};
use super::routing::{self, Asking};
use super::settings::conversations_in;
use super::{Desk, allow};
use crate::error::Error;
use crate::store::remembered::Held;
use crate::store::{
    Connection, Work, channels, chatbot_counts, conversations, participations, users,
};
use domain::conversation::{Change, Conversation, Impossible, Outcome, Status};
use domain::event::Happening;
use domain::id::{ChannelId, ClientId, ConversationId, UserId};
use domain::message::{Author, MessageNumber};
use domain::permission::Deed;
use domain::routing::Reason;
use domain::time::{MINUTE_MS, Timestamp};
use domain::user::{Operator, User};
use domain::wire::{Accepted, Refusal};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use uuid::Uuid;

/// Conversations that a job looks at in one go.
const PAGE: usize = 200;

impl Desk {
    /// An operator comes in.
    pub(super) async fn join(&self, asked: Asked, operator: Operator) -> Result<Accepted, Error> {
        self.once(asked, move |work, asked, now| {
            Box::pin(
                async move { join(work, asked.conversation, operator, asked.client_id, now).await },
            )
        })
        .await
    }

    /// An operator answers a call for help, unless somebody else was quicker (spec 8.7).
    pub(super) async fn help(&self, asked: Asked, operator: Operator) -> Result<Accepted, Error> {
        self.once(asked, move |work, asked, now| {
            Box::pin(async move {
                come(work, asked.conversation, operator.id, now, |conversation| {
                    conversation.help(operator, asked.client_id, now)
                })
                .await
            })
        })
        .await
    }

    /// An operator brings a colleague in (spec 8.6).
    pub(super) async fn invite_into(
        &self,
        asked: Asked,
        by: Operator,
        colleague: UserId,
    ) -> Result<Accepted, Error> {
        self.once(asked, move |work, asked, now| {
            Box::pin(async move {
                if colleague == by.id {
                    return Err(Error::Refused(Refusal::Yourself));
                }
                let account = users::by_id(work.database().await?, colleague).await?;
                let account = account.filter(|account| !account.is_invited());
                let account = account.ok_or(Error::Refused(Refusal::NoSuchOperator))?;
                let operator = account.user.as_operator();
                come(work, asked.conversation, colleague, now, |conversation| {
                    conversation.invite(operator, by, asked.client_id, now)
                })
                .await
            })
        })
        .await
    }

    /// An operator goes. If nobody is left, the conversation is offered to the next who is available (spec 7.5).
    pub(super) async fn leave(&self, asked: Asked, operator: Operator) -> Result<Accepted, Error> {
        self.once(asked, move |work, asked, now| {
            Box::pin(async move {
                let id = asked.conversation;
                let number = go(work, id, operator, asked.client_id, now).await?;
                if number.is_some()
                    && work
                        .conversation(id)
                        .await?
                        .conversation
                        .operators
                        .is_empty()
                {
                    offer(work, id, now).await?;
                }
                Ok(number)
            })
        })
        .await
    }

    /// Somebody ends a conversation; ending it twice is harmless.
    pub(super) async fn end(&self, asked: Asked) -> Result<Accepted, Error> {
        self.once(asked, |work, asked, now| {
            Box::pin(async move { end(work, asked.conversation, asked.change(now)).await })
        })
        .await
    }

    /// An operator says how a conversation stands (spec 7.1).
    pub(super) async fn set_status(&self, asked: Asked, status: Status) -> Result<Accepted, Error> {
        self.once(asked, move |work, asked, now| {
            Box::pin(async move {
                let happening = carry_on(work, asked.conversation, now, |conversation| {
                    conversation.set_status(status)
                });
                happening.await.map(|_| None)
            })
        })
        .await
    }

    /// An administrator says how a conversation went (spec 7.3).
    pub(super) async fn correct_outcome(
        &self,
        user: &User,
        asked: Asked,
        outcome: Outcome,
    ) -> Result<Accepted, Error> {
        allow(user, Deed::CorrectOutcomes)?;
        let by = user.as_operator();
        self.once(asked, move |work, asked, now| {
            Box::pin(async move {
                let happening = carry_on(work, asked.conversation, now, |conversation| {
                    conversation.correct_outcome(outcome, by, now)
                });
                happening.await.map(|_| None)
            })
        })
        .await
    }
}

/// An operator comes in; the line that tells it, `None` if he was there.
pub(super) async fn join(
    work: &mut Work<'_>,
    id: ConversationId,
    operator: Operator,
    client_id: ClientId,
    now: Timestamp,
) -> Result<Option<MessageNumber>, Error> {
    come(work, id, operator.id, now, |conversation| {
        conversation.join(operator, client_id, now)
    })
    .await
}

/// Somebody comes in as `decide` says; the line that tells it.
async fn come(
    work: &mut Work<'_>,
    id: ConversationId,
    user: UserId,
    now: Timestamp,
    decide: impl FnOnce(&mut Conversation) -> Result<Option<Happening>, Impossible>,
) -> Result<Option<MessageNumber>, Error> {
    let Some(happening) = carry_on(work, id, now, decide).await? else {
        return Ok(None);
    };
    let database = work.database().await?;
    participations::end_bot(database, id, now).await?;
    participations::begin(database, id, Some(user), now).await?;
    Ok(happening.added().map(|line| line.number))
}

/// An operator goes; the line that tells it, `None` if he was not there.
async fn go(
    work: &mut Work<'_>,
    id: ConversationId,
    operator: Operator,
    client_id: ClientId,
    now: Timestamp,
) -> Result<Option<MessageNumber>, Error> {
    let user = operator.id;
    let change = Change {
        author: Author::Operator(operator),
        client_id,
        at: now,
    };
    let gone = carry_on(work, id, now, |conversation| conversation.leave(change)).await?;
    let Some(happening) = gone else {
        return Ok(None);
    };
    participations::end(work.database().await?, id, user, now).await?;
    Ok(happening.added().map(|line| line.number))
}

/// It is over; the line that tells it, `None` if it was already.
pub(super) async fn end(
    work: &mut Work<'_>,
    id: ConversationId,
    change: Change,
) -> Result<Option<MessageNumber>, Error> {
    let now = change.at;
    let bot = work.conversation(id).await?.conversation.bot;
    let waited = bot.and_then(|bot| Some((bot.chatbot, bot.run.place.step()?)));
    let ended = carry_on(work, id, now, |conversation| Ok(conversation.end(change))).await?;
    let Some(happening) = ended else {
        return Ok(None);
    };
    let database = work.database().await?;
    participations::end_all(database, id, now).await?;
    if let Some((chatbot, step)) = waited {
        chatbot_counts::add_left(database, chatbot, step).await?;
    }
    Ok(happening.added().map(|line| line.number))
}

/// Gives a conversation to the next operator of its channel who is available and was not in it yet; whether there is one
/// (spec 5.9, 7.5).
async fn offer(work: &mut Work<'_>, id: ConversationId, now: Timestamp) -> Result<bool, Error> {
    let Held {
        conversation,
        visitor,
    } = work.conversation(id).await?;
    let database = work.database().await?;
    let Some(channel) = channels::by_id(database, conversation.channel).await? else {
        return Ok(false);
    };
    let asking = Asking {
        language: conversation.language.as_deref(),
        country: conversation.country,
        shown: None,
        visitor: Some(visitor),
        passed_over: &conversation.history.operators,
        expertises: &conversation.expertises,
    };
    let Some((user, reason)) = routing::choose(database, &channel, asking, now).await? else {
        return Ok(false);
    };
    take_over(work, id, &user, &reason, now).await?;
    Ok(true)
}

/// Somebody comes in who was chosen.
pub(super) async fn take_over(
    work: &mut Work<'_>,
    id: ConversationId,
    user: &User,
    reason: &Reason,
    now: Timestamp,
) -> Result<(), Error> {
    join(work, id, user.as_operator(), new_id(), now).await?;
    participations::give_reason(work.database().await?, id, user.id, reason).await?;
    Ok(())
}

/// If a conversation was offered on, those of the operators who were given it go who left the answer to somebody else
/// (spec 5.9).
pub(super) async fn release_the_silent(
    work: &mut Work<'_>,
    id: ConversationId,
    answers: UserId,
    now: Timestamp,
) -> Result<(), Error> {
    let given: Vec<UserId> = participations::given(work.database().await?, id).await?;
    if given.len() < 2 {
        return Ok(());
    }
    let operators = work.conversation(id).await?.conversation.operators;
    for operator in operators {
        if operator.id != answers && given.contains(&operator.id) {
            go(work, id, operator, new_id(), now).await?;
        }
    }
    Ok(())
}

impl Desk {
    /// Offers what nobody is in, and what was not answered in time, to those who are available (spec 5.9, 7.5). What that is, is sought
    /// beside the writer: while it read all that wait, nobody's message would be acknowledged.
    pub(super) async fn offer_the_waiting(&self, now: Timestamp) -> Result<(), Error> {
        let due = due_to_be_offered(&mut self.store.read().await?, now).await?;
        for id in due {
            let offer = self.store.write(move |work| {
                Box::pin(async move {
                    let patience_ms = patience_ms(work.database().await?).await?;
                    let conversation = work.conversation(id).await?.conversation;
                    // Somebody may have answered since.
                    if conversation.is_to_be_offered(now, patience_ms) {
                        offer(work, id, now).await?;
                    }
                    Ok(())
                })
            });
            offer.await?;
        }
        Ok(())
    }
}

/// The conversations that wait for long enough, and for whom somebody is available.
async fn due_to_be_offered(
    connection: &mut Connection,
    now: Timestamp,
) -> Result<Vec<ConversationId>, Error> {
    let patience_ms = patience_ms(connection).await?;
    let (mut due, mut available) = (Vec::new(), HashMap::new());
    let mut after = conversations::BEGINNING;
    loop {
        let page = conversations::waiting(connection, after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(due);
        };
        after = (last.waits_since.unwrap_or(now), last.id);
        for conversation in page {
            let is_due = conversation.is_to_be_offered(now, patience_ms);
            if is_due && can_be_offered(connection, &mut available, &conversation, now).await? {
                due.push(conversation.id);
            }
        }
    }
}

/// How long an operator has for his answer before the next is asked; without it, nobody else is asked.
async fn patience_ms(connection: &mut Connection) -> Result<Option<i64>, Error> {
    let minutes = conversations_in(connection)
        .await?
        .offered_again_after_minutes;
    Ok(minutes.map(|minutes| i64::from(minutes).saturating_mul(MINUTE_MS)))
}

/// Whether anybody is available in its channel who was not in it yet; each channel is looked at once.
async fn can_be_offered(
    connection: &mut Connection,
    available: &mut HashMap<ChannelId, Vec<UserId>>,
    conversation: &Conversation,
    now: Timestamp,
) -> Result<bool, Error> {
    let operators = match available.entry(conversation.channel) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(unknown) => {
            let channel = channels::by_id(connection, conversation.channel).await?;
            unknown.insert(match channel {
                Some(channel) => routing::available(connection, &channel, now).await?,
                None => Vec::new(),
            })
        }
    };
    let before = &conversation.history.operators;
    Ok(operators.iter().any(|operator| !before.contains(operator)))
}

/// Ends what nobody has used for a day, if everything is read (spec 7.2).
pub(super) async fn end_the_idle(work: &mut Work<'_>, now: Timestamp) -> Result<(), Error> {
    let before = now.plus(-domain::conversation::IDLE_MS);
    let mut after = conversations::BEGINNING;
    loop {
        let page = conversations::unused(work.database().await?, before, after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = (last.active_at, last.id);
        for conversation in page {
            if conversation.has_run_dry(now) {
                let change = Change {
                    author: Author::System,
                    client_id: new_id(),
                    at: now,
                };
                end(work, conversation.id, change).await?;
            }
        }
    }
}

/// The id of a line that nobody asked for.
pub(super) fn new_id() -> ClientId {
    ClientId(Uuid::now_v7())
}
