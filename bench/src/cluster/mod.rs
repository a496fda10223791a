//! Are several nodes as good as one? What they lose while one after the other fails, how fast what one of them acknowledged is
//! seen on another, and how many messages they bear on the same cores.

mod faults;
pub(crate) mod nats;
pub(crate) mod nodes;
pub(crate) mod postgres;
mod seen;
mod sustained;

use crate::baseline_writer::Batches;
use crate::delivery::{self, Crowd, count, judge_all, settle};
use crate::failure::Outcome;
use crate::proxy::Proxy;
use crate::report::{Figure, Report, note};
use clap::Args;
use nats::Nats;
use nodes::Nodes;
use postgres::Postgres;
use std::time::Duration;

/// Time until what is acknowledged is seen on another node, as a multiple of that on the same node.
const SEEN_BAR: f64 = 3.0;
/// Messages a second of several nodes, as a part of one node's on the same cores.
const SEVERAL_BAR: f64 = 0.8;
/// Messages a second of several nodes, as a part of a bare batched writer's.
const BARE_BAR: f64 = 0.3;

/// How much is asked of the nodes.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Scale {
    #[command(flatten)]
    delivery: delivery::Scale,
    /// Messages a second while it is measured when they are seen
    #[arg(long, default_value_t = 100)]
    rate: u32,
    /// Seconds for which they are sent
    #[arg(long, default_value_t = 20)]
    rate_seconds: u64,
    /// Seconds for which each highest rate is held
    #[arg(long, default_value_t = 8)]
    highest_seconds: u64,
}

/// Takes the measurement.
pub(crate) async fn run(scale: Scale) -> Outcome<Report> {
    let postgres = Postgres::named()?;
    let mut report = Report::new("cluster");
    measure_faults(&mut report, scale, &postgres).await?;
    measure_seen(&mut report, scale, &postgres).await?;
    measure_sustained(&mut report, scale, &postgres).await?;
    Ok(report)
}

/// The `delivery` run, while every part of the cluster fails once.
async fn measure_faults(report: &mut Report, scale: Scale, postgres: &Postgres) -> Outcome<()> {
    note("everything fails once");
    let mut nats = Nats::start().await?;
    let mut nodes = Nodes::new(3, postgres, &nats).await?;
    let proxy = Proxy::start(nodes.addresses()).await?;
    nodes.be_found_at(proxy.address());
    let emails = (1..=scale.delivery.operators)
        .map(|number| nodes.first().add_operator(&format!("Operator{number}")))
        .collect::<Outcome<Vec<_>>>()?;
    nodes.start().await?;
    let server = nodes.first().address();
    let crowd = Crowd::gather(scale.delivery, server, &proxy, &emails).await?;
    let faults = faults::let_happen(
        scale.delivery,
        &mut nodes,
        &mut nats,
        postgres,
        crowd.progress(),
    )
    .await?;
    let database = nodes.first().database().clone();
    settle(scale.delivery, &database, &crowd).await?;
    judge_all(report, scale.delivery, &database, &proxy, crowd).await?;
    nodes.stop().await?;
    for (name, times) in faults {
        report.add(Figure::at_least(name, count(times), "times", 1.0));
    }
    Ok(())
}

/// When a console sees what was acknowledged: on the node that did, and on another.
async fn measure_seen(report: &mut Report, scale: Scale, postgres: &Postgres) -> Outcome<()> {
    let during = Duration::from_secs(scale.rate_seconds);
    let mut figures = Vec::new();
    for nodes in [1, 3] {
        note(&format!("when it is seen, {nodes} nodes"));
        figures.push(seen::measure(nodes, postgres, scale.rate, during).await?);
    }
    let [one, several] = figures.as_slice() else {
        return Err("not measured twice".into());
    };
    report.add(
        Figure::at_most(
            "acknowledged to seen on another node, p99",
            several.p99,
            "ms",
            SEEN_BAR * one.p99,
        )
        .beside(one.p99),
    );
    report.add(
        Figure::reported(
            "acknowledged to seen on another node, p50",
            several.p50,
            "ms",
        )
        .beside(one.p50),
    );
    Ok(())
}

async fn measure_sustained(report: &mut Report, scale: Scale, postgres: &Postgres) -> Outcome<()> {
    let during = Duration::from_secs(scale.highest_seconds);
    note("bare writer");
    let bare = sustained::of_bare_writer(postgres, Batches::OfStatements, during).await?;
    let fastest = sustained::of_bare_writer(postgres, Batches::InOneStatement, during).await?;
    note("one node");
    let one = sustained::of_nodes(1, postgres, during).await?;
    note("several nodes");
    let several = sustained::of_nodes(3, postgres, during).await?;
    let name = "highest rate of three nodes";
    report.add(
        Figure::at_least(
            format!("{name}, beside one node"),
            several,
            "messages/s",
            SEVERAL_BAR * one,
        )
        .beside(one),
    );
    report.add(
        Figure::at_least(
            format!("{name}, beside a bare writer"),
            several,
            "messages/s",
            BARE_BAR * bare,
        )
        .beside(bare),
    );
    report.add(Figure::reported(
        "bare writer with one statement a batch",
        fastest,
        "messages/s",
    ));
    Ok(())
}
