//! Measurements: builds what they need in release and hands over to them.

use std::path::Path;
use std::process::Command;

use clap::ValueEnum;

use crate::build;
use crate::failure::Failure;
use crate::postgres::{Durability, Server};
use crate::process;
use crate::report;
use crate::setup::{self, Need, chromium};
use crate::site::{self, Variant};
use crate::workspace;

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Measurement {
    /// Messages lost, doubled or out of order while connections are cut and the server is killed
    Delivery,
    /// Several nodes: what they lose while each part fails, how fast they tell one another, how much they bear
    Cluster,
    /// Memory of idle visitors, time to acknowledge, highest rate, time to the operator's screen
    Load,
    /// What the inbox costs where there are many conversations and messages
    Inbox,
    /// What reports and exports cost where there are a million conversations
    Reports,
    /// What a chatbot's step and the check of its script cost, and many visitors who talk to one
    Chatbot,
    /// What the choice of an operator costs the processor, and how that grows with their number
    Routing,
    /// What each thing costs, and what a simulation foretells from it for one machine and for many
    Scaling,
    /// Time until ready, idle memory, size of the program
    Start,
    /// What a visitor downloads, what the widget costs the page it stands on, and how soon it shows what is configured
    Widget,
    /// What an operator downloads, and when the console is usable
    Console,
}

/// Runs a measurement; fails when one of its figures falls short of its bar.
///
/// Measurements in the browser are scripts in `end2end/bench`, all others are in the crate `bench`.
pub(crate) fn run(measurement: Measurement, json: Option<&Path>) -> Result<(), Failure> {
    let program = build::program(Variant::Release)?;
    let mut postgres = None;
    let mut command = match measurement {
        Measurement::Delivery => native("delivery")?,
        Measurement::Cluster => with_services(native("cluster")?, &mut postgres)?,
        Measurement::Scaling => with_services(native("scaling")?, &mut postgres)?,
        Measurement::Load => with_browser(native("load")?)?,
        Measurement::Inbox => with_browser(native("inbox")?)?,
        Measurement::Reports => native("reports")?,
        Measurement::Chatbot => with_browser(native("chatbot")?)?,
        Measurement::Routing => native("routing")?,
        Measurement::Start => native("start")?,
        Measurement::Widget => with_browser(script("widget"))?,
        Measurement::Console => {
            site::empty_page()?;
            with_browser(script("console"))?
        }
    };
    command.env("PORCHLIGHT_BINARY", program);
    if let Some(file) = json {
        command.arg("--json").arg(file);
    }
    process::run(&mut command)
}

fn script(name: &str) -> Command {
    let mut command = process::node();
    command.arg(format!("end2end/bench/{name}.mjs"));
    command
}

fn native(name: &str) -> Result<Command, Failure> {
    let mut build = process::cargo();
    build.args(["build", "--release", "--package", "bench"]);
    report::step("load generator", || process::run(&mut build))?;
    let mut command = Command::new(workspace::binary("release", "bench"));
    command.current_dir(workspace::root()).arg(name);
    Ok(command)
}

/// A PostgreSQL that loses nothing, which runs until `postgres` is dropped, and the program of NATS.
fn with_services(mut command: Command, postgres: &mut Option<Server>) -> Result<Command, Failure> {
    setup::ensure(&[Need::Postgres, Need::Nats])?;
    let server = postgres.insert(Server::start_own(Durability::Full)?);
    command.env(setup::postgres::URL, server.url());
    command.env(setup::postgres::FOLDER, server.folder());
    command.env(setup::nats::PROGRAM, setup::nats::program()?);
    Ok(command)
}

fn with_browser(mut command: Command) -> Result<Command, Failure> {
    setup::ensure(&[Need::Chromium])?;
    command.env("CHROMIUM", chromium::path()?);
    Ok(command)
}
