//! Letters to visitors who were away when an operator wrote, and the ways back that lead from them (spec 14.3).

use super::conversations::carry_on;
use super::life_cycle::new_id;
use super::mails::queue;
use super::sessions::throttle_within;
use super::settings::{conversations_in, is_mail_set, site_in};
use super::transcripts::{said_on_days, texts_for};
use super::{Desk, TokenHash, mint};
use crate::error::Error;
use crate::mail::{self, Body, Letter, Part};
use crate::store::letter_tokens::{self, Purpose};
use crate::store::{Connection, Work, attempts, channels, conversations, messages, missed_mails};
use domain::conversation::Conversation;
use domain::id::{ConversationId, PublicConversationId};
use domain::limit;
use domain::message::{Message, MessageNumber};
use domain::missed::{self, BETWEEN_LETTERS_MS, Due, STALE_MS};
use domain::time::{DAY_MS, MINUTE_MS, Timestamp};
use uuid::Uuid;

/// Conversations that the job looks at in one go.
const PAGE: usize = 50;
/// How long the way back into a conversation is open.
const RESUME_MS: i64 = 7 * DAY_MS;
/// How long a letter's link to get no more of them is good: longer than anybody is owed (RFC 8058 speaks of none).
const DECLINE_MS: i64 = 60 * DAY_MS;
/// How long a browser that came back by a link reaches the conversation.
const VISIT_MS: i64 = 30 * DAY_MS;
/// Letters to one address within a day, whichever conversations they are about: nobody fills the letter box of another.
const TO_ADDRESS: i64 = 10;
/// How often one link is taken within a day: by the visitor on some devices, and by what looks at his letters before him.
const RESUMED_IN_A_DAY: i64 = 20;

impl Desk {
    /// Lends a token to whoever has come back by a letter's link: it reaches that conversation alone. `NotFound` if the link is not
    /// good, or no longer, or of another channel.
    pub async fn resume(
        &self,
        channel: &str,
        link: &str,
        lent: TokenHash,
    ) -> Result<PublicConversationId, Error> {
        let (channel, link, now) = (channel.to_owned(), TokenHash::of(link), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let id = linked(work.database().await?, link, Purpose::Resume, now).await?;
                    let conversation = work.conversation(id).await?.conversation;
                    let place = channels::by_id(work.database().await?, conversation.channel);
                    if place.await?.is_none_or(|place| place.key != channel) {
                        return Err(Error::NotFound);
                    }
                    let limits = [(link, RESUMED_IN_A_DAY)];
                    throttle_within(work, &limits, DAY_MS, now).await?;
                    let (database, until) = (work.database().await?, now.plus(VISIT_MS));
                    letter_tokens::put(database, lent, id, Purpose::Visit, until).await?;
                    Ok(conversation.public_id)
                })
            })
            .await
    }

    /// `NotFound` if a letter's link to get no more of them is not good, or no longer.
    pub async fn can_decline_letters(&self, link: &str) -> Result<(), Error> {
        let (link, now) = (TokenHash::of(link), self.clock.now());
        let mut connection = self.store.read().await?;
        let found = linked(&mut connection, link, Purpose::Decline, now).await;
        found.map(drop)
    }

    /// The visitor wants no more letters about his conversation; to say so twice is harmless.
    pub async fn decline_letters(&self, link: &str) -> Result<(), Error> {
        let (link, now) = (TokenHash::of(link), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let id = linked(database, link, Purpose::Decline, now).await?;
                    if missed_mails::decline(database, id, now).await? {
                        carry_on(work, id, now, |conversation| {
                            Ok(Some(conversation.decline_mail(new_id(), now)))
                        })
                        .await?;
                    }
                    Ok(())
                })
            })
            .await
    }
}

/// Queues a letter for each visitor who left an address and has not read for long enough what operators wrote.
pub(super) async fn mail_the_missed(
    desk: &Desk,
    work: &mut Work<'_>,
    now: Timestamp,
) -> Result<(), Error> {
    let database = work.database().await?;
    let settings = conversations_in(database).await?;
    let Some(minutes) = settings.missed_mailed_after_minutes else {
        return Ok(());
    };
    if !is_mail_set(database).await? {
        return Ok(());
    }
    let patience_ms = i64::from(minutes).saturating_mul(MINUTE_MS);
    let waiting = conversations::Missed {
        said_by: now.plus(-patience_ms),
        mailed_by: now.plus(-BETWEEN_LETTERS_MS),
    };
    let mut after = (now.plus(-STALE_MS), ConversationId(Uuid::nil()));
    loop {
        let database = work.database().await?;
        let page = conversations::missed(database, waiting, after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = (last.active_at, last.id);
        // As they stand in the database: what this node remembers does not know what the visitor has read at another.
        for conversation in page {
            let database = work.database().await?;
            let (id, newest) = (conversation.id, MessageNumber(u32::MAX));
            let (lines, _) = messages::before(database, id, newest, limit::MISSED_MESSAGES).await?;
            let sent = missed_mails::of(database, id).await?;
            let due = missed::due(&lines, conversation.visitor_seen, sent, patience_ms, now);
            if let Some(due) = due {
                write_letter(desk, work, &conversation, &due, now).await?;
            }
        }
    }
}

async fn write_letter(
    desk: &Desk,
    work: &mut Work<'_>,
    conversation: &Conversation,
    due: &Due,
    now: Timestamp,
) -> Result<(), Error> {
    let (id, database) = (conversation.id, work.database().await?);
    let address = conversation.email.as_deref().unwrap_or_default();
    let subject = TokenHash::of(&format!("missed to {address}"));
    if attempts::count_since(database, subject, now.plus(-DAY_MS)).await? >= TO_ADDRESS {
        return Ok(());
    }
    attempts::add(database, subject, now).await?;
    let letter = letter(desk, database, conversation, &due.messages, now).await?;
    queue(database, &desk.seal, &letter, Some(id), now).await?;
    missed_mails::put(database, id, due.sent).await?;
    carry_on(work, id, now, |conversation| {
        Ok(Some(conversation.mail_missed(new_id(), now)))
    })
    .await?;
    Ok(())
}

/// What was missed, in the visitor's language and time zone, with a way back and a way out.
async fn letter(
    desk: &Desk,
    database: &mut Connection,
    conversation: &Conversation,
    missed: &[Message],
    now: Timestamp,
) -> Result<Letter, Error> {
    let id = conversation.id;
    let resume = link(database, id, Purpose::Resume, now.plus(RESUME_MS)).await?;
    let decline = link(database, id, Purpose::Decline, now.plus(DECLINE_MS)).await?;
    let channel = channels::by_id(database, conversation.channel).await?;
    let key = channel.ok_or(Error::NotFound)?.key;
    let origin = &desk.known.origin;
    // Behind the mark no browser sends it on, neither to a server nor to the page that comes next.
    let resume = format!("{origin}/chat/{key}/resume#{resume}");
    let decline = format!("{origin}/letters/{decline}");
    let site = site_in(database).await?.name;
    let texts = texts_for(conversation);
    let author = missed.last().and_then(|last| last.author.operator());
    let name = author.map_or("", |operator| &operator.public_name);
    let files = desk.sealed_file_links();
    let (days, zone) = said_on_days(missed, conversation, texts, &files);
    let mut parts = vec![Part::Words(texts.missed_text)];
    for (day, runs) in &days {
        parts.push(Part::Day(day));
        parts.extend(runs.iter().map(|(name, lines)| Part::Said { name, lines }));
    }
    parts.extend([
        Part::Link {
            words: texts.missed_do,
            url: &resume,
        },
        Part::Words(texts.missed_end),
        Part::Words(&zone),
        Part::Aside {
            words: texts.missed_decline,
            url: &decline,
        },
    ]);
    Ok(Letter {
        recipient: conversation.email.clone().unwrap_or_default(),
        subject: mail::fill(texts.missed_subject, &[("site", &site), ("name", name)]),
        body: Body {
            decline: Some(decline.clone()),
            ..Body::of(&parts)
        },
    })
}

/// The secret of a new link.
async fn link(
    database: &mut Connection,
    conversation: ConversationId,
    purpose: Purpose,
    until: Timestamp,
) -> Result<String, Error> {
    let token = mint();
    let hash = TokenHash::of(&token);
    letter_tokens::put(database, hash, conversation, purpose, until).await?;
    Ok(token)
}

async fn linked(
    database: &mut Connection,
    link: TokenHash,
    purpose: Purpose,
    now: Timestamp,
) -> Result<ConversationId, Error> {
    let found = letter_tokens::conversation_of(database, link, purpose, now).await?;
    found.ok_or(Error::NotFound)
}
