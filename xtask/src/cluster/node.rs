//! One node as a process of its own.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use super::{DEMO_ADDRESS, log};
use crate::failure::Failure;

/// How long a node may take until it is ready.
const READY_WITHIN: Duration = Duration::from_secs(30);
/// How often it is asked.
const ASKED_EVERY: Duration = Duration::from_millis(50);

/// A node, running or not.
#[derive(Debug)]
pub(super) struct Node {
    number: usize,
    program: PathBuf,
    log: PathBuf,
    address: SocketAddr,
    child: Option<Child>,
}

impl Node {
    /// A node that does not run yet.
    pub(super) fn new(
        number: usize,
        program: &Path,
        folder: &Path,
        address: SocketAddr,
    ) -> Result<Self, Failure> {
        let log = log(folder, number);
        File::create(&log).map_err(Failure::at(&log))?;
        Ok(Self {
            number,
            program: program.to_owned(),
            log,
            address,
            child: None,
        })
    }

    /// Which one it is, from 1 on.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// Where it listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Whether it was started and not killed.
    pub(super) fn is_running(&self) -> bool {
        self.child.is_some()
    }

    /// Starts it and waits until it is ready.
    pub(super) fn start(&mut self, environment: &[(&'static str, String)]) -> Result<(), Failure> {
        let output = File::options().append(true).open(&self.log);
        let output = output.map_err(Failure::at(&self.log))?;
        let errors = output.try_clone().map_err(Failure::at(&self.log))?;
        let mut command = Command::new(&self.program);
        command.arg("serve").envs(environment.iter().cloned());
        command.args(["--address", &self.address.to_string()]);
        if self.number == 1 {
            command.args(["--demo-address", DEMO_ADDRESS]);
        }
        let child = command.stdout(output).stderr(errors).spawn();
        let child = self
            .child
            .insert(child.map_err(Failure::at(&self.program))?);
        let began = Instant::now();
        while !is_ready(self.address) {
            let has_ended = child.try_wait().map_err(Failure::at(&self.program))?;
            if has_ended.is_some() || began.elapsed() > READY_WITHIN {
                let told = fs::read_to_string(&self.log).unwrap_or_default();
                return Err(Failure::Step(format!("node {}: {told}", self.number)));
            }
            thread::sleep(ASKED_EVERY);
        }
        Ok(())
    }

    /// Ends it as a power cut would.
    pub(super) fn kill(&mut self) -> Result<(), Failure> {
        let Some(mut child) = self.child.take() else {
            return Ok(());
        };
        child
            .kill()
            .and_then(|()| child.wait())
            .map(drop)
            .map_err(Failure::at(&self.program))
    }

    /// The link that makes the first administrator, if it printed one.
    pub(super) fn setup_link(&self) -> Result<Option<String>, Failure> {
        let told = fs::read_to_string(&self.log).map_err(Failure::at(&self.log))?;
        let mut words = told.split_whitespace();
        Ok(words
            .rfind(|word| word.contains("/setup?token="))
            .map(str::to_owned))
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // Nothing is left to do about a node that is gone already.
        let _ = self.kill();
    }
}

fn is_ready(address: SocketAddr) -> bool {
    let ask = || {
        let mut stream = TcpStream::connect(address)?;
        write!(
            stream,
            "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok::<_, std::io::Error>(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}
