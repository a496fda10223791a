//! Notifications for operators who have no console open (spec 8.8): which browsers take them, whom the journal calls, and what goes to
//! the push services.

mod calls;
mod sending;

use super::sessions::{IDLE_MS, LONGEST_MS};
use super::{Desk, SignedIn, allow};
use crate::error::Error;
use crate::push::{Recipient, ServerKey};
use crate::seal::Seal;
use crate::store::push_subscriptions::{self, KeptSubscription, Valid};
use crate::store::{Connection, Work, journal, pushes, settings};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::id::PushSubscriptionId;
use domain::permission::Deed;
use domain::problem::{Fault, Problem};
use domain::push::{Endpoint, TypedSubscription};
use domain::time::{HOUR_MS, Timestamp};
use domain::user::User;
use uuid::Uuid;

/// The key of the setting with the key by which push services know this server.
const SERVER_KEY: &str = "push_key";
/// What it is sealed for.
const PURPOSE: &str = "push key";
/// *Do not disturb* lasts so long at most.
const QUIET_MS: i64 = HOUR_MS;

impl Desk {
    /// The public key with which browsers ask their push services for an address; it is the same on all nodes, and made when it is
    /// asked for the first time.
    pub async fn push_key(&self, asker: &User) -> Result<String, Error> {
        allow(asker, Deed::KeepOwnAccount)?;
        let kept = settings::get(&mut self.store.read().await?, SERVER_KEY).await?;
        if kept.is_some() {
            return Ok(opened(&self.seal, kept)?.public());
        }
        let seal = self.seal.clone();
        self.store
            .write(move |work| Box::pin(async move { Ok(made(work, &seal).await?.public()) }))
            .await
    }

    /// Notifies the caller in this browser while he has no console open, until his session ends; told once more, it counts as it
    /// is told now. Until `quiet_until` he is not to be disturbed.
    pub async fn subscribe(
        &self,
        signed_in: &SignedIn,
        typed: TypedSubscription,
        quiet_until: Option<Timestamp>,
    ) -> Result<(), Error> {
        allow(&signed_in.user, Deed::KeepOwnAccount)?;
        let recipient = self.recipient(&typed).map_err(Error::Invalid)?;
        let now = self.clock.now();
        let kept = KeptSubscription {
            id: PushSubscriptionId(Uuid::now_v7()),
            user: signed_in.user.id,
            endpoint: typed.endpoint,
            p256dh: recipient.p256dh,
            auth: recipient.auth,
            quiet_until: quiet(quiet_until, now),
            failures: 0,
        };
        let session = signed_in.session;
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if !push_subscriptions::any(database).await? {
                        // As long as there was nobody to notify, nothing was read.
                        let head = journal::head(database).await?;
                        pushes::read_from(database, head).await?;
                    }
                    push_subscriptions::put(database, &kept, session, now).await?;
                    push_subscriptions::forget_surplus(database, kept.user).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Notifies the caller in this browser no more; one that is not known is no error.
    pub async fn unsubscribe(&self, user: &User, endpoint: &str) -> Result<(), Error> {
        allow(user, Deed::KeepOwnAccount)?;
        let (user, endpoint) = (user.id, endpoint.to_owned());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    push_subscriptions::remove(database, user, &endpoint).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Looks whom what has happened calls that has no console open, and pushes to him; to how many browsers it was tried. To be called
    /// every few seconds.
    pub async fn push_to_the_absent(&self) -> Result<usize, Error> {
        self.hear_calls().await?;
        let mut tried = 0;
        // More may be due than a node sends at once.
        loop {
            let sent = self.send_due_pushes().await?;
            tried += sent.tried;
            if sent.taken == 0 {
                return Ok(tried);
            }
        }
    }

    fn recipient(&self, typed: &TypedSubscription) -> Result<Recipient, Vec<Problem>> {
        let endpoint = Endpoint::parse(&typed.endpoint).and_then(|endpoint| {
            let trust = self.push_client.trust(endpoint.origin());
            trust.ok_or(Fault::NotAPushService)
        });
        let endpoint = endpoint.err().map(|fault| Problem::new("endpoint", fault));
        match (endpoint, Recipient::check(typed)) {
            (None, Ok(recipient)) => Ok(recipient),
            (endpoint, recipient) => {
                let keys = recipient.err().unwrap_or_default();
                Err(endpoint.into_iter().chain(keys).collect())
            }
        }
    }
}

/// Until when, which is in an hour at the latest.
fn quiet(until: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    until.map(|until| until.min(now.plus(QUIET_MS)))
}

/// Which sessions are valid now.
fn valid(now: Timestamp) -> Valid {
    Valid {
        opened_after: now.plus(-LONGEST_MS),
        used_after: now.plus(-IDLE_MS),
    }
}

/// The key by which push services know this server, within a transaction; made if there is none.
async fn made(work: &mut Work<'_>, seal: &Seal) -> Result<ServerKey, Error> {
    let database = work.database().await?;
    let kept = settings::get(database, SERVER_KEY).await?;
    if kept.is_some() {
        return opened(seal, kept);
    }
    let key = ServerKey::generate().ok_or_else(|| Error::failed("No key can be made."))?;
    let sealed = STANDARD.encode(seal.close(PURPOSE, &key));
    // Another node may have been quicker.
    settings::replace(database, SERVER_KEY, None, &sealed).await?;
    server_key(database, seal).await
}

/// The key by which push services know this server.
async fn server_key(connection: &mut Connection, seal: &Seal) -> Result<ServerKey, Error> {
    let kept = settings::get(connection, SERVER_KEY).await?;
    opened(seal, kept)
}

fn opened(seal: &Seal, kept: Option<String>) -> Result<ServerKey, Error> {
    // Another key in its place would leave all browsers with one that is good for nothing.
    let key = kept
        .and_then(|sealed| STANDARD.decode(sealed).ok())
        .and_then(|sealed| seal.open(PURPOSE, &sealed))
        .and_then(|key| ServerKey::read(&key));
    key.ok_or_else(|| Error::failed("The key for push services cannot be opened."))
}
