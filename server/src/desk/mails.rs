//! The outbox of letters: queued with the deed that asks for them, sent by whichever node takes them, tried again for
//! most of a day.

use super::{Desk, allow};
use crate::error::Error;
use crate::mail::{self, Body, Letter};
use crate::seal::Seal;
use crate::store::Connection;
use crate::store::mails::{self, TakenMail};
use domain::id::{ConversationId, MailId};
use domain::mail::{LEASE_MS, Mail, Trouble, next_try};
use domain::permission::Deed;
use domain::time::Timestamp;
use domain::user::User;
use futures::StreamExt;

/// Letters that a node sends at the same time.
const AT_ONCE: usize = 8;
/// What letters are sealed for.
const LETTER: &str = "letter";

/// Queues a letter, which may be `about` a conversation, in the transaction of the deed that asks for it.
pub(super) async fn queue(
    database: &mut Connection,
    seal: &Seal,
    letter: &Letter,
    about: Option<ConversationId>,
    now: Timestamp,
) -> Result<(), Error> {
    let body = seal.close(LETTER, &serde_json::to_vec(&letter.body)?);
    let Letter {
        recipient, subject, ..
    } = letter;
    mails::add(database, recipient, subject, &body, about, now).await?;
    Ok(())
}

impl Desk {
    /// Resolves when a deed of this node has queued a letter.
    pub(crate) async fn mail_queued(&self) {
        self.mail_queued.notified().await;
    }

    /// Sends the letters that are due and that no other node has taken; how many it tried. To be called every few
    /// seconds.
    pub async fn send_due_mails(&self) -> Result<usize, Error> {
        let now = self.clock.now();
        if !mails::any_due(&mut self.store.read().await?, now).await? {
            return Ok(0);
        }
        let Some(relay) = self.relay().await? else {
            return Ok(0);
        };
        let most = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
        let taken = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let until = now.plus(LEASE_MS);
                    Ok(mails::take_due(database, now, until, most).await?)
                })
            })
            .await?;
        let count = taken.len();
        let tries = taken.into_iter().map(|mail| async {
            let sent = match (&relay, self.letter(&mail)) {
                (Ok(relay), Some(letter)) => mail::send(relay, &letter).await,
                _ => Err(Trouble::Sealed),
            };
            self.settle(mail, sent).await
        });
        let mut tries = futures::stream::iter(tries).buffer_unordered(AT_ONCE);
        while let Some(settled) = tries.next().await {
            settled?;
        }
        Ok(count)
    }

    /// The letters that wait or were given up, newest first.
    pub async fn unsent_mails(&self, asker: &User) -> Result<Vec<Mail>, Error> {
        allow(asker, Deed::ChangeSettings)?;
        mails::unsent(&mut self.store.read().await?).await
    }

    /// Sends an unsent letter again, with all its tries before it.
    pub async fn send_mail_again(&self, asker: &User, mail: MailId) -> Result<(), Error> {
        allow(asker, Deed::ChangeSettings)?;
        let now = self.clock.now();
        let found = self
            .store
            .write(move |work| {
                Box::pin(async move { Ok(mails::again(work.database().await?, mail, now).await?) })
            })
            .await?;
        self.mail_queued.notify_one();
        found_one(found)
    }

    /// Forgets an unsent letter.
    pub async fn forget_mail(&self, asker: &User, mail: MailId) -> Result<(), Error> {
        allow(asker, Deed::ChangeSettings)?;
        let found = self
            .store
            .write(move |work| {
                Box::pin(async move { Ok(mails::forget(work.database().await?, mail).await?) })
            })
            .await?;
        found_one(found)
    }

    fn letter(&self, mail: &TakenMail) -> Option<Letter> {
        let body = self.seal.open(LETTER, &mail.body)?;
        let body = serde_json::from_slice::<Body>(&body).ok()?;
        Some(Letter {
            recipient: mail.recipient.clone(),
            subject: mail.subject.clone(),
            body,
        })
    }

    async fn settle(&self, mail: TakenMail, sent: Result<(), Trouble>) -> Result<(), Error> {
        let now = self.clock.now();
        let TakenMail { id, tries, .. } = mail;
        if let Err(trouble) = &sent {
            // What the server said may hold addresses.
            let kind = match trouble {
                Trouble::Silent => "silent",
                Trouble::Unreachable(_) => "unreachable",
                Trouble::Refused(_) => "refused",
                Trouble::Sealed => "sealed",
            };
            tracing::warn!(mail = %id, tries, kind, "a letter was not sent");
        }
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    match sent {
                        Ok(()) => mails::sent(database, id, now).await?,
                        Err(trouble) => {
                            let next = next_try(tries, now);
                            mails::failed(database, (id, tries), &trouble, next, now).await?
                        }
                    };
                    Ok(())
                })
            })
            .await
    }
}

fn found_one(found: u64) -> Result<(), Error> {
    if found == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}
