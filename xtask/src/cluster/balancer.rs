//! A load balancer: each connection goes to the next node that takes it.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::failure::Failure;

/// How long a node may take to take a connection.
const PATIENCE: Duration = Duration::from_millis(500);

/// A running balancer; it ends with the program.
#[derive(Clone, Debug)]
pub(super) struct Balancer {
    nodes: Vec<SocketAddr>,
    turn: Arc<AtomicUsize>,
}

impl Balancer {
    /// Listens, and spreads connections over the nodes.
    pub(super) fn start(address: &str, nodes: Vec<SocketAddr>) -> Result<(), Failure> {
        let listener = TcpListener::bind(address).map_err(|error| {
            Failure::Step(format!(
                "{address} cannot be listened on: {error}. Stop what uses it."
            ))
        })?;
        let balancer = Self {
            nodes,
            turn: Arc::default(),
        };
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let balancer = balancer.clone();
                thread::spawn(move || balancer.pass_on(&client));
            }
        });
        Ok(())
    }

    /// Without a node that takes it, the connection is closed: the browser tries again.
    fn pass_on(&self, client: &TcpStream) -> Option<()> {
        let node = self.next_node()?;
        let (from, to) = (client.try_clone().ok()?, node.try_clone().ok()?);
        let there = thread::spawn(move || copy(&from, &to));
        copy(&node, client);
        there.join().ok()
    }

    fn next_node(&self) -> Option<TcpStream> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let in_turn = self.nodes.iter().cycle().skip(turn % self.nodes.len());
        in_turn
            .take(self.nodes.len())
            .find_map(|node| TcpStream::connect_timeout(node, PATIENCE).ok())
    }
}

fn copy(mut from: &TcpStream, mut to: &TcpStream) {
    // However it ends, nothing more comes from there.
    let _ = io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
}
