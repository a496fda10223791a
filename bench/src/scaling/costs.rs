//! What an idle visitor, a message, a delivery and a journal read cost, measured on nodes with a PostgreSQL and a NATS.

use crate::client::console;
use crate::client::http::Http;
use crate::client::sign_in::sign_in;
use crate::cluster::nats::Nats;
use crate::cluster::nodes::Nodes;
use crate::cluster::postgres::Postgres;
use crate::failure::Outcome;
use crate::load::highest;
use crate::load::population::{self, Connected};
use crate::load::rate::{self, Plan};
use crate::report::{Figure, Report, note};
use crate::server_process::{Porchlight, processor_time};
use crate::statistics::percentile;
use domain::presence::HEARTBEAT_MS;
use std::net::SocketAddr;
use std::time::Duration;

/// Visitors who write while costs are measured.
const SENDERS: u32 = 100;
/// Consoles that read while the cost of a delivery is measured.
const CONSOLES: usize = 100;
/// How many write at the same time while the highest rate is measured.
const PARALLEL: [usize; 2] = [64, 256];
/// Long enough for two beats to each idle visitor, and one look at his token.
const IDLE_FOR: Duration = Duration::from_millis(2 * HEARTBEAT_MS.unsigned_abs());
/// How long everything is left to settle.
const SETTLE: Duration = Duration::from_secs(3);

/// The highest rate with so many senders.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Highest {
    /// Who each wait for an answer.
    pub(crate) senders: usize,
    /// Messages a second.
    pub(crate) rate: f64,
}

/// Microseconds of processor time where nothing else is said.
#[derive(Clone, Debug)]
pub(crate) struct Costs {
    /// Cores of this machine.
    pub(crate) cores: usize,
    /// Bytes of an idle visitor.
    pub(crate) idle_bytes: f64,
    /// A second of an idle visitor.
    pub(crate) idle: f64,
    /// A message, on its node, where many are written at once.
    pub(crate) message: f64,
    /// A message, on PostgreSQL, where many are written at once.
    pub(crate) stored: f64,
    /// A message, on its node and on PostgreSQL, where each is nearly alone in its batch.
    pub(crate) alone: f64,
    /// A message, to one console that reads.
    pub(crate) delivery: f64,
    /// A message, on another node of which nobody cares for it.
    pub(crate) journal_read: f64,
    /// A batch whatever is in it, from its begin to its commit, by the clock.
    pub(crate) batch: f64,
    /// Each message of a batch, by the clock.
    pub(crate) in_batch: f64,
    /// A message outside the writer, with its sender.
    pub(crate) outside_the_writer: f64,
    /// The highest rates.
    pub(crate) highest: Vec<Highest>,
    /// Milliseconds until half of the messages are acknowledged.
    pub(crate) acknowledged_p50: f64,
    /// Milliseconds until 99 of 100 messages are.
    pub(crate) acknowledged_p99: f64,
}

/// What was used up between two moments.
#[derive(Clone, Copy, Debug)]
struct Used {
    node: Duration,
    other: Duration,
    postgres: Duration,
    client: Duration,
    batches: f64,
    commands: f64,
    batch_seconds: f64,
}

/// Measures everything.
pub(crate) async fn measure(
    postgres: &Postgres,
    visitors: usize,
    rate: u32,
    during: Duration,
) -> Outcome<Costs> {
    let nats = Nats::start().await?;
    let mut nodes = Nodes::new(2, postgres, &nats).await?;
    let email = nodes.first().add_operator("Mara")?;
    nodes.start().await?;
    let addresses = nodes.addresses();
    let [here, _] = addresses.as_slice() else {
        return Err("not two nodes".into());
    };

    note("idle visitors");
    let console = tokio::spawn(console::open(*here, &email).await?.drain());
    let begun = population::begin(*here, visitors).await?;
    console.abort();
    tokio::time::sleep(SETTLE).await;
    let memory = nodes.first().memory()?;
    let idle = Meter::read(&mut nodes, postgres).await?;
    tokio::time::sleep(IDLE_FOR).await;
    let nobody = idle.used(&mut nodes, postgres).await?;
    let mut connected = population::connect(&[*here], &begun).await?;
    tokio::time::sleep(SETTLE).await;
    let idle_bytes = nodes.first().memory()?.saturating_sub(memory);
    let idle = Meter::read(&mut nodes, postgres).await?;
    tokio::time::sleep(IDLE_FOR).await;
    let everybody = idle.used(&mut nodes, postgres).await?;
    let count = f64::from(u32::try_from(visitors)?);
    let more = micros(everybody.node) - micros(nobody.node);
    let idle = more.max(0.0) / count / IDLE_FOR.as_secs_f64();

    let writing = usize::try_from(SENDERS)?.min(connected.len());
    for idle in connected.split_off(writing) {
        tokio::spawn(idle.socket.drain());
    }
    note("one sender at a time");
    let (alone, mut connected) = saturate(&mut nodes, postgres, connected, 1, during / 3).await?;
    note("messages at a fixed rate, nobody reads");
    let plan = Plan {
        rate,
        during,
        senders: SENDERS,
    };
    let (unread, mut times, visitors) = at_rate(&mut nodes, postgres, connected, plan).await?;
    connected = visitors;
    note("messages at a fixed rate, consoles read");
    let cookie = sign_in(*here, &email).await?;
    let mut consoles = Vec::new();
    for _ in 0..CONSOLES {
        let socket = console::open_signed_in(*here, &cookie).await?;
        consoles.push(tokio::spawn(socket.drain()));
    }
    let (read, _, visitors) = at_rate(&mut nodes, postgres, connected, plan).await?;
    connected = visitors;
    consoles.iter().for_each(tokio::task::JoinHandle::abort);
    note("as fast as they are acknowledged");
    let console = tokio::spawn(console::open(*here, &email).await?.drain());
    let more = population::begin(*here, PARALLEL[1] - connected.len()).await?;
    connected.extend(population::connect(&[*here], &more).await?);
    console.abort();
    let mut highest = Vec::new();
    let mut full = alone;
    for senders in PARALLEL {
        let (used, visitors) =
            saturate(&mut nodes, postgres, connected, senders, during / 2).await?;
        connected = visitors;
        highest.push(Highest {
            senders,
            rate: used.commands / (during / 2).as_secs_f64(),
        });
        full = used;
    }
    nodes.stop().await?;

    let messages = f64::from(rate) * during.as_secs_f64();
    let of_message = |used: Duration| micros(used) / messages;
    let of_many = |used: Duration| micros(used) / full.commands;
    let (one, many) = (alone.commands / alone.batches, full.commands / full.batches);
    let (batch_of_one, batch_of_many) = (
        1e6 * alone.batch_seconds / alone.batches,
        1e6 * full.batch_seconds / full.batches,
    );
    let in_batch = ((batch_of_many - batch_of_one) / (many - one)).max(0.0);
    // While the writer works, one core is taken: by PostgreSQL, or by the node that prepares and reads statements.
    let outside = (micros(full.node) + micros(full.client) + micros(full.postgres)
        - 1e6 * full.batch_seconds)
        / full.commands;
    Ok(Costs {
        cores: std::thread::available_parallelism()?.get(),
        #[expect(clippy::cast_precision_loss, reason = "sizes far below 2^52")]
        idle_bytes: idle_bytes as f64 / count,
        idle,
        message: of_many(full.node),
        stored: of_many(full.postgres),
        alone: of_message(unread.node) + of_message(unread.postgres),
        delivery: (of_message(read.node) - of_message(unread.node)).max(0.0)
            / f64::from(u32::try_from(CONSOLES)?),
        journal_read: of_many(full.other),
        batch: (batch_of_one - in_batch * one).max(0.0),
        in_batch,
        outside_the_writer: outside.max(0.0),
        highest,
        acknowledged_p50: percentile(&mut times, 0.5),
        acknowledged_p99: percentile(&mut times, 0.99),
    })
}

async fn at_rate(
    nodes: &mut Nodes,
    postgres: &Postgres,
    visitors: Vec<Connected>,
    plan: Plan,
) -> Outcome<(Used, Vec<Duration>, Vec<Connected>)> {
    let meter = Meter::read(nodes, postgres).await?;
    let (times, visitors) = rate::of_server(visitors, plan).await?;
    Ok((meter.used(nodes, postgres).await?, times, visitors))
}

async fn saturate(
    nodes: &mut Nodes,
    postgres: &Postgres,
    visitors: Vec<Connected>,
    senders: usize,
    during: Duration,
) -> Outcome<(Used, Vec<Connected>)> {
    let meter = Meter::read(nodes, postgres).await?;
    let visitors = highest::with(visitors, senders, during).await?.1;
    Ok((meter.used(nodes, postgres).await?, visitors))
}

/// Counters as they stood at one moment.
#[derive(Clone, Copy, Debug)]
struct Meter(Used);

impl Meter {
    async fn read(nodes: &mut Nodes, postgres: &Postgres) -> Outcome<Self> {
        let address = nodes.first().address();
        let figures = figures(address).await?;
        let figure = |name: &str| -> Outcome<f64> {
            let line = figures.lines().find_map(|line| line.strip_prefix(name));
            // Nothing was counted yet.
            Ok(line
                .map(|rest| rest.trim().parse())
                .transpose()?
                .unwrap_or(0.0))
        };
        let time = |node: &Porchlight| node.processor_time();
        Ok(Self(Used {
            node: time(nodes.get(0))?,
            other: time(nodes.get(1))?,
            postgres: postgres.processor_time()?,
            client: processor_time(std::process::id())?,
            batches: figure("porchlight_batch_commands_count ")?,
            commands: figure("porchlight_batch_commands_sum ")?,
            batch_seconds: figure("porchlight_batch_seconds_sum ")?,
        }))
    }

    async fn used(self, nodes: &mut Nodes, postgres: &Postgres) -> Outcome<Used> {
        let now = Self::read(nodes, postgres).await?.0;
        let before = self.0;
        Ok(Used {
            node: now.node.saturating_sub(before.node),
            other: now.other.saturating_sub(before.other),
            postgres: now.postgres.saturating_sub(before.postgres),
            client: now.client.saturating_sub(before.client),
            batches: now.batches - before.batches,
            commands: now.commands - before.commands,
            batch_seconds: now.batch_seconds - before.batch_seconds,
        })
    }
}

async fn figures(address: SocketAddr) -> Outcome<String> {
    let answer = Http::connect(address).await?.get("/metrics").await?;
    Ok(String::from_utf8(answer.body.to_vec())?)
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

impl Costs {
    /// Adds the figures to the report.
    pub(crate) fn tell(&self, report: &mut Report) {
        for (name, value, unit) in [
            ("idle visitor, memory", self.idle_bytes, "bytes"),
            ("idle visitor, node, each second", self.idle, "us"),
            ("message among many, node", self.message, "us"),
            ("message among many, PostgreSQL", self.stored, "us"),
            (
                "message nearly alone, node and PostgreSQL",
                self.alone,
                "us",
            ),
            ("delivery to a console, node", self.delivery, "us"),
            ("journal read by another node", self.journal_read, "us"),
            ("batch, by the clock", self.batch, "us"),
            ("message in a batch, by the clock", self.in_batch, "us"),
            (
                "message outside the writer, with its sender",
                self.outside_the_writer,
                "us",
            ),
        ] {
            report.add(Figure::reported(name, value, unit));
        }
    }
}
