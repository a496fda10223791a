//! The first message of a visitor: it makes him, his conversation, and the choice of an operator (spec 6.4).

use super::bot::{self, Making, Said};
use super::conversations::{Asked, carry_on, message_text};
use super::life_cycle::{join, new_id};
use super::routing::{self, Asking};
use super::{Desk, TokenHash, visits as on_site};
use crate::error::Error;
use crate::store::visitors::{self, Visitor};
use crate::store::{Work, channels, conversations, messages, participations};
use crate::wall_clock::WallClock;
use domain::channel::Channel;
use domain::conversation::{Change, Conversation, History, State, Status};
use domain::country::Country;
use domain::event::Happening;
use domain::id::{ChannelId, ClientId, ConversationId, PublicConversationId};
use domain::limit;
use domain::message::{Author, MessageNumber};
use domain::text::shortened;
use domain::time::{DAY_MS, Timestamp};
use domain::user::Operator;
use domain::visit::Invitation;
use domain::wire::Refusal;
use domain::wire::visitor::{Snapshot, Start};
use uuid::Uuid;

/// How long a visitor's token is good after it was used last (180 days).
pub(super) const TOKEN_KEPT_MS: i64 = 180 * DAY_MS;

impl Desk {
    /// The first message: makes visitor and conversation, or says it in the visitor's open one. Sent again, it answers
    /// with the same conversation.
    /// `country` is where the visitor is, if it is known.
    pub async fn start(
        &self,
        token: TokenHash,
        start: Start,
        country: Option<Country>,
    ) -> Result<Snapshot, Error> {
        self.start_invited(token, start, country, None).await
    }

    /// The same for who was asked whether he wants to talk (spec 8.10): the conversation begins with that, and is who asked's.
    /// `sealed` is what his browser says that he was asked; what is none of ours, or is not good any more, does no harm.
    pub async fn start_invited(
        &self,
        token: TokenHash,
        start: Start,
        country: Option<Country>,
        sealed: Option<&str>,
    ) -> Result<Snapshot, Error> {
        let invitation = sealed.and_then(|sealed| on_site::opened(&self.seal, sealed));
        let told = Told {
            start,
            country,
            invitation,
        };
        let text = message_text(&told.start.text)?;
        let clock = self.clock.clone();
        let making = self.making();
        let kept = making.clone();
        let public_id = self
            .store
            .write(move |work| {
                Box::pin(async move { begin(work, &making, token, told, text, clock.now()).await })
            })
            .await?;
        self.tell_made(&kept);
        self.visitor_snapshot(token, public_id).await
    }
}

/// What comes with a first message.
struct Told {
    start: Start,
    country: Option<Country>,
    invitation: Option<Invitation>,
}

async fn begin(
    work: &mut Work<'_>,
    making: &Making,
    token: TokenHash,
    told: Told,
    text: String,
    now: Timestamp,
) -> Result<PublicConversationId, Error> {
    let Told {
        start,
        country,
        invitation,
    } = told;
    let database = work.database().await?;
    let channel = channels::by_key(database, &start.channel)
        .await?
        .ok_or(Error::NotFound)?;
    let known = visitors::by_token(database, token, channel.id).await?;
    if known.is_some_and(|visitor| visitor.expires_at <= now) {
        return Err(Error::Refused(Refusal::Unauthorized));
    }
    if let Some(visitor) = known {
        let client_id = start.client_id;
        if let Some(id) = messages::conversation_of(database, visitor.id, client_id).await? {
            return Ok(work.conversation(id).await?.conversation.public_id);
        }
        // Another tab was quicker: one open conversation per visitor and channel (spec 6.5).
        if let Some(id) = conversations::open_of(database, visitor.id).await? {
            return say(work, making, id, client_id, said(&start, text), now).await;
        }
    }
    // Where he can be written to holds for the visitor, whichever of his conversations he said it in.
    let email = match known {
        Some(visitor) => conversations::address_of(work.database().await?, visitor.id).await?,
        None => None,
    };
    let database = work.database().await?;
    if let Some(invitation) = invitation
        && let Some(user) = on_site::invited_by(database, &channel, &invitation, now).await?
    {
        let visitor = visitor(work, token, channel.id, known, now).await?;
        let begun = Conversation {
            country,
            email,
            ..conversation(&channel, visitor, &start, now)
        };
        let id = begin_with(work, begun, visitor, now).await?;
        ask(work, id, user.as_operator(), invitation.text, now).await?;
        return say(work, making, id, start.client_id, said(&start, text), now).await;
    }
    let ready = match start.chatbot {
        Some(shown) => {
            let language = start.language.as_deref().and_then(language);
            bot::shown(database, &channel, shown, &language.unwrap_or_default()).await?
        }
        None => None,
    };
    if let Some(ready) = ready {
        let visitor = visitor(work, token, channel.id, known, now).await?;
        let begun = Conversation {
            country,
            email,
            bot: Some(Box::new(ready.bot())),
            ..conversation(&channel, visitor, &start, now)
        };
        let id = begin_with(work, begun, visitor, now).await?;
        bot::say_welcome(work, id, &ready, now).await?;
        let begun = say(work, making, id, start.client_id, said(&start, text), now).await?;
        bot::make_of_welcome(work, making, id, &ready, now).await?;
        return Ok(begun);
    }
    let asking = Asking {
        language: start.language.as_deref(),
        country,
        shown: start.shown_operator.as_deref(),
        visitor: known.map(|visitor| visitor.id),
        ..Asking::default()
    };
    let (operator, reason) = routing::choose(database, &channel, asking, now)
        .await?
        .ok_or(Error::Refused(Refusal::NobodyAvailable))?;
    let operator = operator.as_operator();
    let user = operator.id;
    let visitor = visitor(work, token, channel.id, known, now).await?;
    let begun = Conversation {
        country,
        email,
        ..conversation(&channel, visitor, &start, now)
    };
    let id = begin_with(work, begun, visitor, now).await?;
    join(work, id, operator, new_id(), now).await?;
    participations::give_reason(work.database().await?, id, user, &reason).await?;
    say(work, making, id, start.client_id, said(&start, text), now).await
}

/// The operator who asked comes in, with what he asked.
async fn ask(
    work: &mut Work<'_>,
    id: ConversationId,
    operator: Operator,
    text: String,
    now: Timestamp,
) -> Result<(), Error> {
    join(work, id, operator.clone(), new_id(), now).await?;
    let change = Change {
        author: Author::Operator(operator),
        client_id: new_id(),
        at: now,
    };
    let said = carry_on(work, id, now, |conversation| {
        conversation.say(change, text).map(Some)
    });
    said.await.map(drop)
}

async fn visitor(
    work: &mut Work<'_>,
    token: TokenHash,
    channel: ChannelId,
    known: Option<Visitor>,
    now: Timestamp,
) -> Result<Visitor, Error> {
    if let Some(visitor) = known {
        return Ok(visitor);
    }
    let expires_at = now.plus(TOKEN_KEPT_MS);
    Ok(visitors::make(work.database().await?, token, channel, now, expires_at).await?)
}

async fn begin_with(
    work: &mut Work<'_>,
    begun: Conversation,
    visitor: Visitor,
    now: Timestamp,
) -> Result<ConversationId, Error> {
    let id = begun.id;
    let started = Happening::Started(Box::new(begun.clone()));
    work.happened(begun, visitor.id, started, now);
    participations::begin(work.database().await?, id, None, now).await?;
    Ok(id)
}

fn said(start: &Start, text: String) -> Said {
    Said {
        text,
        choice: start.choice,
    }
}

async fn say(
    work: &mut Work<'_>,
    making: &Making,
    conversation: ConversationId,
    client_id: ClientId,
    said: Said,
    now: Timestamp,
) -> Result<PublicConversationId, Error> {
    let asked = Asked {
        conversation,
        author: Author::Visitor,
        client_id,
    };
    bot::hear(work, making, &asked, said, now).await?;
    Ok(work
        .conversation(conversation)
        .await?
        .conversation
        .public_id)
}

/// A conversation in which nothing has happened yet.
pub(super) fn conversation(
    channel: &Channel,
    visitor: Visitor,
    start: &Start,
    now: Timestamp,
) -> Conversation {
    Conversation {
        id: ConversationId(Uuid::now_v7()),
        public_id: PublicConversationId(Uuid::new_v4()),
        channel: channel.id,
        visitor_name: format!("Visitor {}", visitor.number),
        page: start.page.as_deref().and_then(page),
        language: start.language.as_deref().and_then(language),
        time_zone: start.time_zone.as_deref().and_then(WallClock::known),
        country: None,
        email: None,
        started_at: now,
        active_at: now,
        state: State::Open(Status::InProgress),
        operators: Vec::new(),
        last_number: MessageNumber(0),
        last_words: None,
        visitor_seen: MessageNumber(0),
        operators_seen: MessageNumber(0),
        history: History::default(),
        waits_since: None,
        help_since: None,
        expertises: Vec::new(),
        bot: None,
    }
}

/// The page as far as it is kept: what a stranger's site calls itself must not break a line or a store.
fn page(told: &str) -> Option<String> {
    let kept: String = told.chars().filter(|c| !c.is_control()).collect();
    let kept = shortened(kept.trim(), limit::PAGE_CHARACTERS);
    (!kept.is_empty()).then_some(kept)
}

fn language(told: &str) -> Option<String> {
    // Some sites write an underscore.
    let told = told.replace('_', "-");
    let is_tag = !told.is_empty()
        && told.len() <= limit::LANGUAGE_CHARACTERS
        && told.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_tag.then_some(told)
}
