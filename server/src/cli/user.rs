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
    /// Read the password from the first line of standard input, instead of making one up and showing it
    #[arg(long)]
    password_stdin: bool,
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
        Fault::Wrong => format!("{field}: this is wrong."),
        Fault::TooMany { limit } => format!("{field}: at most {limit} are allowed."),
        Fault::OutOfRange { least, most } => {
            format!("{field}: a whole number from {least} to {most} is needed.")
        }
        Fault::NotAHost => format!("{field}: this is not the name of a machine."),
        Fault::NotATimeZone => format!("{field}: this is not the name of a time zone."),
        Fault::NotAllowed => format!("{field}: this is not possible here."),
        Fault::LastAdministrator => format!("{field}: nobody else is an administrator."),
        Fault::Changed => format!("{field}: somebody else has changed it meanwhile."),
    }
}

const _: () = assert!(MADE_UP >= limit::PASSWORD_LEAST_CHARACTERS);
