//! The command line.

mod doctor;
mod log;
mod output;
mod user;

pub(crate) use user::made_up_password;

use crate::clock::Clock;
use crate::config::{Config, Settings, reachable};
use crate::desk::Desk;
use crate::serve::{self, Running, StartError};
use axum::Router;
use clap::{Parser, Subcommand};
use output::{complain, say};
use std::path::PathBuf;
use std::process::ExitCode;

/// Live chat for your site, on your own server.
#[derive(Parser)]
#[command(name = "porchlight", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// File with the configuration, in TOML; its keys are the flags below without their dashes
    #[arg(long, global = true, env = "PORCHLIGHT_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Subcommand)]
enum Command {
    /// Serve console and widget
    Serve,
    /// Make the database, or bring its tables up to date; `serve` does so as well
    Migrate,
    /// Make and list the people who can sign in
    #[command(subcommand)]
    User(user::Command),
    /// Fill an empty database with two operators and some conversations
    Demo,
    /// Check configuration, database, assets and folder, and say what to do
    Doctor,
}

/// What ends a command early: a sentence for whoever gave it.
type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;

/// The exit code for a command that cannot be understood, as of clap.
const BAD_CONFIGURATION: u8 = 2;

/// Runs the program. `application` makes the console's routes from the desk and the address that browsers use.
pub fn run(application: impl FnOnce(Desk, String) -> Router) -> ExitCode {
    let arguments = Arguments::parse();
    let config = match Config::load(arguments.settings, arguments.config.as_deref()) {
        Ok(config) => config,
        Err(error) => {
            complain(&error);
            return ExitCode::from(BAD_CONFIGURATION);
        }
    };
    log::start(&config);
    let outcome = runtime().map_err(Into::into).and_then(|runtime| {
        runtime.block_on(async {
            match arguments.command {
                Command::Serve => serve(&config, application).await,
                Command::Migrate => migrate(&config).await,
                Command::User(command) => user::run(command, &config).await,
                Command::Demo => demo(&config).await,
                Command::Doctor => Ok(doctor::run(&config).await),
            }
        })
    });
    outcome.unwrap_or_else(|error| {
        complain(&error);
        ExitCode::FAILURE
    })
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
}

async fn serve(config: &Config, application: impl FnOnce(Desk, String) -> Router) -> Outcome {
    if !crate::assets::are_built() {
        return Err("The console and the widget are not built. Run `cargo xtask build`.".into());
    }
    let running = serve::start(config, Clock::of_the_machine(), application).await?;
    say(&addresses(&running));
    serve::asked_to_stop().await;
    tokio::select! {
        () = running.drain() => {}
        // Who asks twice is in a hurry.
        () = serve::asked_to_stop() => {}
    }
    tracing::info!("stopping");
    running.stop().await;
    Ok(ExitCode::SUCCESS)
}

fn addresses(running: &Running) -> String {
    let url = running.public_url();
    let mut lines = vec!["Porchlight is running. Stop it with Ctrl-C.".to_owned()];
    match &running.setup_url {
        Some(setup) => {
            lines.push(format!("  Console         {setup}"));
            lines.push("                  (makes the first administrator, once)".to_owned());
        }
        None => lines.push(format!("  Console         {url}")),
    }
    if let Some(demo) = running.demo_address {
        lines.push(format!("  Demo site       http://{}", reachable(demo)));
    }
    lines.push(format!("  Full-page chat  {url}/chat/website"));
    lines.join("\n")
}

async fn migrate(config: &Config) -> Outcome {
    let desk = serve::open(config, Clock::of_the_machine()).await?;
    desk.close().await;
    say("The database is up to date.");
    Ok(ExitCode::SUCCESS)
}

async fn demo(config: &Config) -> Outcome {
    let people = crate::demo::fill(config).await?;
    let mut lines = vec!["The database has a sample now. These people can sign in:".to_owned()];
    for person in people {
        lines.push(format!("  {}  {}", person.email, person.password));
    }
    lines.push("The passwords are not shown again.".to_owned());
    say(&lines.join("\n"));
    Ok(ExitCode::SUCCESS)
}

/// The desk, for a command that works on the database alone.
async fn desk(config: &Config) -> Result<Desk, StartError> {
    serve::open(config, Clock::of_the_machine()).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn help_tells_every_key_with_its_environment_variable() {
        let help = Arguments::command().render_long_help().to_string();
        for key in [
            "address",
            "public-url",
            "database-url",
            "nats-url",
            "demo-address",
            "metrics-address",
            "trusted-proxies",
            "geoip",
            "files",
            "files-endpoint",
            "files-region",
            "files-access-key-id",
            "files-secret-access-key",
            "files-allow-http",
            "drain-seconds",
            "seal-key-file",
            "log",
            "log-level",
            "config",
        ] {
            let variable = format!("PORCHLIGHT_{}", key.replace('-', "_").to_uppercase());
            assert!(help.contains(&format!("--{key} ")), "{key}");
            assert!(help.contains(&variable), "{variable}");
        }
    }
}
