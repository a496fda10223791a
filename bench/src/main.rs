//! Measurements of the release program; `cargo xtask bench NAME` builds it and runs them.

mod baseline_socket;
mod baseline_writer;
mod browsers;
mod chatbot;
mod client;
mod cluster;
mod cost;
mod database;
mod delivery;
mod failure;
mod inbox;
mod load;
mod proxy;
mod report;
mod reports;
mod routing;
mod scaling;
mod server_process;
mod start;
mod statistics;
mod time;

use clap::{Parser, Subcommand};
use failure::Outcome;
use report::note;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// Measures `porchlight`, which the environment variable `PORCHLIGHT_BINARY` names.
#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Arguments {
    #[command(subcommand)]
    measurement: Measurement,
    /// Write the figures to this file too
    #[arg(long, global = true)]
    json: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Measurement {
    /// Messages lost, doubled or out of order while connections are cut and the server is killed
    Delivery(delivery::Scale),
    /// Several nodes: what they lose while one after the other fails, how fast they tell one another, how much they bear
    Cluster(cluster::Scale),
    /// Memory of idle visitors, time to acknowledge, highest rate, time to the operator's screen
    Load(load::Scale),
    /// What the inbox costs where there are many conversations
    Inbox(inbox::Scale),
    /// What reports and exports cost where there are many conversations
    Reports(reports::Scale),
    /// What a chatbot's step and the check of its script cost, and many visitors who talk to one
    Chatbot(chatbot::Scale),
    /// What the choice of an operator costs the processor
    Routing,
    /// What each thing costs, and what a simulation foretells from it
    Scaling(scaling::Scale),
    /// Time until ready, idle memory, size of the program
    Start,
    /// The bare socket server that others are compared with
    #[command(hide = true)]
    EchoServer {
        /// Where it listens
        #[arg(long)]
        address: SocketAddr,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    match measure(Arguments::parse()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            note(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

async fn measure(arguments: Arguments) -> Outcome<bool> {
    let report = match arguments.measurement {
        Measurement::Delivery(scale) => delivery::run(scale).await?,
        Measurement::Cluster(scale) => cluster::run(scale).await?,
        Measurement::Load(scale) => load::run(scale).await?,
        Measurement::Inbox(scale) => inbox::run(scale).await?,
        Measurement::Reports(scale) => reports::run(scale).await?,
        Measurement::Chatbot(scale) => chatbot::run(scale).await?,
        Measurement::Routing => routing::run()?,
        Measurement::Scaling(scale) => scaling::run(scale).await?,
        Measurement::Start => start::run().await?,
        Measurement::EchoServer { address } => {
            baseline_socket::serve(address).await?;
            return Ok(true);
        }
    };
    report.finish(arguments.json.as_deref())
}
