//! The people who can sign in.

use super::output::say;
use super::{Outcome, desk};
use crate::config::Config;
use crate::desk::{NewUser, mint};
use crate::error::Error;
use clap::{Args, Subcommand, ValueEnum};
use domain::limit;
use domain::problem::{Fault, Problem};
use domain::user::Role;
use std::io::BufRead;
use std::process::ExitCode;

/// What can be done with users.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Make somebody who can sign in
    Add(Add),
    /// List everybody who can sign in
    List,
    /// Switch off the second factor of somebody who has lost it
    SecondFactorOff(SecondFactorOff),
}

/// Somebody new.
#[derive(Args)]
pub(super) struct Add {
    /// Name that colleagues see
    #[arg(long)]
    name: String,
    /// Address to sign in with
    #[arg(long)]
    email: String,
    /// What the person may do
    #[arg(long, value_enum, default_value = "operator")]
    role: Title,
    /// Key of a channel in which the person answers from the start; may be given several times
    #[arg(long = "channel", value_name = "KEY")]
    channels: Vec<String>,
    /// Read the password from the first line of standard input, instead of making one up and showing it
    #[arg(long)]
    password_stdin: bool,
}

/// Who has lost it.
#[derive(Args)]
pub(super) struct SecondFactorOff {
    /// Address the person signs in with
    #[arg(long)]
    email: String,
}

#[derive(Clone, Copy, ValueEnum)]
enum Title {
    /// Answers visitors
    Operator,
    /// Configures, and answers
    Administrator,
}

/// Characters of a password that is made up: 120 random bits.
const MADE_UP: usize = 20;

/// A password that nobody has had before.
pub(crate) fn made_up_password() -> String {
    mint().chars().take(MADE_UP).collect()
}

/// Carries a command out.
pub(super) async fn run(command: Command, config: &Config) -> Outcome {
    match command {
        Command::Add(add) => self::add(add, config).await,
        Command::List => list(config).await,
        Command::SecondFactorOff(lost) => second_factor_off(&lost.email, config).await,
    }
}

async fn add(add: Add, config: &Config) -> Outcome {
    let typed = add.password_stdin.then(first_line).transpose()?;
    let made_up = typed.is_none().then(made_up_password);
    let password = typed.or_else(|| made_up.clone()).unwrap_or_default();
    let desk = desk(config).await?;
    let user = desk.create_user(NewUser {
        name: add.name,
        email: add.email,
        password,
        role: match add.role {
            Title::Operator => Role::Operator,
            Title::Administrator => Role::Administrator,
        },
        channels: add.channels,
    });
    let user = user.await.map_err(sentence)?;
    desk.close().await;
    say(&format!("{} can sign in as {}.", user.name, user.email));
    if let Some(password) = made_up {
        say(&format!(
            "Password: {password}\nIt is not shown again. It can be changed in My Preferences."
        ));
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(config: &Config) -> Outcome {
    let desk = desk(config).await?;
    let users = desk.users().await?;
    desk.close().await;
    if users.is_empty() {
        say("Nobody can sign in yet. Make somebody with `porchlight user add`.");
    }
    for user in users {
        let role = match user.role {
            Role::Operator => "operator",
            Role::Administrator => "administrator",
        };
        say(&format!("{:13}  {}  {}", role, user.email, user.name));
    }
    Ok(ExitCode::SUCCESS)
}

async fn second_factor_off(email: &str, config: &Config) -> Outcome {
    let desk = desk(config).await?;
    let switched = desk.switch_off_second_factor_by_email(email).await;
    desk.close().await;
    let user = switched.map_err(|error| match error {
        Error::NotFound => format!("Nobody signs in as {email} with a second factor."),
        other => other.to_string(),
    })?;
    say(&format!(
        "{} signs in as {} with the password alone from now on.",
        user.name, user.email
    ));
    Ok(ExitCode::SUCCESS)
}

fn first_line() -> std::io::Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn sentence(error: Error) -> String {
    match error {
        Error::Invalid(problems) => {
            let sentences: Vec<String> = problems.iter().map(of_problem).collect();
            sentences.join("\n")
        }
        other => other.to_string(),
    }
}

fn of_problem(problem: &Problem) -> String {
    let field = &problem.field;
    match problem.fault {
        Fault::Missing => format!("{field}: nothing was given."),
        Fault::TooLong { limit } => format!("{field}: at most {limit} characters are allowed."),
        Fault::TooShort { limit } => format!("{field}: at least {limit} characters are needed."),
        Fault::NotAnEmail => format!("{field}: this is not an e-mail address."),
        Fault::Taken => format!("{field}: somebody else has it already."),
        Fault::Unknown => format!("{field}: there is no such thing."),
        // No field of a user has any other fault.
        _ => format!("{field}: this is wrong."),
    }
}

const _: () = assert!(MADE_UP >= limit::PASSWORD_LEAST_CHARACTERS);
