//! How much does the server bear, beside a bare socket and a bare database writer on the same machine?

pub(crate) mod highest;
mod memory;
pub(crate) mod population;
pub(crate) mod rate;

use crate::baseline_writer::BareWriter;
use crate::browsers;
use crate::client::console;
use crate::failure::Outcome;
use crate::report::{Figure, Report, note};
use crate::server_process::Porchlight;
use crate::statistics::percentile;
use clap::Args;
use rate::Plan;
use serde::Deserialize;
use std::time::Duration;

/// The server's memory of an idle visitor, as a multiple of a bare socket's.
const MEMORY_BAR: f64 = 2.0;
/// The time to acknowledge a message, as a multiple of the bare writer's.
const ACKNOWLEDGED_BAR: f64 = 3.0;
/// The highest rate, as a part of the bare writer's.
const HIGHEST_BAR: f64 = 0.5;

/// Visitors who write; all others are idle.
const SENDERS: u32 = 512;

/// How much is asked of the server.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Scale {
    /// Visitors with an open socket
    #[arg(long, default_value_t = 5_000)]
    visitors: usize,
    /// Messages a second
    #[arg(long, default_value_t = 1_000)]
    rate: u32,
    /// Seconds for which they are sent
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Seconds for which each highest rate is held
    #[arg(long, default_value_t = 8)]
    highest_seconds: u64,
}

/// What was reached.
#[derive(Debug)]
struct Reached {
    /// Bytes of an idle socket.
    memory: f64,
    /// After how long each message was acknowledged.
    times: Vec<Duration>,
    /// Messages a second.
    highest: f64,
}

/// From a visitor's key press to the operator's screen, in milliseconds.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Latency {
    /// Half of the messages were there after this long.
    p50: f64,
    /// 95 of 100 messages were there after this long.
    p95: f64,
}

/// Takes the measurement.
pub(crate) async fn run(scale: Scale) -> Outcome<Report> {
    let mut bare = measure_bare(scale).await?;
    let mut server = measure_server(scale).await?;
    let mut report = Report::new("load");
    report.add(
        Figure::at_most(
            "memory of an idle visitor",
            server.memory,
            "bytes",
            MEMORY_BAR * bare.memory,
        )
        .beside(bare.memory),
    );
    let mut acknowledged = |share: f64| {
        (
            percentile(&mut server.times, share),
            percentile(&mut bare.times, share),
        )
    };
    let name = |share: &str| format!("acknowledged at {} messages/s, {share}", scale.rate);
    let (time, bare_time) = acknowledged(0.99);
    report.add(
        Figure::at_most(name("p99"), time, "ms", ACKNOWLEDGED_BAR * bare_time).beside(bare_time),
    );
    let (time, bare_time) = acknowledged(0.5);
    report.add(Figure::reported(name("p50"), time, "ms").beside(bare_time));
    report.add(
        Figure::at_least(
            "highest rate",
            server.highest,
            "messages/s",
            HIGHEST_BAR * bare.highest,
        )
        .beside(bare.highest),
    );
    let screen = measure_browsers().await?;
    report.add(Figure::reported(
        "key press to operator's screen, p50",
        screen.p50,
        "ms",
    ));
    report.add(Figure::reported(
        "key press to operator's screen, p95",
        screen.p95,
        "ms",
    ));
    Ok(report)
}

/// What bare programs reach on this machine.
async fn measure_bare(scale: Scale) -> Outcome<Reached> {
    note("bare socket");
    let memory = memory::of_bare_socket(scale.visitors).await?;
    note("bare writer");
    let folder = tempfile::tempdir()?;
    let writer = BareWriter::start(folder.path()).await?;
    Ok(Reached {
        memory,
        times: rate::of_bare_writer(&writer, scale.plan()).await?,
        highest: highest::of_bare_writer(&writer, scale.highest_during()).await?,
    })
}

async fn measure_server(scale: Scale) -> Outcome<Reached> {
    let folder = tempfile::tempdir()?;
    let mut server = Porchlight::new(folder.path())?;
    let email = server.add_operator("Mara")?;
    server.start().await?;
    let console = tokio::spawn(console::open(server.address(), &email).await?.drain());
    note(&format!("{} visitors begin", scale.visitors));
    let begun = population::begin(server.address(), scale.visitors).await?;
    let (memory, mut visitors) = memory::of_visitor(&server, &begun).await?;

    let writing = usize::try_from(SENDERS)?.min(visitors.len());
    for idle in visitors.split_off(writing) {
        tokio::spawn(idle.socket.drain());
    }
    note("messages at a fixed rate");
    let (times, visitors) = rate::of_server(visitors, scale.plan()).await?;
    note("messages as fast as they are acknowledged");
    let highest = highest::of_server(visitors, scale.highest_during()).await?;
    console.abort();
    server.stop().await?;
    Ok(Reached {
        memory,
        times,
        highest,
    })
}

/// A server with nothing else to do, as a person at the screen meets it.
async fn measure_browsers() -> Outcome<Latency> {
    note("two browsers");
    let folder = tempfile::tempdir()?;
    let mut server = Porchlight::new(folder.path())?;
    let email = server.add_operator("Mara")?;
    server.start().await?;
    let latency = browsers::measure("latency.mjs", (&server, email.as_str()), &[]).await?;
    server.stop().await?;
    Ok(latency)
}

impl Scale {
    fn plan(self) -> Plan {
        Plan {
            rate: self.rate,
            during: Duration::from_secs(self.seconds),
            senders: SENDERS,
        }
    }

    fn highest_during(self) -> Duration {
        Duration::from_secs(self.highest_seconds)
    }
}
