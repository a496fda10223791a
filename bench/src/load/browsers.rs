//! From a visitor's key press to the operator's screen, in two browsers.

use crate::failure::Outcome;
use crate::server_process::{PASSWORD, Porchlight};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tokio::process::Command;

/// How long it took, in milliseconds.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Latency {
    /// Half of the messages were there after this long.
    pub(crate) p50: f64,
    /// 95 of 100 messages were there after this long.
    pub(crate) p95: f64,
}

/// Drives the browsers against a running server.
pub(crate) async fn latency(server: &Porchlight, email: &str) -> Outcome<Latency> {
    let output = Command::new("node")
        .arg(script())
        .env("PORCHLIGHT_URL", format!("http://{}", server.address()))
        .env("OPERATOR_EMAIL", email)
        .env("OPERATOR_PASSWORD", PASSWORD)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .await?;
    if !output.status.success() {
        return Err(format!("latency.mjs: {}", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../end2end/bench/latency.mjs")
}
