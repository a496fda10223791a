//! What goes wrong while everybody writes.

use super::nats::Nats;
use super::nodes::Nodes;
use super::postgres::Postgres;
use crate::delivery::{GONE_FOR, Progress, Scale, reach};
use crate::failure::Outcome;
use crate::report::note;
use std::time::Duration;

/// How long a node stands still, and how long NATS is away.
const AWAY: Duration = Duration::from_secs(10);

/// Something that goes wrong.
#[derive(Clone, Copy, Debug)]
enum Fault {
    NodeKilled,
    NodeStopped,
    NatsStopped,
    PostgresRestarted,
}

/// In this order, evenly over the messages; each node is killed once.
const FAULTS: [Fault; 6] = [
    Fault::NodeKilled,
    Fault::NodeStopped,
    Fault::NodeKilled,
    Fault::NatsStopped,
    Fault::NodeKilled,
    Fault::PostgresRestarted,
];

impl Fault {
    fn name(self) -> &'static str {
        match self {
            Self::NodeKilled => "a node killed -9",
            Self::NodeStopped => "a node stopped for 10 s and continued",
            Self::NatsStopped => "NATS stopped for 10 s",
            Self::PostgresRestarted => "PostgreSQL crashed and restarted",
        }
    }
}

/// Lets everything happen, each in its time; what happened, and how often.
pub(crate) async fn let_happen(
    scale: Scale,
    nodes: &mut Nodes,
    nats: &mut Nats,
    postgres: &Postgres,
    progress: &Progress,
) -> Outcome<Vec<(&'static str, usize)>> {
    let mut happened: Vec<(&'static str, usize)> = Vec::new();
    for (number, fault) in FAULTS.into_iter().enumerate() {
        if !reach(scale, progress, number, FAULTS.len()).await {
            break;
        }
        note(fault.name());
        match fault {
            Fault::NodeKilled => {
                let node = nodes.get(number);
                node.kill()?;
                tokio::time::sleep(GONE_FOR).await;
                node.start().await?;
            }
            Fault::NodeStopped => {
                let node = nodes.get(number);
                node.pause()?;
                tokio::time::sleep(AWAY).await;
                node.go_on()?;
            }
            Fault::NatsStopped => {
                nats.stop()?;
                tokio::time::sleep(AWAY).await;
                nats.resume().await?;
            }
            Fault::PostgresRestarted => postgres.restart().await?,
        }
        match happened.iter_mut().find(|(name, _)| *name == fault.name()) {
            Some((_, times)) => *times += 1,
            None => happened.push((fault.name(), 1)),
        }
    }
    Ok(happened)
}
