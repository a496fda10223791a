//! Messages that visitors leave while nobody is there, and the answers that go by e-mail (spec 4.7).

use super::contacts;
use super::conversations::{Asked, carry_on, message_text};
use super::life_cycle::end;
use super::mails::queue;
use super::settings::site_in;
use super::start::{TOKEN_KEPT_MS, conversation};
use super::transcripts::texts_for;
use super::{Desk, TokenHash};
use crate::error::Error;
use crate::mail::{self, Body, Letter, Part};
use crate::seal::Seal;
use crate::store::visitors;
use crate::store::{Connection, Work, channels, messages, participations};
use domain::channel::WhenNobody;
use domain::contact::Told;
use domain::conversation::{Change, Conversation};
use domain::country::Country;
use domain::event::Happening;
use domain::id::ClientId;
use domain::message::{Author, MessageNumber};
use domain::text;
use domain::time::Timestamp;
use domain::user::Operator;
use domain::wire::visitor::{LeftMessage, Start};
use domain::wire::{Accepted, Refusal};
use uuid::Uuid;

/// What was left, as far as it is kept.
struct Left {
    start: Start,
    name: Option<String>,
    email: String,
    text: String,
    country: Option<Country>,
}

impl Desk {
    /// A visitor leaves a message: it becomes a conversation that is over, to be answered by e-mail. Sent again, it makes no
    /// second one. `country` is where he is, if it is known.
    pub async fn leave_message(
        &self,
        token: TokenHash,
        message: LeftMessage,
        country: Option<Country>,
    ) -> Result<(), Error> {
        let email = text::email(&message.email);
        let left = Left {
            text: message_text(&message.text)?,
            email: email.map_err(|_| Error::Refused(Refusal::NotAnEmail))?,
            name: name(&message.name)?,
            country,
            start: Start {
                channel: message.channel,
                client_id: message.client_id,
                text: String::new(),
                shown_operator: None,
                page: message.page,
                language: message.language,
                time_zone: message.time_zone,
                chatbot: None,
                choice: None,
            },
        };
        let clock = self.clock.clone();
        self.store
            .write(move |work| Box::pin(async move { leave(work, token, left, clock.now()).await }))
            .await
    }

    /// An operator answers by e-mail; what he writes stands in the conversation as well.
    pub(super) async fn mail(
        &self,
        asked: Asked,
        operator: Operator,
        text: &str,
    ) -> Result<Accepted, Error> {
        let text = message_text(text)?;
        if !self.can_send_mail().await? {
            return Err(Error::Refused(Refusal::NoMailServer));
        }
        let seal = self.seal.clone();
        let accepted = self
            .once(asked, move |work, asked, now| {
                Box::pin(async move { answer(work, &seal, (asked, operator), text, now).await })
            })
            .await;
        self.mail_queued.notify_one();
        accepted
    }
}

/// A name as it was typed; nobody has to give one.
fn name(typed: &str) -> Result<Option<String>, Error> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let name = text::name(typed).map_err(|_| Error::Refused(Refusal::TooLong))?;
    Ok(Some(name))
}

async fn leave(
    work: &mut Work<'_>,
    token: TokenHash,
    left: Left,
    now: Timestamp,
) -> Result<(), Error> {
    let database = work.database().await?;
    let channel = channels::by_key(database, &left.start.channel)
        .await?
        .ok_or(Error::NotFound)?;
    if channel.is_archived || channel.options.when_nobody != WhenNobody::LeaveAMessage {
        return Err(Error::Refused(Refusal::NobodyAvailable));
    }
    let client_id = left.start.client_id;
    let visitor = match visitors::by_token(database, token, channel.id).await? {
        Some(visitor) if visitor.expires_at <= now => {
            return Err(Error::Refused(Refusal::Unauthorized));
        }
        Some(visitor) => visitor,
        None => {
            let expires_at = now.plus(TOKEN_KEPT_MS);
            visitors::make(database, token, channel.id, now, expires_at).await?
        }
    };
    let before = messages::conversation_of(database, visitor.id, client_id).await?;
    if before.is_some() {
        return Ok(());
    }
    let begun = conversation(&channel, visitor, &left.start, now);
    let told = Told {
        email: Some(left.email.clone()),
        phone: None,
        name: left.name.clone(),
        country: left.country,
        language: begun.language.clone(),
    };
    let begun = Conversation {
        visitor_name: left.name.unwrap_or(begun.visitor_name),
        email: Some(left.email),
        country: left.country,
        ..begun
    };
    let id = begun.id;
    let started = Happening::Started(Box::new(begun.clone()));
    work.happened(begun, visitor.id, started, now);
    participations::begin(work.database().await?, id, None, now).await?;
    let said = Change {
        author: Author::Visitor,
        client_id,
        at: now,
    };
    carry_on(work, id, now, |conversation| {
        conversation.say(said, left.text).map(Some)
    })
    .await?;
    carry_on(work, id, now, Conversation::find_nobody).await?;
    let over = Change {
        author: Author::System,
        client_id: ClientId(Uuid::now_v7()),
        at: now,
    };
    end(work, id, over).await?;
    contacts::hear(work, visitor.id, told, now).await
}

async fn answer(
    work: &mut Work<'_>,
    seal: &Seal,
    (asked, operator): (Asked, Operator),
    text: String,
    now: Timestamp,
) -> Result<Option<MessageNumber>, Error> {
    let (id, change, words) = (asked.conversation, asked.change(now), text.clone());
    let mailed = carry_on(work, id, now, |conversation| {
        conversation.mail(change, words).map(Some)
    });
    let number = mailed
        .await?
        .and_then(|mailed| mailed.added().map(|message| message.number));
    let conversation = work.conversation(id).await?.conversation;
    let database = work.database().await?;
    let letter = letter(database, &conversation, &operator, &text).await?;
    queue(database, seal, &letter, Some(id), now).await?;
    Ok(number)
}

/// The answer, and below it what it answers, in the visitor's language.
async fn letter(
    database: &mut Connection,
    conversation: &Conversation,
    operator: &Operator,
    text: &str,
) -> Result<Letter, Error> {
    let site = site_in(database).await?.name;
    let texts = texts_for(conversation);
    let fill = |text| mail::fill(text, &[("site", &site), ("name", &operator.public_name)]);
    let (lines, _) =
        messages::before(database, conversation.id, MessageNumber(u32::MAX), QUOTED).await?;
    let asked = lines.iter().find(|line| line.author == Author::Visitor);
    let asked = asked.and_then(|line| line.body.text());
    let quoted = asked.map(|asked| format!("{}\n{asked}", texts.answer_quoted));
    let signed = format!("{}\n{site}", operator.public_name);
    let mut parts = vec![Part::Words(text), Part::Words(&signed)];
    parts.extend(quoted.as_deref().map(Part::Words));
    Ok(Letter {
        recipient: conversation.email.clone().unwrap_or_default(),
        subject: fill(texts.answer_subject),
        body: Body::of(&parts),
    })
}

/// What was left stands among so many lines: a conversation that was over from the start is short.
const QUOTED: usize = 50;
