//! What is due goes to the push services: what is shown is read only then, so that nothing of what was taken back or answered
//! meanwhile reaches anybody.

use super::{server_key, valid};
use crate::assets;
use crate::desk::Desk;
use crate::desk::presence::consoles_of;
use crate::error::Error;
use crate::push::{Outcome, PushMessage, Recipient, ServerKey, encrypted, texts};
use crate::store::push_subscriptions::{self, KeptSubscription};
use crate::store::pushes::{self, Push};
use crate::store::{Connection, conversations, mentions, messages, seen, users};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::ConversationId;
use domain::limit;
use domain::message::{Author, Message, MessageNumber};
use domain::presence::GRACE_MS;
use domain::push::{Endpoint, LEASE_MS, MOST_FAILURES, Notice, Waiting, next_try};
use domain::text::shortened;
use domain::time::Timestamp;
use domain::translation::fill;
use domain::user::{Language, User};
use futures::StreamExt;
use sha2::{Digest, Sha256};

/// Pushes that a node sends at the same time.
const AT_ONCE: usize = 16;
/// Bytes of the hash by which push services know which pushes are of one conversation: they take 32 characters (RFC 8030).
const TOPIC: usize = 16;

/// What became of what was due.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sent {
    /// How much was taken up.
    pub(super) taken: usize,
    /// How much of it went to a push service.
    pub(super) tried: usize,
}

/// What is to become of a push that is due.
enum Next {
    /// It calls nobody any more.
    Nothing,
    /// A console has just been closed, and it is not known yet whether it comes back.
    Wait(Timestamp),
    /// It is pushed.
    Go(Box<KeptSubscription>, Box<PushMessage>),
}

impl Desk {
    /// Sends what is due and no other node has taken.
    pub(super) async fn send_due_pushes(&self) -> Result<Sent, Error> {
        let now = self.clock.now();
        if !pushes::any_due(&mut self.store.read().await?, now).await? {
            return Ok(Sent::default());
        }
        let key = server_key(&mut self.store.read().await?, &self.seal).await?;
        let most = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
        let taken = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    pushes::take_due(database, now, now.plus(LEASE_MS), most).await
                })
            })
            .await?;
        let count = taken.len();
        let key = &key;
        let tries = taken
            .into_iter()
            .map(|(push, waiting)| self.try_push(push, waiting, key));
        let mut tries = futures::stream::iter(tries).buffer_unordered(AT_ONCE);
        let mut sent = Sent {
            taken: count,
            tried: 0,
        };
        while let Some(went) = tries.next().await {
            sent.tried += usize::from(went?);
        }
        Ok(sent)
    }

    /// Whether it went to a push service.
    async fn try_push(&self, push: Push, waiting: Waiting, key: &ServerKey) -> Result<bool, Error> {
        let now = self.clock.now();
        match self.decide_push(push, waiting, now).await? {
            Next::Nothing => self.keep_push(push, None).await.map(|()| false),
            Next::Wait(until) => {
                let later = Waiting {
                    due_at: Some(until),
                    tries: 0,
                    ..waiting
                };
                self.keep_push(push, Some(later)).await.map(|()| false)
            }
            Next::Go(browser, message) => {
                let origin = &self.known.origin;
                let contact = Some(origin.as_str()).filter(|url| url.starts_with("https://"));
                let outcome = self.push_client.send(&message, key, contact, now).await;
                self.follow_push(push, waiting, &browser, outcome).await?;
                Ok(true)
            }
        }
    }

    async fn decide_push(
        &self,
        push: Push,
        waiting: Waiting,
        now: Timestamp,
    ) -> Result<Next, Error> {
        let (browser, conversation) = push;
        let mut connection = self.store.read().await?;
        let kept =
            push_subscriptions::of_valid_session(&mut connection, browser, valid(now)).await?;
        let Some(browser) = kept else {
            return Ok(Next::Nothing);
        };
        if browser.quiet_until.is_some_and(|until| now < until) {
            return Ok(Next::Nothing);
        }
        let consoles = consoles_of(&mut connection, now).await?;
        let of_him = consoles.get(&browser.user).into_iter().flatten();
        if let Some(until) = of_him.map(|console| console.alive_until).max() {
            let is_closing = until.since(now) <= GRACE_MS;
            return Ok(if is_closing {
                Next::Wait(until)
            } else {
                Next::Nothing
            });
        }
        let place = (conversation, waiting.number);
        let Some(notice) = notice(&mut connection, &browser, place).await? else {
            return Ok(Next::Nothing);
        };
        drop(connection);
        Ok(match push_message(&browser, &notice) {
            Some(message) => Next::Go(Box::new(browser), Box::new(message)),
            None => Next::Nothing,
        })
    }

    /// What follows from what came of it.
    async fn follow_push(
        &self,
        push: Push,
        sent: Waiting,
        browser: &KeptSubscription,
        outcome: Outcome,
    ) -> Result<(), Error> {
        let now = self.clock.now();
        let (id, failures) = (browser.id, browser.failures);
        let next = match outcome {
            Outcome::Later(asked_ms) => next_try(sent.tries, asked_ms, now),
            _ => None,
        };
        if outcome != Outcome::Taken {
            tracing::warn!(subscription = %id, tries = sent.tries, ?outcome, "a push was not taken");
        }
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    match outcome {
                        Outcome::Taken => {
                            let stands = pushes::get(database, push).await?;
                            if let Some(stands) = stands {
                                let pushed = stands.pushed(sent.number, now);
                                pushes::put(database, push, pushed).await?;
                            }
                            push_subscriptions::count_failures(database, id, 0).await?;
                        }
                        Outcome::Later(_) if next.is_some() => {
                            let stands = pushes::get(database, push).await?;
                            if let Some(stands) = stands {
                                let again = Waiting {
                                    due_at: next,
                                    ..stands
                                };
                                pushes::put(database, push, again).await?;
                            }
                        }
                        Outcome::Gone => {
                            push_subscriptions::forget(database, id).await?;
                        }
                        Outcome::Later(_) | Outcome::Refused => {
                            give_up(database, push, failures.saturating_add(1)).await?;
                        }
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Puts what waits in the place of what was taken up, or forgets it.
    async fn keep_push(&self, push: Push, waiting: Option<Waiting>) -> Result<(), Error> {
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    match waiting {
                        Some(waiting) => pushes::put(database, push, waiting).await?,
                        None => pushes::remove(database, push).await?,
                    };
                    Ok(())
                })
            })
            .await
    }
}

/// This push is tried no more; and nothing to this browser, once so many in a row were not taken.
async fn give_up(database: &mut Connection, push: Push, failures: u32) -> Result<(), Error> {
    let (browser, _) = push;
    if failures >= MOST_FAILURES {
        push_subscriptions::forget(database, browser).await?;
        return Ok(());
    }
    push_subscriptions::count_failures(database, browser, failures).await?;
    pushes::remove(database, push).await?;
    Ok(())
}

/// What is shown, in the language of whose browser it is; `None` if it calls him no more.
async fn notice(
    connection: &mut Connection,
    browser: &KeptSubscription,
    (id, number): (ConversationId, MessageNumber),
) -> Result<Option<Notice>, Error> {
    let account = users::by_id(connection, browser.user).await?;
    let Some(user) = account.map(|account| account.user) else {
        return Ok(None);
    };
    let is_seen = seen::of(connection, id, user.id).await? >= number;
    if is_seen || !user.preferences.notifications {
        return Ok(None);
    }
    let message = messages::get(connection, id, number).await?;
    let held = conversations::held(connection, id).await?;
    let (Some(message), Some(held)) = (message, held) else {
        return Ok(None);
    };
    let language = user.preferences.language;
    let title = if let Some(colleague) = caller(&message, language) {
        let is_called = is_called(connection, &user, id, number).await?;
        is_called.then_some(colleague)
    } else {
        let conversation = held.conversation;
        let concerns = conversation.concerns(user.id);
        concerns.then_some(conversation.visitor_name)
    };
    let words = message.body.gist();
    Ok(title.zip(words).map(|(title, words)| Notice {
        title,
        body: shortened(words, limit::CALL_CHARACTERS),
        conversation: id,
        icon: assets::path("icon.png"),
    }))
}

/// That a colleague calls, if it is one who wrote.
fn caller(message: &Message, language: Language) -> Option<String> {
    let Author::Operator(colleague) = &message.author else {
        return None;
    };
    let values = [("name", colleague.name.as_str())];
    Some(fill(texts(language).mentioned_by, &values))
}

/// Whether a message calls somebody by name who has not seen it.
async fn is_called(
    connection: &mut Connection,
    user: &User,
    conversation: ConversationId,
    number: MessageNumber,
) -> Result<bool, Error> {
    let unseen = mentions::unseen_in(connection, user.id, conversation).await?;
    Ok(unseen.contains(&number))
}

fn push_message(browser: &KeptSubscription, notice: &Notice) -> Option<PushMessage> {
    let words = serde_json::to_vec(notice).ok()?;
    if words.len() > limit::PUSH_BYTES {
        return None;
    }
    let recipient = Recipient {
        p256dh: browser.p256dh.clone(),
        auth: browser.auth.clone(),
    };
    Some(PushMessage {
        endpoint: Endpoint::parse(&browser.endpoint).ok()?,
        body: encrypted(&words, &recipient)?,
        topic: topic(&browser.auth, notice.conversation),
    })
}

/// The same for the same conversation and browser, and telling of neither.
fn topic(secret: &[u8], conversation: ConversationId) -> String {
    let hash = Sha256::new_with_prefix(b"topic of a push")
        .chain_update(secret)
        .chain_update(conversation.0.as_bytes())
        .finalize();
    URL_SAFE_NO_PAD.encode(hash.get(..TOPIC).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::limit::NAME_CHARACTERS;
    use uuid::Uuid;

    #[test]
    fn the_longest_notice_fits_whatever_its_characters_are() {
        for character in ['a', 'é', '😀', '"', '\u{1}'] {
            let notice = Notice {
                title: character.to_string().repeat(NAME_CHARACTERS + 20),
                body: shortened(&character.to_string().repeat(4_000), limit::CALL_CHARACTERS),
                conversation: ConversationId(Uuid::nil()),
                icon: "/assets/icon.0123456789abcdef.png".to_owned(),
            };
            let bytes = serde_json::to_vec(&notice).unwrap().len();
            assert!(bytes <= limit::PUSH_BYTES, "{character}: {bytes}");
        }
    }

    #[test]
    fn a_topic_has_characters_that_push_services_take_and_tells_no_id() {
        let topic_of = |secret: &[u8], id| topic(secret, ConversationId(Uuid::from_u128(id)));
        let one = topic_of(b"a", 1);
        assert!(
            one.len() <= 32
                && one
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        );
        assert_eq!(one, topic_of(b"a", 1));
        assert_ne!(one, topic_of(b"a", 2));
        assert_ne!(one, topic_of(b"b", 1));
    }
}
