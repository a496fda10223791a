//! What every handler works with.

use super::client::Client;
use super::places::Places;
use crate::bus::Bus;
use crate::config::{Config, Limits, Network};
use crate::desk::Desk;
use crate::error::Error;
use crate::geoip::GeoIp;
use crate::live::Hub;
use domain::country::Country;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The longest a stop takes to tell all sockets: a millisecond for each, and no more than this.
const SPREAD: Duration = Duration::from_secs(3);

/// What every handler works with; cheap to clone.
#[derive(Clone, Debug)]
pub struct Edge(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    desk: Desk,
    hub: Hub,
    bus: Option<Bus>,
    public_url: String,
    limits: Limits,
    trusted_proxies: Vec<Network>,
    places: Places,
    drain: Duration,
    is_draining: AtomicBool,
    stopping: CancellationToken,
    connections: TaskTracker,
    has_users: AtomicBool,
}

impl Edge {
    /// An edge for a desk, reached by browsers at `public_url`; it winds down when `stopping` is cancelled.
    pub(crate) fn new(
        desk: Desk,
        hub: Hub,
        bus: Option<Bus>,
        config: &Config,
        public_url: String,
        stopping: CancellationToken,
    ) -> Self {
        Self(Arc::new(Inner {
            desk,
            hub,
            bus,
            public_url,
            limits: config.limits,
            trusted_proxies: config.trusted_proxies.clone(),
            places: Places::new(&config.limits),
            drain: config.drain,
            is_draining: AtomicBool::new(false),
            stopping,
            connections: TaskTracker::new(),
            has_users: AtomicBool::new(false),
        }))
    }

    /// The deeds.
    pub fn desk(&self) -> &Desk {
        &self.0.desk
    }

    /// Who hears of what.
    pub fn hub(&self) -> &Hub {
        &self.0.hub
    }

    /// The way to other nodes, if there are any.
    pub(super) fn bus(&self) -> Option<&Bus> {
        self.0.bus.as_ref()
    }

    /// The address that browsers use, without a slash at its end.
    pub fn public_url(&self) -> &str {
        &self.0.public_url
    }

    /// Whether browsers come by HTTPS.
    pub fn is_https(&self) -> bool {
        self.0.public_url.starts_with("https://")
    }

    /// How much one caller may ask for.
    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// How much each caller has asked for.
    pub(crate) fn places(&self) -> &Places {
        &self.0.places
    }

    /// Says from now on that the server is not ready, and for how long it shall go on serving all the same.
    pub(crate) fn drain(&self) -> Duration {
        self.0.is_draining.store(true, Ordering::Relaxed);
        self.0.drain
    }

    /// Whether the server takes new callers.
    pub(super) fn is_open(&self) -> bool {
        !self.0.is_draining.load(Ordering::Relaxed) && !self.0.stopping.is_cancelled()
    }

    /// Is cancelled when the server stops.
    pub(crate) fn stopping(&self) -> CancellationToken {
        self.0.stopping.clone()
    }

    /// Sockets that the server waits for when it stops.
    pub(crate) fn connections(&self) -> &TaskTracker {
        &self.0.connections
    }

    /// How long a stop may take to tell all sockets, so that they do not come back in the same instant.
    pub(crate) fn spread(&self) -> Duration {
        let sockets = u64::try_from(self.0.connections.len()).unwrap_or(u64::MAX);
        Duration::from_millis(sockets).min(SPREAD)
    }

    /// Whether an address is that of a trusted proxy.
    pub(super) fn trusts(&self, client: Client) -> bool {
        let networks = &self.0.trusted_proxies;
        networks.iter().any(|network| network.contains(client.0))
    }

    /// The country that a request comes from.
    pub fn country(&self, client: Client) -> Option<Country> {
        self.0.desk.geoip().country(client.0)
    }

    /// What tells countries of addresses.
    pub(crate) fn geoip(&self) -> Arc<GeoIp> {
        self.0.desk.geoip().clone()
    }

    /// Whether anybody can sign in yet; asked of the database until the answer is yes.
    pub(crate) async fn has_users(&self) -> Result<bool, Error> {
        if self.0.has_users.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let has_users = self.0.desk.has_users().await?;
        self.0.has_users.store(has_users, Ordering::Relaxed);
        Ok(has_users)
    }
}
