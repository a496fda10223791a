//! A PostgreSQL server of its own for one run of the tests.

use std::env;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{self as system, Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::process;
use crate::setup::postgres;

/// How long an empty server may take to answer, on a busy machine.
const START_LIMIT: Duration = Duration::from_mins(1);

/// Runs the server, again if it ends, until its standard input is closed, which happens however this process ends.
const SUPERVISOR: &str = r#"
    trap : INT TERM
    program=$1 folder=$2
    shift 2
    run() {
        trap 'kill -INT $server; wait $server; exit' TERM
        while :; do
            "$program" -D "$folder/data" "$@" >>"$folder/log" 2>&1 &
            server=$!
            wait $server
            sleep 0.2
        done
    }
    run "$@" &
    read -r _
    kill -TERM $!
    wait $!
    cd / && rm -rf "$folder"
"#;

/// How much a server may lose when the machine fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Durability {
    /// Everything: tests kill programs, never the machine, so nothing needs to wait for the disk.
    None,
    /// Nothing that was committed, as where people work.
    Full,
}

/// A running server in a temporary folder; dropping it stops the server and removes the folder.
#[derive(Debug)]
pub(crate) struct Server {
    supervisor: Option<Child>,
    folder: PathBuf,
    url: String,
}

impl Server {
    /// Starts a server for tests, or uses the one that `PORCHLIGHT_TEST_POSTGRES_URL` names.
    pub(crate) fn start() -> Result<Self, Failure> {
        if let Ok(url) = env::var(postgres::URL) {
            return Ok(Self {
                supervisor: None,
                folder: PathBuf::new(),
                url,
            });
        }
        Self::start_own(Durability::None)
    }

    /// Starts a server in a folder of its own.
    pub(crate) fn start_own(durability: Durability) -> Result<Self, Failure> {
        let programs = postgres::folder()?;
        let folder = env::temp_dir().join(format!("porchlight-postgres-{}", system::id()));
        create(&folder)?;
        initialise(&programs, &folder)?;
        let port = free_port()?;
        let mut server = Self {
            supervisor: Some(supervise(&programs, &folder, port, durability)?),
            folder,
            url: format!("postgres://postgres@127.0.0.1:{port}/postgres"),
        };
        server.wait(&programs, port)?;
        Ok(server)
    }

    /// Returns the address of a database on which further databases may be created.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Returns the folder of its data and its log.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn wait(&mut self, programs: &Path, port: u16) -> Result<(), Failure> {
        let started = Instant::now();
        let mut probe = Command::new(programs.join("pg_isready"));
        probe
            .args(["--quiet", "--host=127.0.0.1", "--username=postgres"])
            .arg(format!("--port={port}"));
        while !process::succeeds(&mut probe) {
            if started.elapsed() > START_LIMIT {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                return Err(Failure::Step(format!("PostgreSQL does not answer\n{log}")));
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let Some(mut supervisor) = self.supervisor.take() else {
            return;
        };
        drop(supervisor.stdin.take());
        // Nothing is left to do about a server that cannot be waited for.
        let _ = supervisor.wait();
    }
}

fn create(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(Failure::at(folder))?;
    match unprivileged_user() {
        Some(user) => process::run(Command::new("chown").arg(user).arg(folder)),
        None => Ok(()),
    }
}

fn initialise(programs: &Path, folder: &Path) -> Result<(), Failure> {
    let mut command = unprivileged(&programs.join("initdb"));
    command
        .current_dir(folder)
        .arg("-D")
        .arg(folder.join("data"));
    command.args([
        "--auth=trust",
        "--username=postgres",
        "--encoding=UTF8",
        "--no-sync",
    ]);
    process::run(command.arg("--no-locale").stdout(Stdio::null()))
}

fn supervise(
    programs: &Path,
    folder: &Path,
    port: u16,
    durability: Durability,
) -> Result<Child, Failure> {
    let mut command = unprivileged(Path::new("sh"));
    command.current_dir(folder).args(["-c", SUPERVISOR, "sh"]);
    command
        .arg(programs.join("postgres"))
        .arg(folder)
        .args(["-p", &port.to_string()]);
    if durability == Durability::None {
        command.args(["-c", "fsync=off"]);
    }
    for setting in [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "max_connections=300",
    ] {
        command.args(["-c", setting]);
    }
    command
        .stdin(Stdio::piped())
        .spawn()
        .map_err(Failure::at(programs))
}

/// PostgreSQL refuses to run as root, so root runs it as somebody else.
fn unprivileged(program: &Path) -> Command {
    let Some(user) = unprivileged_user() else {
        return Command::new(program);
    };
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid", user, "--clear-groups", "--"])
        .arg(program);
    command
}

fn unprivileged_user() -> Option<&'static str> {
    if !process::is_root() {
        return None;
    }
    let has_own = process::succeeds(Command::new("id").arg("postgres"));
    Some(if has_own { "postgres" } else { "nobody" })
}

fn free_port() -> Result<u16, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map_err(|error| Failure::Step(format!("no free port: {error}")))?;
    Ok(listener.port())
}
