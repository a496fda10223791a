//! The bare socket that the server's memory and start are compared with: axum, and nothing else.

use crate::client::http::Http;
use crate::failure::Outcome;
use crate::server_process::{free_address, resident_memory};
use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::{any, get};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The buffers of the comparison: those that the architecture asks of the server.
const BUFFER_BYTES: usize = 4_096;
const READY_WITHIN: Duration = Duration::from_secs(10);

/// Serves sockets that send back what they get, until the process ends.
pub(crate) async fn serve(address: SocketAddr) -> Outcome<()> {
    let router = Router::new()
        .route("/readyz", get(|| async { "ready" }))
        .route("/socket", any(upgrade));
    let listener = tokio::net::TcpListener::bind(address).await?;
    Ok(axum::serve(listener, router).await?)
}

async fn upgrade(upgrade: WebSocketUpgrade) -> Response {
    upgrade
        .read_buffer_size(BUFFER_BYTES)
        .write_buffer_size(BUFFER_BYTES)
        .max_write_buffer_size(64 * BUFFER_BYTES)
        .on_upgrade(echo)
}

async fn echo(mut socket: WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        if let Message::Text(text) = message
            && socket.send(Message::Text(text)).await.is_err()
        {
            return;
        }
    }
}

/// The bare socket server as a process of its own.
#[derive(Debug)]
pub(crate) struct EchoServer {
    address: SocketAddr,
    child: Child,
}

impl EchoServer {
    /// Starts it and returns after how long it answered.
    pub(crate) async fn start() -> Outcome<(Self, Duration)> {
        let address = free_address()?;
        let began = Instant::now();
        let child = Command::new(std::env::current_exe()?)
            .args(["echo-server", "--address", &address.to_string()])
            .stdin(Stdio::null())
            .spawn()?;
        let server = Self { address, child };
        while began.elapsed() < READY_WITHIN {
            if let Ok(mut http) = Http::connect(address).await
                && http.get("/readyz").await.is_ok()
            {
                return Ok((server, began.elapsed()));
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Err("the bare socket server did not become ready".into())
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its resident memory in bytes.
    pub(crate) fn memory(&self) -> Outcome<u64> {
        resident_memory(self.child.id())
    }
}

impl Drop for EchoServer {
    fn drop(&mut self) {
        // Nothing is left to be done about a process that is gone already.
        let _gone = self.child.kill().and_then(|()| self.child.wait());
    }
}
