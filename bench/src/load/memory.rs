//! What an open socket of somebody who says nothing costs the server.

use super::population::{self, Connected, Started};
use crate::baseline_socket::EchoServer;
use crate::client::socket::Socket;
use crate::failure::Outcome;
use crate::server_process::Porchlight;
use futures::stream::{self, StreamExt, TryStreamExt};
use serde_json::Value;
use std::net::SocketAddr;
use std::time::Duration;

/// How long memory is left to settle.
const SETTLE: Duration = Duration::from_secs(3);
const AT_ONCE: usize = 64;

/// Bytes of a bare socket.
pub(crate) async fn of_bare_socket(connections: usize) -> Outcome<f64> {
    let (server, _) = EchoServer::start().await?;
    let before = server.memory()?;
    let sockets: Vec<Socket> = stream::iter((0..connections).map(|_| connect(server.address())))
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await?;
    tokio::time::sleep(SETTLE).await;
    Ok(each(before, server.memory()?, sockets.len()))
}

/// Bytes of a visitor's socket, and the sockets.
pub(crate) async fn of_visitor(
    server: &Porchlight,
    visitors: &[Started],
) -> Outcome<(f64, Vec<Connected>)> {
    tokio::time::sleep(SETTLE).await;
    let before = server.memory()?;
    let connected = population::connect(&[server.address()], visitors).await?;
    tokio::time::sleep(SETTLE).await;
    Ok((each(before, server.memory()?, connected.len()), connected))
}

/// A greeting as long as a widget's goes over the bare socket and back.
async fn connect(address: SocketAddr) -> Outcome<Socket> {
    let mut socket = Socket::connect(address, "/socket", None).await?;
    socket.send(&"hello ".repeat(50)).await?;
    let _echo: Value = socket.next().await?;
    Ok(socket)
}

#[expect(clippy::cast_precision_loss, reason = "sizes far below 2^52")]
fn each(before: u64, after: u64, sockets: usize) -> f64 {
    after.saturating_sub(before) as f64 / sockets.max(1) as f64
}
