//! What was said in a conversation, sent by e-mail or taken along (spec 8.5, 14.3).

use super::file_links::FileLinks;
use super::mails::queue;
use super::sessions::throttle_within;
use super::settings::{is_mail_set, site_in};
use super::{Desk, Reader, TokenHash, allow};
use crate::error::Error;
use crate::mail::{self, Body, Letter, Line, Part};
use crate::store::{Connection, conversations, messages};
use crate::wall_clock::WallClock;
use domain::conversation::Conversation;
use domain::day::Day;
use domain::id::{ConversationId, PublicConversationId};
use domain::message::{Message, MessageNumber};
use domain::permission::Deed;
use domain::problem::Fault;
use domain::text;
use domain::time::HOUR_MS;
use domain::transcript::days;
use domain::user::User;
use domain::wire::Refusal;

/// Lines that are read at once.
const PAGE: usize = 500;
/// Transcripts that one operator sends within an hour.
const BY_OPERATOR: i64 = 60;
/// Transcripts to one address within an hour: nobody fills the letter box of another.
const TO_ADDRESS: i64 = 10;

/// A conversation as a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcript {
    /// As plain text.
    pub text: String,
    /// As a page.
    pub html: String,
}

impl Desk {
    /// What was said in a conversation, in the user's language and time zone; his own comes before that of his browser.
    pub async fn transcript(
        &self,
        user: &User,
        conversation: ConversationId,
        reader: &Reader,
    ) -> Result<Transcript, Error> {
        allow(user, Deed::ReadConversations)?;
        let mut connection = self.store.read().await?;
        let held = conversations::held(&mut connection, conversation).await?;
        let conversation = held.ok_or(Error::NotFound)?.conversation;
        let texts = mail::visitor_texts(user.preferences.language.tag());
        let title = mail::fill(
            texts.transcript_title,
            &[("name", &conversation.visitor_name)],
        );
        let clock = WallClock::of([user.preferences.time_zone.as_str(), &reader.zone]);
        let (words, files) = ((title.as_str(), texts), self.console_file_links());
        let said = body(&mut connection, &conversation, words, clock, &files);
        Ok(Transcript::from(said.await?))
    }

    /// What was said in the visitor's conversation, in his language and time zone, once it is over (spec 6.9).
    pub async fn visitor_transcript(
        &self,
        token: TokenHash,
        conversation: PublicConversationId,
    ) -> Result<Transcript, Error> {
        let id = self.owned(token, conversation).await?.id;
        let mut connection = self.store.read().await?;
        let held = conversations::held(&mut connection, id).await?;
        let conversation = held.ok_or(Error::NotFound)?.conversation;
        if conversation.is_open() {
            return Err(Error::Refused(Refusal::Open));
        }
        let site = site_in(&mut connection).await?.name;
        let texts = texts_for(&conversation);
        let title = mail::fill(texts.transcript_subject, &[("site", &site)]);
        let (words, clock) = ((title.as_str(), texts), clock_of(&conversation));
        let files = self.sealed_file_links();
        let said = body(&mut connection, &conversation, words, clock, &files);
        Ok(Transcript::from(said.await?))
    }

    /// Sends what was said in a conversation to somebody, in the visitor's language and time zone. A conflict if there is no mail
    /// server; [`Fault::TooOften`] where too many were sent within an hour.
    pub async fn send_transcript(
        &self,
        user: &User,
        conversation: ConversationId,
        email: &str,
    ) -> Result<(), Error> {
        allow(user, Deed::AnswerConversations)?;
        let recipient = text::email(email).map_err(|fault| Error::invalid("email", fault))?;
        let (seal, now) = (self.seal.clone(), self.clock.now());
        let (files, sender) = (self.sealed_file_links(), user.id);
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let conversation = work.conversation(conversation).await?.conversation;
                    let database = work.database().await?;
                    if !is_mail_set(database).await? {
                        return Err(Error::Conflict);
                    }
                    let limits = [
                        (sent("by", &sender.to_string()), BY_OPERATOR),
                        (sent("to", &recipient), TO_ADDRESS),
                    ];
                    let counted = throttle_within(work, &limits, HOUR_MS, now).await;
                    counted.map_err(|_| Error::invalid("email", Fault::TooOften))?;
                    let database = work.database().await?;
                    let letter = letter(database, &conversation, recipient, &files).await?;
                    queue(database, &seal, &letter, Some(conversation.id), now).await
                })
            })
            .await?;
        self.mail_queued.notify_one();
        Ok(())
    }
}

/// What sent transcripts are counted for.
fn sent(kind: &str, what: &str) -> TokenHash {
    TokenHash::of(&format!("transcript {kind} {what}"))
}

impl From<Body> for Transcript {
    fn from(body: Body) -> Self {
        Self {
            text: body.text,
            html: body.html,
        }
    }
}

/// What was said, to be sent to somebody in the visitor's language and time zone.
pub(super) async fn letter(
    database: &mut Connection,
    conversation: &Conversation,
    recipient: String,
    files: &FileLinks,
) -> Result<Letter, Error> {
    let site = site_in(database).await?.name;
    let texts = texts_for(conversation);
    let (words, clock) = ((texts.transcript_text, texts), clock_of(conversation));
    Ok(Letter {
        recipient,
        subject: mail::fill(texts.transcript_subject, &[("site", &site)]),
        body: body(database, conversation, words, clock, files).await?,
    })
}

pub(super) fn texts_for(conversation: &Conversation) -> &'static mail::VisitorTexts {
    let language = conversation.language.as_deref().unwrap_or_default();
    mail::visitor_texts(language)
}

fn clock_of(conversation: &Conversation) -> (WallClock, String) {
    WallClock::of(conversation.time_zone.as_deref())
}

async fn body(
    database: &mut Connection,
    conversation: &Conversation,
    (beginning, texts): (&str, &mail::VisitorTexts),
    (clock, zone): (WallClock, String),
    files: &FileLinks,
) -> Result<Body, Error> {
    let said = all_said(database, conversation.id).await?;
    let days = told(&said, &conversation.visitor_name, &clock, texts, files);
    let zone = mail::fill(texts.transcript_zone, &[("zone", &zone)]);
    let mut parts = vec![Part::Words(beginning)];
    for (day, runs) in &days {
        parts.push(Part::Day(day));
        parts.extend(runs.iter().map(|(name, lines)| Part::Said { name, lines }));
    }
    let is_empty = days.is_empty();
    parts.push(Part::Words(if is_empty {
        texts.transcript_empty
    } else {
        &zone
    }));
    Ok(Body::of(&parts))
}

/// A name, and what was said under it.
pub(super) type Said = (String, Vec<Line>);

/// These messages as the visitor reads them, day by day, and a sentence on whose time it is.
pub(super) fn said_on_days(
    said: &[Message],
    conversation: &Conversation,
    texts: &mail::VisitorTexts,
    files: &FileLinks,
) -> (Vec<(String, Vec<Said>)>, String) {
    let (clock, zone) = clock_of(conversation);
    let days = told(said, &conversation.visitor_name, &clock, texts, files);
    (days, mail::fill(texts.transcript_zone, &[("zone", &zone)]))
}

fn told(
    said: &[Message],
    visitor: &str,
    clock: &WallClock,
    texts: &mail::VisitorTexts,
    files: &FileLinks,
) -> Vec<(String, Vec<Said>)> {
    days(said, visitor, |at| clock.day(at))
        .into_iter()
        .map(|(day, runs)| {
            let runs = runs.into_iter().map(|run| {
                let lines = run.lines.into_iter().map(|line| Line {
                    time: clock.time_of_day(line.at),
                    words: line.text,
                    url: line.file.map(|file| files.to(file)),
                });
                (run.name, lines.collect())
            });
            (date(day, texts), runs.collect())
        })
        .collect()
}

/// A day in words: `28 November 2026`.
fn date(day: Day, texts: &mail::VisitorTexts) -> String {
    let (year, month, day) = day.date();
    let mut months = texts.months.split(',');
    let month = usize::try_from(month - 1)
        .ok()
        .and_then(|month| months.nth(month));
    let day = match day {
        1 => texts.first_of_month.to_owned(),
        day => day.to_string(),
    };
    let values = [
        ("day", day.as_str()),
        ("month", month.unwrap_or_default()),
        ("year", &year.to_string()),
    ];
    mail::fill(texts.date, &values)
}

/// Every line of a conversation, by number.
pub(super) async fn all_said(
    database: &mut Connection,
    conversation: ConversationId,
) -> Result<Vec<Message>, Error> {
    let (mut all, mut before) = (Vec::new(), MessageNumber(u32::MAX));
    loop {
        let (mut page, has_older) = messages::before(database, conversation, before, PAGE).await?;
        before = page.first().map_or(MessageNumber(0), |line| line.number);
        page.append(&mut all);
        all = page;
        if !has_older {
            return Ok(all);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_people_write_it() {
        let written = |text, tag| {
            let day = Day::parse(text).unwrap_or(Day(0));
            date(day, mail::visitor_texts(tag))
        };
        assert_eq!(written("2026-11-28", "en"), "28 November 2026");
        assert_eq!(written("2026-01-01", "fr"), "1er janvier 2026");
        assert_eq!(written("2026-12-31", "fr"), "31 décembre 2026");
        assert_eq!(written("2026-12-31", "de"), "31. Dezember 2026");
        assert_eq!(written("2026-12-31", "es"), "31 de diciembre de 2026");
    }
}
