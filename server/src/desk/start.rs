//! The first message of a visitor: it makes him, his conversation, and the choice of an operator (spec 6.4).

use super::conversations::{Asked, join, message_text};
use super::presence::present_users;
use super::{Desk, TokenHash};
use crate::error::Error;
use crate::store::visitors::{self, Visitor};
use crate::store::{Work, channels, conversations, messages, participations};
use domain::channel::Channel;
use domain::conversation::{Conversation, State};
use domain::event::Happening;
use domain::id::{ClientId, ConversationId, PublicConversationId};
use domain::limit;
use domain::message::{Author, MessageNumber};
use domain::presence::Presence;
use domain::routing::{Candidate, Load, Terms, Wanted, choose};
use domain::text::shortened;
use domain::time::{DAY_MS, Timestamp};
use domain::user::{Language, User};
use domain::wire::Refusal;
use domain::wire::visitor::{Snapshot, Start, WidgetConfig};
use uuid::Uuid;

/// How long a visitor's token is good after it was used last (180 days).
pub(super) const TOKEN_KEPT_MS: i64 = 180 * DAY_MS;

impl Desk {
    /// What a widget needs before anything is said; `language` is a BCP 47 tag.
    pub async fn widget_config(
        &self,
        channel: &Channel,
        language: &str,
    ) -> Result<WidgetConfig, Error> {
        let mut connection = self.store.read().await?;
        let now = self.clock.now();
        let present = present_users(&mut connection, now).await?;
        let operator = choose_operator(&mut connection, &present, None, now).await?;
        let language = Language::of_tag(language);
        Ok(WidgetConfig {
            name: channel.name.clone(),
            available: operator.is_some(),
            operator: operator.map(|user| user.public_name().to_owned()),
            language: language.tag().to_owned(),
            texts: channel.texts_in(language),
            colours: channel.colours.clone(),
        })
    }

    /// The first message: makes visitor and conversation, or says it in the visitor's open one. Sent again, it answers
    /// with the same conversation.
    pub async fn start(&self, token: TokenHash, start: Start) -> Result<Snapshot, Error> {
        let text = message_text(&start.text)?;
        let clock = self.clock.clone();
        let public_id = self
            .store
            .write(move |work| {
                Box::pin(async move { begin(work, token, start, text, clock.now()).await })
            })
            .await?;
        self.visitor_snapshot(token, public_id).await
    }
}

async fn begin(
    work: &mut Work<'_>,
    token: TokenHash,
    start: Start,
    text: String,
    now: Timestamp,
) -> Result<PublicConversationId, Error> {
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
            return say(work, id, client_id, text, now).await;
        }
    }
    let present = present_users(database, now).await?;
    let shown = start.shown_operator.as_deref();
    let operator = choose_operator(database, &present, shown, now)
        .await?
        .ok_or(Error::Refused(Refusal::NobodyAvailable))?
        .as_operator();
    let expires_at = now.plus(TOKEN_KEPT_MS);
    let visitor = match known {
        Some(visitor) => visitor,
        None => visitors::make(database, token, channel.id, now, expires_at).await?,
    };
    let conversation = conversation(&channel, visitor, &start, now);
    let id = conversation.id;
    let started = Happening::Started(Box::new(conversation.clone()));
    work.happened(conversation, visitor.id, started, now);
    participations::begin(work.database().await?, id, None, now).await?;
    join(work, id, operator, ClientId(Uuid::now_v7()), now).await?;
    say(work, id, start.client_id, text, now).await
}

async fn say(
    work: &mut Work<'_>,
    conversation: ConversationId,
    client_id: ClientId,
    text: String,
    now: Timestamp,
) -> Result<PublicConversationId, Error> {
    let asked = Asked {
        conversation,
        author: Author::Visitor,
        client_id,
    };
    let held = work.conversation(conversation).await?;
    let mut conversation = held.conversation;
    let public_id = conversation.public_id;
    let happening = conversation.say(asked.change(now), text)?;
    work.happened(conversation, held.visitor, happening, now);
    Ok(public_id)
}

fn conversation(
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
        started_at: now,
        active_at: now,
        state: State::Open,
        operators: Vec::new(),
        last_number: MessageNumber(0),
        last_words: None,
        visitor_seen: MessageNumber(0),
        operators_seen: MessageNumber(0),
    }
}

/// The page as far as it is kept: what a stranger's site calls itself must not break a line or a store.
fn page(told: &str) -> Option<String> {
    let kept: String = told.chars().filter(|c| !c.is_control()).collect();
    let kept = shortened(kept.trim(), limit::PAGE_CHARACTERS);
    (!kept.is_empty()).then_some(kept)
}

fn language(told: &str) -> Option<String> {
    let is_tag = !told.is_empty()
        && told.len() <= limit::LANGUAGE_CHARACTERS
        && told.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_tag.then(|| told.to_owned())
}

/// The operator for a new conversation, among those who are online.
async fn choose_operator(
    database: &mut crate::store::Connection,
    present: &[(User, Presence)],
    shown: Option<&str>,
    now: Timestamp,
) -> Result<Option<User>, Error> {
    let open = participations::open_counts(database).await?;
    let candidates: Vec<Candidate<'_>> = present
        .iter()
        .map(|(user, presence)| Candidate {
            operator: user.id,
            has_joined: true,
            presence: *presence,
            is_in_call: false,
            languages: &[],
            country: None,
            expertises: &[],
            load: Load {
                in_channel: 0,
                active: open
                    .iter()
                    .find(|(counted, _)| *counted == user.id)
                    .map_or(0, |(_, count)| u32::try_from(*count).unwrap_or(u32::MAX)),
            },
            last_assigned_at: None,
        })
        .collect();
    let with_name = |name| present.iter().find(|(user, _)| user.public_name() == name);
    let wanted = Wanted {
        shown: shown.and_then(with_name).map(|(user, _)| user.id),
        ..Wanted::default()
    };
    let outcome = choose(&candidates, &wanted, Terms::default(), now, rand::random());
    let chosen = outcome.chosen.map(|chosen| chosen.operator);
    let mut users = present.iter().map(|(user, _)| user);
    Ok(users.find(|user| Some(user.id) == chosen).cloned())
}
