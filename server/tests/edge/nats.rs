//! A NATS server and a database of its own for stories of several nodes.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::net::TcpStream;
use uuid::Uuid;

/// A NATS server that can be stopped and started again at the same address.
pub(crate) struct Nats {
    program: String,
    port: u16,
    child: Option<Child>,
}

impl Nats {
    /// `None` where no program is named.
    pub(crate) async fn start() -> Option<Self> {
        let Ok(program) = std::env::var("PORCHLIGHT_TEST_NATS_SERVER") else {
            eprintln!("PORCHLIGHT_TEST_NATS_SERVER is not set: this story did not run.");
            return None;
        };
        let probe = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = probe.local_addr().unwrap().port();
        drop(probe);
        let mut nats = Self {
            program,
            port,
            child: None,
        };
        nats.resume().await;
        Some(nats)
    }

    pub(crate) fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    pub(crate) fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    pub(crate) async fn resume(&mut self) {
        let mut command = Command::new(&self.program);
        command.args(["--addr", "127.0.0.1", "--port", &self.port.to_string()]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        self.child = Some(command.spawn().unwrap());
        while TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The address of a new, empty `PostgreSQL` database; `None` where no server is named.
pub(crate) async fn new_database() -> Option<String> {
    let Ok(server) = std::env::var("PORCHLIGHT_TEST_POSTGRES_URL") else {
        eprintln!("PORCHLIGHT_TEST_POSTGRES_URL is not set: this story did not run.");
        return None;
    };
    let name = format!("nodes_{}", Uuid::new_v4().simple());
    let mut connection = PgConnection::connect(&server).await.unwrap();
    let create = AssertSqlSafe(format!("create database {name}"));
    sqlx::query(create).execute(&mut connection).await.unwrap();
    let (host, _) = server.rsplit_once('/').unwrap();
    Some(format!("{host}/{name}"))
}
