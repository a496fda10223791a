//! The deeds: may you, load, decide in `domain`, save, publish. No SQL and no HTTP here.

mod accounts;
mod attachments;
mod bot;
mod canned;
mod channels;
mod chatbots;
mod console;
mod contacts;
mod conversations;
mod copies;
mod countries;
mod details;
mod expertises;
mod exports;
mod file_links;
mod groups;
mod jobs;
mod leads;
mod left_messages;
mod life_cycle;
mod links;
mod live_links;
mod mails;
mod members;
mod mentions;
mod missed;
mod origin;
mod owners;
mod pages;
mod password;
mod pictures;
mod presence;
mod pushes;
mod rating_pages;
mod ratings;
mod reception;
mod records;
mod reports;
mod retention;
mod routing;
mod rules;
mod search;
mod second_factor;
mod second_step;
mod sessions;
mod settings;
mod signal;
mod start;
mod tags;
mod teams;
mod tickets;
mod token;
mod transcripts;
mod visitor;
mod visits;

pub use accounts::NewUser;
pub use attachments::{File, SentFile};
pub use console::ConsoleResume;
pub(crate) use countries::too_large as country_table_too_large;
pub use exports::{Exported, Format, Piece, Sought};
pub use jobs::Job;
pub use links::Purpose;
pub use members::Invitation;
pub use reception::Page;
pub use reports::Reader;
pub use second_step::{Progress, SecondStep};
pub use sessions::{Session, SignIn, SignedIn};
pub use signal::Signal;
pub use token::{TokenHash, mint};
pub use transcripts::Transcript;
pub use visitor::VisitorResume;
pub use visits::{Reader as PageReader, VisitNote, Waiting};

use crate::clock::Clock;
use crate::error::Error;
use crate::files::Files;
use crate::geoip::GeoIp;
use crate::push::PushClient;
use crate::seal::Seal;
use crate::store::{Store, audit, channels as channel_store, journal, settings as stored, time};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::audit::Audited;
use domain::channel::Channel;
use domain::event::{Cursor, Entry, Position};
use domain::permission::{Caller, Deed, may};
use domain::push::Services;
use domain::user::User;
use owners::Owners;
use password::Passwords;
use presence::Announced;
use reception::ReadyRules;
use std::sync::Arc;
use tokio::sync::{Notify, broadcast, watch};
use visits::KnownVisits;

/// Signals that a slow listener may be behind before it loses some.
const SIGNALS: usize = 1_024;

/// Everything that can be done; cheap to clone.
#[derive(Clone, Debug)]
pub struct Desk {
    store: Store,
    files: Files,
    clock: Clock,
    secret: [u8; 32],
    seal: Seal,
    signals: broadcast::Sender<Signal>,
    known: Arc<Known>,
    passwords: Arc<Passwords>,
    announced: Arc<Announced>,
    visits: Arc<KnownVisits>,
    mail_queued: Arc<Notify>,
    geoip: Arc<GeoIp>,
    push_client: PushClient,
}

/// What was read before and is still true.
#[derive(Debug, Default)]
struct Known {
    /// With what links in letters begin.
    origin: String,
    owners: Owners,
    rules: ReadyRules,
}

impl Desk {
    /// The deeds on a store.
    pub async fn open(store: Store, clock: Clock) -> Result<Self, Error> {
        let mut connection = store.read().await?;
        let secret = stored::get(&mut connection, "server_secret")
            .await?
            .and_then(|text| URL_SAFE_NO_PAD.decode(text).ok())
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| Error::failed("The server's secret is not in the database."))?;
        drop(connection);
        let desk = Self {
            store,
            files: Files::in_memory(),
            clock,
            secret,
            seal: Seal::new(&secret, None),
            signals: broadcast::channel(SIGNALS).0,
            known: Arc::default(),
            passwords: Arc::default(),
            announced: Arc::default(),
            visits: Arc::default(),
            mail_queued: Arc::default(),
            geoip: Arc::default(),
            push_client: PushClient::to(Services::default()),
        };
        desk.set_clock_right().await?;
        Ok(desk)
    }

    /// The same, with secrets sealed by a key besides that is not in the database.
    #[must_use]
    pub fn sealed_with(self, key: &[u8; 32]) -> Self {
        Self {
            seal: Seal::new(&self.secret, Some(key)),
            ..self
        }
    }

    /// The same, with links in letters that begin with this address.
    #[must_use]
    pub fn reached_at(self, origin: &str) -> Self {
        Self {
            known: Arc::new(Known {
                origin: origin.to_owned(),
                ..Known::default()
            }),
            ..self
        }
    }

    /// The same, with the contents of attachments in this place.
    #[must_use]
    pub fn with_files(self, files: Files) -> Self {
        Self { files, ..self }
    }

    /// The same, with these push services besides those of browser makers.
    #[must_use]
    pub fn pushing_through(self, services: Services) -> Self {
        Self {
            push_client: PushClient::to(services),
            ..self
        }
    }

    /// Goes by the database server's clock, as all nodes of the database do; with a file there is but one clock.
    pub(crate) async fn set_clock_right(&self) -> Result<(), Error> {
        let mut connection = self.store.read().await?;
        let asked = self.clock.now();
        if let Some(told) = time::now(&mut connection).await? {
            self.clock.set_right(asked, told);
        }
        Ok(())
    }

    /// The channel of a script tag.
    pub async fn channel_by_key(&self, key: &str) -> Result<Channel, Error> {
        let mut connection = self.store.read().await?;
        channel_store::by_key(&mut connection, key)
            .await?
            .ok_or(Error::NotFound)
    }

    /// All channels, by name.
    pub async fn channels(&self) -> Result<Vec<Channel>, Error> {
        let mut connection = self.store.read().await?;
        channel_store::all(&mut connection).await
    }

    /// What administrators did last, newest first, each with the name of who did it.
    pub async fn audit(&self, most: u32) -> Result<Vec<(String, Audited)>, Error> {
        audit::newest(&mut self.store.read().await?, i64::from(most)).await
    }

    /// Where the journal stands.
    pub async fn cursor(&self) -> Result<Cursor, Error> {
        let mut connection = self.store.read().await?;
        Ok(journal::head(&mut connection).await?.cursor())
    }

    /// At most `limit` entries of the journal after a position, for the hub.
    pub async fn entries_after(
        &self,
        position: Position,
        limit: usize,
    ) -> Result<Vec<Entry>, Error> {
        let mut connection = self.store.read().await?;
        journal::after(&mut connection, position, limit).await
    }

    /// Whether the database answers, and is the one that was opened.
    pub async fn check(&self) -> Result<(), Error> {
        self.store.check()?;
        self.cursor().await.map(drop)
    }

    /// How far the journal has got, as far as this node knows; wakes after each commit.
    pub fn journal(&self) -> watch::Receiver<Position> {
        self.store.journal()
    }

    /// Another node said how far the journal has got.
    pub(crate) fn journal_is_at(&self, position: Position) {
        self.store.journal_is_at(position);
    }

    /// Passing signals of this node from now on.
    pub fn signals(&self) -> broadcast::Receiver<Signal> {
        self.signals.subscribe()
    }

    /// The secret that visitors' tokens are signed with.
    pub fn secret(&self) -> [u8; 32] {
        self.secret
    }

    /// Stops taking writes once those that wait are on disk, and closes the database.
    pub async fn close(&self) {
        self.store.close().await;
    }

    fn signal(&self, signal: Signal) {
        // Nobody may be listening.
        drop(self.signals.send(signal));
    }
}

/// `Forbidden` unless the user may do it (spec 2.5).
fn allow(user: &User, deed: Deed) -> Result<(), Error> {
    if may(Caller::User(user.role), deed) {
        Ok(())
    } else {
        Err(Error::Forbidden)
    }
}
