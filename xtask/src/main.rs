//! Set-up, build, run, test and bench: the only place with long commands.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "its output is its purpose"
)]

mod bench;
mod build;
mod check;
mod cluster;
mod dev;
mod failure;
mod postgres;
mod process;
mod report;
mod run;
mod setup;
mod site;
mod test;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use bench::Measurement;
use clap::{Parser, Subcommand};
use failure::Failure;
use test::Part;

/// Sets up, builds, runs and tests Porchlight.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Installs what is missing on this machine
    Setup,
    /// Builds the release program with every asset embedded
    Build,
    /// Builds the assets into target/site
    Assets {
        /// Make them as small as in the release program
        #[arg(long)]
        release: bool,
    },
    /// Builds everything and serves the console and the demo site
    Run {
        /// Run the release program instead of the development one
        #[arg(long)]
        release: bool,
        /// Further arguments of `porchlight serve`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Runs, and builds and starts again whenever a source changes
    Dev {
        /// Further arguments of `porchlight serve`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Serves three nodes on one PostgreSQL behind a load balancer, and kills and starts them as you type
    Cluster,
    /// Checks format, lints, licences and the rules of the architecture
    Check,
    /// Runs every check and test, browser included, on SQLite and PostgreSQL
    Test {
        /// Run one part alone
        #[arg(long)]
        only: Option<Part>,
        /// Further arguments of Playwright
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Measures the release program against its bars
    Bench {
        /// What to measure
        #[arg(value_name = "NAME")]
        measurement: Measurement,
        /// Write the figures to this file too
        #[arg(long)]
        json: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    match perform(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            failure.exit_code()
        }
    }
}

fn perform(task: Task) -> Result<(), Failure> {
    match task {
        Task::Setup => report::step("set-up", || setup::ensure(setup::EVERYTHING)),
        Task::Build => build::release(),
        Task::Assets { release } => build::assets(build::variant(release)),
        Task::Run { release, arguments } => run::run(build::variant(release), &arguments),
        Task::Dev { arguments } => dev::run(&arguments),
        Task::Cluster => cluster::run(),
        Task::Check => check::run(),
        Task::Test { only, arguments } => test::run(only, &arguments),
        Task::Bench { measurement, json } => bench::run(measurement, json.as_deref()),
    }
}
