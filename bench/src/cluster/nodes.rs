//! Equal nodes on a database of their own.

use super::nats::Nats;
use super::postgres::Postgres;
use crate::failure::Outcome;
use crate::server_process::Porchlight;
use std::net::SocketAddr;

/// The nodes of one database, running or not.
#[derive(Debug)]
pub(crate) struct Nodes(Vec<Porchlight>);

impl Nodes {
    /// So many on a new database; starts none.
    pub(crate) async fn new(count: usize, postgres: &Postgres, nats: &Nats) -> Outcome<Self> {
        let database = postgres.new_database().await?;
        let node = || Porchlight::on(database.clone(), Some(nats.url()));
        Ok(Self((0..count).map(|_| node()).collect::<Outcome<_>>()?))
    }

    /// Starts all.
    pub(crate) async fn start(&mut self) -> Outcome<()> {
        for node in &mut self.0 {
            node.start().await?;
        }
        Ok(())
    }

    /// Stops all, in order.
    pub(crate) async fn stop(&mut self) -> Outcome<()> {
        for node in &mut self.0 {
            node.stop().await?;
        }
        Ok(())
    }

    /// Tells all that browsers come by way of this address.
    pub(crate) fn be_found_at(&mut self, address: SocketAddr) {
        for node in &mut self.0 {
            node.be_found_at(address);
        }
    }

    /// Where each listens.
    pub(crate) fn addresses(&self) -> Vec<SocketAddr> {
        self.0.iter().map(Porchlight::address).collect()
    }

    /// The first one; none is special.
    pub(crate) fn first(&self) -> &Porchlight {
        &self.0[0]
    }

    /// One of them, counted round and round.
    pub(crate) fn get(&mut self, number: usize) -> &mut Porchlight {
        let count = self.0.len();
        &mut self.0[number % count]
    }
}
