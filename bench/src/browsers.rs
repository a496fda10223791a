//! What a measurement does in browsers: scripts in `end2end/bench` that print what they measured as JSON.

use crate::failure::Outcome;
use crate::server_process::{PASSWORD, Porchlight};
use serde::de::DeserializeOwned;
use std::path::Path;
use std::process::Stdio;
use tokio::process::Command;

/// Drives browsers by a script against a running server, where somebody with this address signs in; `more` is told to the script as
/// well, by names of its environment.
pub(crate) async fn measure<T: DeserializeOwned>(
    script: &str,
    (server, email): (&Porchlight, &str),
    more: &[(&str, String)],
) -> Outcome<T> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../end2end/bench")
        .join(script);
    let output = Command::new("node")
        .arg(path)
        .env("PORCHLIGHT_URL", format!("http://{}", server.address()))
        .env("OPERATOR_EMAIL", email)
        .env("OPERATOR_PASSWORD", PASSWORD)
        .envs(more.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .await?;
    if !output.status.success() {
        return Err(format!("{script}: {}", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
