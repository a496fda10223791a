//! The running server: starts, says where it is, and stops in order (spec 15.4).

mod demo_site;
mod listener;
mod patience;
mod signals;

pub(crate) use signals::asked_to_stop;

use crate::bus::Bus;
use crate::clock::Clock;
use crate::config::{self, Config};
use crate::desk::Desk;
use crate::error::Error;
use crate::files::{Files, FilesError};
use crate::geoip::{GeoIp, GeoIpError};
use crate::http::{self, Edge};
use crate::live::Hub;
use crate::metrics;
use crate::store::{OpenError, Options, Store};
use axum::Router;
use listener::{Listener, fixed};
use patience::open_patiently;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long a stop may take before what is left is dropped.
const STOP: Duration = Duration::from_secs(20);
/// How often presence is looked at, which changes by the mere passing of time.
const PRESENCE: Duration = Duration::from_secs(2);
/// How often it is looked whether a job is due that one node does for all.
const JOBS: Duration = Duration::from_secs(10);
/// How often it is looked whether a letter is due that another node has queued, or that is to be tried again.
const MAILS: Duration = Duration::from_secs(5);
/// How often it is looked whom what has happened calls, and whether a push is due.
const PUSHES: Duration = Duration::from_secs(2);
/// How often what nobody needs any more is forgotten.
const TIDY: Duration = Duration::from_secs(30);

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken or not allowed.
    #[error(
        "{key}: {address} cannot be listened on: {source}. Choose another address or stop what uses it."
    )]
    Listen {
        /// The key of the configuration.
        key: &'static str,
        /// Where.
        address: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
    /// The folder of the database cannot be made.
    #[error("database-url: the folder {folder} cannot be made: {source}", folder = .folder.display())]
    Folder {
        /// Which.
        folder: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The database cannot be used.
    #[error("database-url: {0}")]
    Database(#[from] OpenError),
    /// The file with the countries cannot be used.
    #[error("geoip: {0}")]
    GeoIp(#[from] GeoIpError),
    /// The place for files cannot be used.
    #[error("{0}")]
    Files(#[from] FilesError),
    /// NATS refuses what it is asked.
    #[error("nats-url: {0}")]
    Nats(#[from] async_nats::ConnectError),
    /// Something else failed.
    #[error("{0}")]
    Failed(#[from] Error),
}

/// A server that runs.
#[derive(Debug)]
pub struct Running {
    edge: Edge,
    /// Where console and widget are served.
    pub address: SocketAddr,
    /// Where the demo site is served, if it is.
    pub demo_address: Option<SocketAddr>,
    /// The link that makes the first administrator, while there is none.
    pub setup_url: Option<String>,
    tasks: TaskTracker,
}

/// Starts a server. `application` makes the console's routes from the desk and the address that browsers use.
pub async fn start(
    config: &Config,
    clock: Clock,
    application: impl FnOnce(Desk, String) -> Router,
) -> Result<Running, StartError> {
    metrics::start();
    let geoip = GeoIp::open(config.geoip.as_deref())?;
    let main = Listener::bind("address", config.address).await?;
    let demo = Listener::bind_if("demo-address", config.demo_address).await?;
    let figures = Listener::bind_if("metrics-address", config.metrics_address).await?;
    let stopping = CancellationToken::new();
    let tasks = TaskTracker::new();
    let (serving, routes) = watch::channel(http::waiting());
    let (address, demo_address) = (main.address(), demo.as_ref().map(Listener::address));
    tasks.spawn(main.serve(routes, stopping.clone()));
    // If something fails below, what is served meanwhile ends.
    let unfinished = stopping.clone().drop_guard();
    let desk = open_patiently(config, &clock).await?;
    let public_url = config.public_url(address);
    let desk = desk.telling_countries_by(geoip).reached_at(&public_url);
    desk.look_for_another_table().await?;
    let bus = match &config.nats {
        Some(addresses) => Some(Bus::connect(addresses, desk.cursor().await?.epoch).await?),
        None => None,
    };
    if bus.is_none() && database_file(config).is_none() {
        tracing::info!("Without nats-url this is meant to be the only node of its database.");
    }

    let hub = Hub::default();
    let edge = Edge::new(
        desk.clone(),
        hub.clone(),
        bus.clone(),
        config,
        public_url.clone(),
        stopping.clone(),
    );
    let setup_token = desk.mint_setup_token().await?;
    let running = Running {
        address,
        demo_address,
        setup_url: setup_token.map(|token| format!("{public_url}/setup?token={token}")),
        tasks,
        edge: edge.clone(),
    };
    let tasks = &running.tasks;
    if let Some(bus) = bus {
        tasks.spawn(bus.run(desk.clone(), hub.clone(), stopping.clone()));
    }
    tasks.spawn(hub.run(desk.clone(), stopping.clone()));
    tasks.spawn(look_after(edge.clone()));
    tasks.spawn(do_jobs(edge.clone()));
    tasks.spawn(send_mails(edge.clone()));
    tasks.spawn(send_pushes(edge.clone()));
    drop(serving.send_replace(http::router(&edge, application(desk, public_url.clone()))));
    if let Some(demo) = demo {
        let routes = fixed(demo_site::routes(&public_url));
        tasks.spawn(demo.serve(routes, stopping.clone()));
    }
    if let Some(figures) = figures {
        tasks.spawn(figures.serve(fixed(http::metrics()), stopping));
    }
    unfinished.disarm();
    Ok(running)
}

/// The desk on the configured database, whose tables are brought up to date.
pub(crate) async fn open(config: &Config, clock: Clock) -> Result<Desk, StartError> {
    if let Some(folder) = database_file(config).as_deref().and_then(Path::parent) {
        std::fs::create_dir_all(folder).map_err(|source| StartError::Folder {
            folder: folder.to_owned(),
            source,
        })?;
    }
    let files = Files::at(&config.files)?;
    let store = Store::open(&Options::at(&config.database_url)).await?;
    let desk = Desk::open(store, clock).await?.with_files(files);
    let desk = desk.pushing_through(config.push_services.clone());
    Ok(match &config.seal_key {
        Some(key) => desk.sealed_with(key.bytes()),
        None => desk,
    })
}

/// The file of the database, if it is one.
pub(crate) fn database_file(config: &Config) -> Option<PathBuf> {
    config::database_file(&config.database_url)
}

impl Running {
    /// What its handlers work with.
    pub fn edge(&self) -> &Edge {
        &self.edge
    }

    /// The deeds.
    pub fn desk(&self) -> &Desk {
        self.edge.desk()
    }

    /// The address that browsers use, without a slash at its end.
    pub fn public_url(&self) -> &str {
        self.edge.public_url()
    }

    /// Says that it is about to stop, and serves on for as long as is configured.
    pub async fn drain(&self) {
        let drain = self.edge.drain();
        if !drain.is_zero() {
            tracing::info!(
                seconds = drain.as_secs(),
                "serving on for a while, not ready"
            );
        }
        tokio::time::sleep(drain).await;
    }

    /// Stops: no new connections, sockets are told to come back later, what waits is written.
    pub async fn stop(self) {
        self.edge.stopping().cancel();
        self.tasks.close();
        self.edge.connections().close();
        let ended = async {
            self.tasks.wait().await;
            self.edge.connections().wait().await;
            self.edge.desk().close().await;
        };
        if tokio::time::timeout(STOP, ended).await.is_err() {
            tracing::warn!("some connections did not end in time");
        }
    }
}

/// What has to happen from time to time.
async fn look_after(edge: Edge) {
    let mut presence = tokio::time::interval(PRESENCE);
    let mut tidy = tokio::time::interval(TIDY);
    let (stopping, desk) = (edge.stopping(), edge.desk());
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            _ = presence.tick() => look_who_is_there(desk).await,
            () = desk.told_to_look() => look_who_is_there(desk).await,
            _ = tidy.tick() => {
                edge.places().forget_the_quiet();
                metrics::tidy();
                look_for_other_countries(&edge);
                if let Err(error) = desk.set_clock_right().await {
                    tracing::warn!(%error, "the database cannot be asked for the time");
                }
            }
        }
    }
}

/// Apart from everything else: a bucket for files may take its time.
async fn do_jobs(edge: Edge) {
    let (stopping, desk) = (edge.stopping(), edge.desk());
    let mut jobs = tokio::time::interval(JOBS);
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            _ = jobs.tick() => {}
        }
        // What a stop cuts off is done by another node, or when the job is due again.
        tokio::select! {
            () = stopping.cancelled() => return,
            () = do_due_jobs(desk) => {}
        }
    }
}

async fn do_due_jobs(desk: &Desk) {
    if let Err(error) = desk.do_due_jobs().await {
        tracing::warn!(%error, "what is due cannot be done");
    }
    match desk.look_for_another_table().await {
        Ok(true) => tracing::info!("another table of countries was taken up"),
        Ok(false) => {}
        Err(error) => {
            tracing::warn!(%error, "it cannot be seen whether there is another table of countries");
        }
    }
}

/// Reading a file of some hundred megabytes must not keep a request waiting.
fn look_for_other_countries(edge: &Edge) {
    let geoip = edge.geoip();
    tokio::task::spawn_blocking(move || match geoip.look_again() {
        Ok(true) => tracing::info!("the file with the countries was read again"),
        Ok(false) => {}
        Err(error) => tracing::warn!(%error, "countries are told by the file as it was before"),
    });
}

/// Letters are sent apart from everything else: a mail server may take its time.
async fn send_mails(edge: Edge) {
    let (stopping, desk) = (edge.stopping(), edge.desk());
    let mut look = tokio::time::interval(MAILS);
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            _ = look.tick() => {}
            () = desk.mail_queued() => {}
        }
        // A letter that a stop cuts off is taken by another node, or at the next start, when its lease is over.
        tokio::select! {
            () = stopping.cancelled() => return,
            tried = answer_and_send(&edge) => if let Err(error) = tried {
                tracing::warn!(%error, "letters cannot be sent");
            }
        }
    }
}

async fn answer_and_send(edge: &Edge) -> Result<(), Error> {
    let desk = edge.desk();
    desk.answer_password_requests(edge.public_url()).await?;
    // More may be due than a node sends at once.
    while desk.send_due_mails().await? > 0 {}
    Ok(())
}

/// Pushes are sent apart from everything else, too: a push service may take its time.
async fn send_pushes(edge: Edge) {
    let (stopping, desk) = (edge.stopping(), edge.desk());
    let mut look = tokio::time::interval(PUSHES);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            _ = look.tick() => {}
        }
        // A push that a stop cuts off is taken by another node, or at the next start, when its lease is over.
        tokio::select! {
            () = stopping.cancelled() => return,
            tried = desk.push_to_the_absent() => if let Err(error) = tried {
                tracing::warn!(%error, "nobody can be notified who has no console open");
            }
        }
    }
}

async fn look_who_is_there(desk: &Desk) {
    if let Err(error) = desk.announce_presence().await {
        tracing::warn!(%error, "presence cannot be read");
    }
}
