//! The program under measurement, as a process of its own.

use crate::client::http::Http;
use crate::database::Database;
use crate::failure::Outcome;
use rand::Rng;
use std::io::{ErrorKind, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The password of every user that a measurement makes.
pub(crate) const PASSWORD: &str = "seven brass lanterns";

const READY_WITHIN: Duration = Duration::from_secs(30);
const STOPPED_WITHIN: Duration = Duration::from_secs(30);

/// What goes wrong on purpose need not be read about.
const LOG_LEVEL: &str = "off";

/// What keeps a caller from asking for as much as a measurement does.
const LIMITS: [&str; 7] = [
    "PORCHLIGHT_SOCKETS_PER_ADDRESS",
    "PORCHLIGHT_SOCKETS_PER_TOKEN",
    "PORCHLIGHT_FRAMES_PER_SECOND",
    "PORCHLIGHT_FRAMES_BURST",
    "PORCHLIGHT_REQUESTS_PER_SECOND",
    "PORCHLIGHT_STARTS_PER_MINUTE",
    "PORCHLIGHT_SIGN_INS_PER_MINUTE",
];

/// A `porchlight serve` with an address of its own, which it keeps from start to start.
#[derive(Debug)]
pub(crate) struct Porchlight {
    binary: PathBuf,
    database: Database,
    nats_url: Option<String>,
    address: SocketAddr,
    public_address: SocketAddr,
    child: Option<Child>,
}

impl Porchlight {
    /// Settles on a free port and a database in `folder`; starts nothing.
    pub(crate) fn new(folder: &Path) -> Outcome<Self> {
        Self::on(Database::File(folder.join("porchlight.db")), None)
    }

    /// Settles on a free port; with `nats_url` it is one of several nodes of the database.
    pub(crate) fn on(database: Database, nats_url: Option<String>) -> Outcome<Self> {
        let binary = std::env::var_os("PORCHLIGHT_BINARY").ok_or(
            "PORCHLIGHT_BINARY must name the program to measure; cargo xtask bench sets it",
        )?;
        let address = free_address()?;
        Ok(Self {
            binary: binary.into(),
            database,
            nats_url,
            address,
            public_address: address,
            child: None,
        })
    }

    /// Tells the server that browsers come by way of this address.
    pub(crate) fn be_found_at(&mut self, address: SocketAddr) {
        self.public_address = address;
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its database.
    pub(crate) fn database(&self) -> &Database {
        &self.database
    }

    /// The program file.
    pub(crate) fn binary(&self) -> &Path {
        &self.binary
    }

    /// Adds an operator and returns his e-mail address; his password is [`PASSWORD`].
    pub(crate) fn add_operator(&self, name: &str) -> Outcome<String> {
        self.add(name, "operator")
    }

    /// Adds an administrator and returns his e-mail address; his password is [`PASSWORD`].
    pub(crate) fn add_administrator(&self, name: &str) -> Outcome<String> {
        self.add(name, "administrator")
    }

    fn add(&self, name: &str, role: &str) -> Outcome<String> {
        let email = format!("{}@bench.example", name.to_lowercase());
        let mut child = self
            .command()
            .args([
                "user",
                "add",
                "--role",
                role,
                "--password-stdin",
                "--channel",
                "website",
            ])
            .args(["--name", name, "--email", &email])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            writeln!(input, "{PASSWORD}")?;
        }
        let status = child.wait()?;
        if !status.success() {
            return Err(format!("porchlight user add: {status}").into());
        }
        Ok(email)
    }

    /// Fills the empty database with conversations for show.
    pub(crate) fn fill(&self) -> Outcome<()> {
        let status = self.command().arg("demo").stdout(Stdio::null()).status()?;
        if !status.success() {
            return Err(format!("porchlight demo: {status}").into());
        }
        Ok(())
    }

    /// Starts it and returns after how long it answered `/readyz`.
    pub(crate) async fn start(&mut self) -> Outcome<Duration> {
        let began = Instant::now();
        let child = self
            .command()
            .arg("serve")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()?;
        self.child = Some(child);
        while began.elapsed() < READY_WITHIN {
            if self.is_ready().await {
                return Ok(began.elapsed());
            }
            if let Some(status) = self.child.as_mut().and_then(|child| child.try_wait().ok()?) {
                return Err(format!("porchlight serve: {status}").into());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Err("porchlight serve did not become ready".into())
    }

    /// Ends it as a crash of the machine would: without a chance to tidy up.
    pub(crate) fn kill(&mut self) -> Outcome<()> {
        if let Some(mut child) = self.child.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }

    /// Lets it stand still, as a machine does whose memory runs out.
    pub(crate) fn pause(&self) -> Outcome<()> {
        self.send_signal("STOP")
    }

    /// Lets it go on after a pause.
    pub(crate) fn go_on(&self) -> Outcome<()> {
        self.send_signal("CONT")
    }

    /// The processor time that it has taken so far.
    pub(crate) fn processor_time(&self) -> Outcome<Duration> {
        let child = self.child.as_ref().ok_or("the server is not running")?;
        processor_time(child.id())
    }

    fn send_signal(&self, name: &str) -> Outcome<()> {
        let child = self.child.as_ref().ok_or("the server is not running")?;
        send_signal(child.id(), name)
    }

    /// Asks it to stop and waits until it has.
    pub(crate) async fn stop(&mut self) -> Outcome<()> {
        let Some(mut child) = self.child.take() else {
            return Ok(());
        };
        send_signal(child.id(), "TERM")?;
        let asked = Instant::now();
        while asked.elapsed() < STOPPED_WITHIN {
            if child.try_wait()?.is_some() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        child.kill()?;
        child.wait()?;
        Err("porchlight serve did not stop when asked".into())
    }

    /// Its resident memory in bytes.
    pub(crate) fn memory(&self) -> Outcome<u64> {
        let child = self.child.as_ref().ok_or("the server is not running")?;
        resident_memory(child.id())
    }

    /// Forgets how much memory it has had at most.
    pub(crate) fn forget_peak(&self) -> Outcome<()> {
        let child = self.child.as_ref().ok_or("the server is not running")?;
        // 5 sets the mark back to what is resident now (proc(5)).
        Ok(std::fs::write(
            format!("/proc/{}/clear_refs", child.id()),
            "5",
        )?)
    }

    /// The most resident memory in bytes that it had since then.
    pub(crate) fn peak_memory(&self) -> Outcome<u64> {
        let child = self.child.as_ref().ok_or("the server is not running")?;
        memory_line(child.id(), "VmHWM:")
    }

    async fn is_ready(&self) -> bool {
        let Ok(mut http) = Http::connect(self.address).await else {
            return false;
        };
        http.get("/readyz")
            .await
            .is_ok_and(|answer| answer.status == 200)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.binary);
        command
            .env("PORCHLIGHT_ADDRESS", self.address.to_string())
            .env(
                "PORCHLIGHT_PUBLIC_URL",
                format!("http://{}", self.public_address),
            )
            .env("PORCHLIGHT_DATABASE_URL", self.database.url())
            .envs(self.nats_url.iter().map(|url| ("PORCHLIGHT_NATS_URL", url)))
            .env("PORCHLIGHT_LOG_LEVEL", LOG_LEVEL)
            .envs(LIMITS.map(|limit| (limit, "1000000")));
        command
    }
}

impl Drop for Porchlight {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // Nothing is left to be done about a process that is gone already.
            let _gone = child.kill().and_then(|()| child.wait());
        }
    }
}

/// An address of this machine that nobody listens on, below the ports that the system hands out to outgoing
/// connections: a killed server finds it free again.
pub(crate) fn free_address() -> Outcome<SocketAddr> {
    loop {
        let port = rand::rng().random_range(15_000..30_000);
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        match TcpListener::bind(address) {
            Ok(_) => return Ok(address),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// The resident memory of a process in bytes.
pub(crate) fn resident_memory(process: u32) -> Outcome<u64> {
    memory_line(process, "VmRSS:")
}

fn memory_line(process: u32, name: &str) -> Outcome<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let kilobytes: u64 = status
        .lines()
        .find_map(|line| line.strip_prefix(name))
        .and_then(|rest| rest.split_whitespace().next())
        .ok_or_else(|| format!("/proc tells no {name}"))?
        .parse()?;
    Ok(kilobytes * 1_024)
}

/// The processor time that a process has taken so far, in user mode and in the kernel.
pub(crate) fn processor_time(process: u32) -> Outcome<Duration> {
    let status = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name, which may hold spaces, ends with the last bracket; fields 14 and 15 are ticks of 10 ms (proc(5)).
    let fields = status.rsplit_once(')').ok_or("/proc tells no times")?.1;
    let mut ticks = fields.split_whitespace().skip(11);
    let mut next = || -> Outcome<u64> { Ok(ticks.next().ok_or("/proc tells no times")?.parse()?) };
    Ok(Duration::from_millis(10 * (next()? + next()?)))
}

/// Sends a process a signal.
pub(crate) fn send_signal(process: u32, name: &str) -> Outcome<()> {
    let status = Command::new("kill")
        .args([format!("-{name}"), process.to_string()])
        .status()?;
    if status.success() {
        return Ok(());
    }
    Err(format!("kill -{name} {process}: {status}").into())
}
