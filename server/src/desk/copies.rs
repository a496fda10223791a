//! A visitor's own copy of what was said, by e-mail (spec 6.9, 14.3).

use super::contacts;
use super::conversations::carry_on;
use super::mails::queue;
use super::sessions::throttle_within;
use super::settings::is_mail_set;
use super::transcripts::letter;
use super::{Desk, TokenHash};
use crate::error::Error;
use crate::store::Work;
use domain::contact::Told;
use domain::id::{ConversationId, VisitorId};
use domain::text;
use domain::time::{DAY_MS, Timestamp};
use domain::wire::Refusal;
use domain::wire::copy::SendCopy;

/// How long a copy counts.
pub(super) const COPIES_MS: i64 = DAY_MS;
/// Copies of one conversation within [`COPIES_MS`]: one that got lost, and some addresses that were mistyped.
const OF_CONVERSATION: i64 = 5;
/// Copies that one visitor asks for.
const OF_VISITOR: i64 = 10;
/// Copies to one address: nobody fills the letter box of another.
const TO_ADDRESS: i64 = 5;
/// Copies that are asked for from one place of the network, where a whole office may sit.
const FROM_NETWORK: i64 = 50;

/// What copies are counted for.
struct Subjects<'a> {
    conversation: ConversationId,
    visitor: VisitorId,
    recipient: &'a str,
    network: &'a str,
}

impl Subjects<'_> {
    async fn count(&self, work: &mut Work<'_>, now: Timestamp) -> Result<(), Error> {
        let subject = |kind: &str, what: &str| TokenHash::of(&format!("copy {kind} {what}"));
        let limits = [
            (
                subject("of", &self.conversation.to_string()),
                OF_CONVERSATION,
            ),
            (subject("by", &self.visitor.0.to_string()), OF_VISITOR),
            (subject("to", self.recipient), TO_ADDRESS),
            (subject("from", self.network), FROM_NETWORK),
        ];
        throttle_within(work, &limits, COPIES_MS, now).await
    }
}

impl Desk {
    /// Sends a visitor what was said in his conversation, once it is over, in his language and time zone. `network` is where
    /// he asks from.
    pub async fn send_copy(
        &self,
        token: TokenHash,
        copy: SendCopy,
        network: String,
    ) -> Result<(), Error> {
        let recipient = text::email(&copy.email);
        let recipient = recipient.map_err(|_| Error::Refused(Refusal::NotAnEmail))?;
        let owned = self.owned(token, copy.conversation).await?;
        let (seal, now) = (self.seal.clone(), self.clock.now());
        let files = self.sealed_file_links();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let conversation = work.conversation(owned.id).await?.conversation;
                    if conversation.is_open() {
                        return Err(Error::Refused(Refusal::Open));
                    }
                    if !is_mail_set(work.database().await?).await? {
                        return Err(Error::Refused(Refusal::NoMailServer));
                    }
                    let subjects = Subjects {
                        conversation: owned.id,
                        visitor: owned.visitor,
                        recipient: &recipient,
                        network: &network,
                    };
                    subjects.count(work, now).await?;
                    let database = work.database().await?;
                    let letter = letter(database, &conversation, recipient.clone(), &files).await?;
                    queue(database, &seal, &letter, Some(owned.id), now).await?;
                    let told = Told {
                        email: Some(recipient.clone()),
                        country: conversation.country,
                        language: conversation.language,
                        ..Told::default()
                    };
                    // What he asks next may be answered while he is away.
                    let given = carry_on(work, owned.id, now, |conversation| {
                        Ok(conversation.give_address(recipient))
                    });
                    if given.await?.is_some() {
                        contacts::hear(work, owned.visitor, told, now).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        self.mail_queued.notify_one();
        Ok(())
    }
}
