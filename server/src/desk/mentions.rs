//! Operators who are called by name: they hear of it in their consoles, and by e-mail if they are away (spec 10.6).

use super::Desk;
use super::conversations::carry_on;
use super::mails::queue;
use super::settings::{is_mail_set, site_in};
use crate::error::Error;
use crate::mail::{self, Body, Letter, Part};
use crate::store::{Connection, Work, mentions, users};
use domain::event::Happening;
use domain::id::ConversationId;
use domain::mention::{self, mentioned};
use domain::message::MessageNumber;
use domain::people::Person;
use domain::text::shortened;
use domain::time::Timestamp;
use domain::user::Operator;

/// Characters of a message in a letter: the rest stands where its link leads.
const LETTER_CHARACTERS: usize = 500;

/// What an operator wrote.
pub(super) struct Words<'w> {
    /// In which conversation.
    pub(super) conversation: ConversationId,
    /// As which message.
    pub(super) number: MessageNumber,
    /// Who.
    pub(super) by: &'w Operator,
    /// What.
    pub(super) text: &'w str,
}

/// Whether a text may call somebody: most call nobody, and cost nothing.
pub(super) fn may_mention(text: &str) -> bool {
    text.contains(mention::SIGN)
}

/// Tells those who are called by what an operator wrote, in the transaction in which he wrote it. Nobody calls himself.
pub(super) async fn tell_the_mentioned(
    desk: &Desk,
    work: &mut Work<'_>,
    words: Words<'_>,
    now: Timestamp,
) -> Result<(), Error> {
    let database = work.database().await?;
    let people = desk.people_in(database).await?;
    let operators = people.iter().map(|person| &person.operator);
    let others: Vec<&Operator> = operators
        .filter(|operator| operator.id != words.by.id)
        .collect();
    let called = mentioned(words.text, &others);
    if called.is_empty() {
        return Ok(());
    }
    let can_mail = is_mail_set(database).await?;
    for person in called.iter().filter_map(|user| people.find(*user)) {
        if can_mail && !person.presence.is_there() {
            write_letter(desk, database, person, &words, now).await?;
        }
    }
    mentions::add(database, words.conversation, words.number, &called).await?;
    let number = words.number;
    carry_on(work, words.conversation, now, |_| {
        Ok(Some(Happening::Mentioned {
            number,
            users: called,
        }))
    })
    .await?;
    Ok(())
}

/// Who was called there before and has not looked since knows already.
async fn write_letter(
    desk: &Desk,
    database: &mut Connection,
    to: &Person,
    words: &Words<'_>,
    now: Timestamp,
) -> Result<(), Error> {
    let (user, id) = (to.operator.id, words.conversation);
    let account = users::by_id(database, user).await?;
    let Some(account) = account.filter(|account| account.user.preferences.mention_mails) else {
        return Ok(());
    };
    if !mentions::unseen_in(database, user, id).await?.is_empty() {
        return Ok(());
    }
    let site = site_in(database).await?.name;
    let texts = mail::texts(account.user.preferences.language);
    let origin = &desk.known.origin;
    let values = [
        ("site", site.as_str()),
        ("name", &to.operator.name),
        ("by", &words.by.name),
    ];
    let fill = |text| mail::fill(text, &values);
    let letter = Letter {
        recipient: account.user.email.clone(),
        subject: fill(texts.mention_subject),
        body: Body::of(&[
            Part::Words(&fill(texts.hello)),
            Part::Words(&fill(texts.mention_text)),
            Part::Words(&shortened(words.text, LETTER_CHARACTERS)),
            Part::Link {
                words: texts.mention_do,
                url: &format!("{origin}/inbox/{id}"),
            },
            Part::Words(texts.mention_end),
        ]),
    };
    queue(database, &desk.seal, &letter, Some(id), now).await
}
