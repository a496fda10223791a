//! The PostgreSQL server that `cargo xtask bench` has started.

use crate::database::Database;
use crate::failure::Outcome;
use crate::server_process::send_signal;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use uuid::Uuid;

const BACK_WITHIN: Duration = Duration::from_mins(1);

/// A server that starts again by itself when it ends.
#[derive(Debug)]
pub(crate) struct Postgres {
    url: String,
    folder: PathBuf,
}

impl Postgres {
    /// The one that the environment names.
    pub(crate) fn named() -> Outcome<Self> {
        let named = |name: &str| {
            std::env::var(name).map_err(|_| format!("{name} is not set; cargo xtask bench sets it"))
        };
        Ok(Self {
            url: named("PORCHLIGHT_TEST_POSTGRES_URL")?,
            folder: named("PORCHLIGHT_TEST_POSTGRES_FOLDER")?.into(),
        })
    }

    /// A new, empty database.
    pub(crate) async fn new_database(&self) -> Outcome<Database> {
        let name = format!("bench_{}", Uuid::new_v4().simple());
        let mut connection = PgConnection::connect(&self.url).await?;
        let create = AssertSqlSafe(format!("create database {name}"));
        sqlx::query(create).execute(&mut connection).await?;
        let (server, _) = self.url.rsplit_once('/').ok_or("no address of a server")?;
        Ok(Database::Server(format!("{server}/{name}")))
    }

    /// Ends it as a crash of its program would, and waits until it has started again and recovered.
    pub(crate) async fn restart(&self) -> Outcome<()> {
        let file = self.folder.join("data/postmaster.pid");
        let content = std::fs::read_to_string(&file)?;
        let process = content.lines().next().ok_or("postmaster.pid is empty")?;
        send_signal(process.trim().parse()?, "QUIT")?;
        let asked = Instant::now();
        while asked.elapsed() < BACK_WITHIN {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let is_another = std::fs::read_to_string(&file).is_ok_and(|now| now != content);
            if is_another && PgConnection::connect(&self.url).await.is_ok() {
                return Ok(());
            }
        }
        Err("PostgreSQL did not come back".into())
    }

    /// The processor time that all its processes have taken so far.
    pub(crate) fn processor_time(&self) -> Outcome<Duration> {
        let content = std::fs::read_to_string(self.folder.join("data/postmaster.pid"))?;
        let process: u32 = content
            .lines()
            .next()
            .ok_or("postmaster.pid is empty")?
            .trim()
            .parse()?;
        let children = std::fs::read_to_string(format!("/proc/{process}/task/{process}/children"))?;
        let mut total = crate::server_process::processor_time(process)?;
        for child in children.split_whitespace() {
            // One may have ended meanwhile.
            total += crate::server_process::processor_time(child.parse()?).unwrap_or_default();
        }
        Ok(total)
    }
}
