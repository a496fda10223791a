//! A NATS server of its own.

use crate::failure::Outcome;
use crate::server_process::free_address;
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::net::TcpStream;

/// A server that can be stopped and started again at the same address; dropping it stops it.
#[derive(Debug)]
pub(crate) struct Nats {
    program: String,
    address: SocketAddr,
    child: Option<Child>,
}

impl Nats {
    /// Starts the program that the environment names.
    pub(crate) async fn start() -> Outcome<Self> {
        let name = "PORCHLIGHT_TEST_NATS_SERVER";
        let program = std::env::var(name)
            .map_err(|_| format!("{name} is not set; cargo xtask bench sets it"))?;
        let mut nats = Self {
            program,
            address: free_address()?,
            child: None,
        };
        nats.resume().await?;
        Ok(nats)
    }

    /// Where it is.
    pub(crate) fn url(&self) -> String {
        format!("nats://{}", self.address)
    }

    /// Starts it again.
    pub(crate) async fn resume(&mut self) -> Outcome<()> {
        let child = Command::new(&self.program)
            .args(["--addr", &self.address.ip().to_string()])
            .args(["--port", &self.address.port().to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        self.child = Some(child);
        while TcpStream::connect(self.address).await.is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }

    /// Ends it at once.
    pub(crate) fn stop(&mut self) -> Outcome<()> {
        if let Some(mut child) = self.child.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        // Nothing is left to be done about a process that is gone already.
        let _gone = self.stop();
    }
}
