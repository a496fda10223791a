//! Several equal nodes on this machine, for trying what happens when one of them goes.

mod balancer;
mod keys;
mod node;

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::build;
use crate::failure::Failure;
use crate::postgres::Server;
use crate::report;
use crate::setup::{self, Need};
use crate::site::Variant;
use crate::workspace;
use balancer::Balancer;
use keys::Keys;
use node::Node;

/// Where browsers reach the nodes, as they would reach one; beside the addresses of `cargo xtask run`.
const ADDRESS: &str = "127.0.0.1:8090";
const DEMO_ADDRESS: &str = "127.0.0.1:8091";
const NODES: usize = 3;

/// Starts PostgreSQL, NATS, three nodes and a load balancer, and kills and starts nodes at the press of a key, until its input ends.
pub(crate) fn run() -> Result<(), Failure> {
    setup::ensure(&[Need::Postgres, Need::Nats])?;
    let program = build::program(Variant::Development)?;
    let postgres = report::step("start PostgreSQL", Server::start)?;
    let nats = report::step("start NATS", Nats::start)?;
    let folder = workspace::root().join("data/cluster");
    fs::create_dir_all(&folder).map_err(Failure::at(&folder))?;
    let mut nodes = (1..=NODES)
        .map(|number| Node::new(number, &program, &folder, free_address()?))
        .collect::<Result<Vec<_>, Failure>>()?;
    let environment = environment(&postgres, &nats, &folder);
    report::step("start the nodes", || {
        nodes
            .iter_mut()
            .try_for_each(|node| node.start(&environment))
    })?;
    let addresses: Vec<SocketAddr> = nodes.iter().map(Node::address).collect();
    Balancer::start(ADDRESS, addresses)?;
    tell(&nodes, &folder)?;
    obey(&mut nodes, &environment)
}

/// What all nodes are told. The first one serves the demo site.
fn environment(postgres: &Server, nats: &Nats, folder: &Path) -> Vec<(&'static str, String)> {
    vec![
        ("PORCHLIGHT_DATABASE_URL", postgres.url().to_owned()),
        ("PORCHLIGHT_NATS_URL", nats.url()),
        (
            "PORCHLIGHT_FILES",
            folder.join("files").display().to_string(),
        ),
        ("PORCHLIGHT_PUBLIC_URL", format!("http://{ADDRESS}")),
    ]
}

fn tell(nodes: &[Node], folder: &Path) -> Result<(), Failure> {
    let setup = nodes
        .last()
        .map(Node::setup_link)
        .transpose()?
        .flatten()
        .unwrap_or_else(|| format!("http://{ADDRESS}"));
    report::note(&format!("Console, through the load balancer  {setup}"));
    report::note(&format!(
        "Demo site                           http://{DEMO_ADDRESS}"
    ));
    for node in nodes {
        report::note(&format!(
            "Node {}                              http://{}",
            node.number(),
            node.address()
        ));
    }
    report::note(&format!("Logs are in {}.", folder.display()));
    Ok(())
}

fn obey(nodes: &mut [Node], environment: &[(&'static str, String)]) -> Result<(), Failure> {
    let keys = Keys::listen();
    let enter = if keys.are_single() { "" } else { " and Enter" };
    report::note(&format!(
        "Press the number of a node{enter} to kill it, and again to start it; q{enter} ends all."
    ));
    for key in keys {
        let number = key
            .to_digit(10)
            .and_then(|digit| usize::try_from(digit).ok());
        let Some(node) = nodes.iter_mut().find(|node| Some(node.number()) == number) else {
            report::note(&format!("There are the nodes 1 to {NODES}."));
            continue;
        };
        if node.is_running() {
            node.kill()?;
            report::note(&format!("Node {} was killed.", node.number()));
        } else {
            node.start(environment)?;
            report::note(&format!("Node {} is ready.", node.number()));
        }
    }
    Ok(())
}

/// A NATS of its own; dropping it stops it.
#[derive(Debug)]
struct Nats {
    child: Child,
    address: SocketAddr,
}

impl Nats {
    fn start() -> Result<Self, Failure> {
        let program = setup::nats::program()?;
        let address = free_address()?;
        let mut command = Command::new(&program);
        command.args(["--addr", &address.ip().to_string()]);
        command.args(["--port", &address.port().to_string()]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().map_err(Failure::at(&program))?;
        Ok(Self { child, address })
    }

    fn url(&self) -> String {
        format!("nats://{}", self.address)
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        // Nothing is left to do about a program that is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> Result<SocketAddr, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map_err(|error| Failure::Step(format!("no free port: {error}")))
}

/// The log of a node.
fn log(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("node-{number}.log"))
}
