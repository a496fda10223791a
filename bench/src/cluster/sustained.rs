//! The highest rate of one node, of several on the same cores, and of a bare writer on the same PostgreSQL.

use super::nats::Nats;
use super::nodes::Nodes;
use super::postgres::Postgres;
use crate::baseline_writer::{BareWriter, Batches};
use crate::client::console;
use crate::failure::Outcome;
use crate::load::{highest, population};
use std::time::Duration;

/// Visitors who write; the same for one node and for several.
const VISITORS: usize = 512;

/// Messages a second of a writer that does nothing else.
pub(crate) async fn of_bare_writer(
    postgres: &Postgres,
    batches: Batches,
    during: Duration,
) -> Outcome<f64> {
    let database = postgres.new_database().await?;
    let writer = BareWriter::start_on_server(&database.url(), batches).await?;
    highest::of_bare_writer(&writer, during).await
}

/// Messages a second of so many nodes, whose visitors are spread over them; an operator reads everything.
pub(crate) async fn of_nodes(count: usize, postgres: &Postgres, during: Duration) -> Outcome<f64> {
    let nats = Nats::start().await?;
    let mut nodes = Nodes::new(count, postgres, &nats).await?;
    let email = nodes.first().add_operator("Mara")?;
    nodes.start().await?;
    let first = nodes.first().address();
    let console = tokio::spawn(console::open(first, &email).await?.drain());
    let begun = population::begin(first, VISITORS).await?;
    let visitors = population::connect(&nodes.addresses(), &begun).await?;
    let highest = highest::of_server(visitors, during).await?;
    console.abort();
    nodes.stop().await?;
    Ok(highest)
}
