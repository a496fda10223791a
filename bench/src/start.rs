//! How fast and how light is a server that has nothing to do?

use crate::baseline_socket::EchoServer;
use crate::client::http::Http;
use crate::failure::Outcome;
use crate::report::{Figure, Report};
use crate::server_process::Porchlight;
use crate::statistics::{median, percentile};
use std::time::Duration;

const STARTS: usize = 10;
const READY_BAR_MS: f64 = 150.0;
const MEMORY_BAR_MB: f64 = 40.0;
const BINARY_BAR_MB: f64 = 40.0;
/// How long a server is left alone before its memory counts as idle.
const IDLE_FOR: Duration = Duration::from_secs(5);

/// Takes the measurement.
pub(crate) async fn run() -> Outcome<Report> {
    let folder = tempfile::tempdir()?;
    let mut server = Porchlight::new(folder.path())?;
    server.fill()?;
    let mut ready = Vec::new();
    for _ in 0..STARTS {
        ready.push(server.start().await?);
        server.stop().await?;
    }
    let mut bare_ready = Vec::new();
    for _ in 0..STARTS {
        bare_ready.push(EchoServer::start().await?.1);
    }
    let (bare, _) = EchoServer::start().await?;
    server.start().await?;
    Http::connect(server.address())
        .await?
        .get("/sign-in")
        .await?;
    tokio::time::sleep(IDLE_FOR).await;

    let mut report = Report::new("start");
    report.add(
        Figure::at_most(
            "ready on an existing database, median",
            median(&mut ready),
            "ms",
            READY_BAR_MS,
        )
        .beside(median(&mut bare_ready)),
    );
    report.add(Figure::reported(
        "ready on an existing database, slowest",
        percentile(&mut ready, 1.0),
        "ms",
    ));
    report.add(
        Figure::at_most(
            "idle memory",
            megabytes(server.memory()?),
            "MB",
            MEMORY_BAR_MB,
        )
        .beside(megabytes(bare.memory()?)),
    );
    let bytes = std::fs::metadata(server.binary())?.len();
    report.add(Figure::at_most(
        "program file",
        megabytes(bytes),
        "MB",
        BINARY_BAR_MB,
    ));
    server.stop().await?;
    Ok(report)
}

#[expect(clippy::cast_precision_loss, reason = "sizes far below 2^52")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_000_000.0
}
