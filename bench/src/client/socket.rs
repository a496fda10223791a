//! A WebSocket that carries frames as JSON.

use crate::failure::Outcome;
use futures::{SinkExt, StreamExt};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

/// Small, because one process holds thousands of sockets.
const BUFFER_BYTES: usize = 4_096;

/// An open socket.
#[derive(Debug)]
pub(crate) struct Socket {
    stream: WebSocketStream<TcpStream>,
}

impl Socket {
    /// Opens a visitor's socket.
    pub(crate) async fn visitor(address: SocketAddr) -> Outcome<Self> {
        Self::connect(address, "/widget/socket", None).await
    }

    /// Opens a console's socket with a session cookie.
    pub(crate) async fn console(address: SocketAddr, cookie: &str) -> Outcome<Self> {
        Self::connect(address, "/console/socket", Some(cookie)).await
    }

    /// Opens a socket on a path.
    pub(crate) async fn connect(
        address: SocketAddr,
        path: &str,
        cookie: Option<&str>,
    ) -> Outcome<Self> {
        let mut request = format!("ws://{address}{path}").into_client_request()?;
        let headers = request.headers_mut();
        headers.insert(
            "origin",
            HeaderValue::from_str(&format!("http://{address}"))?,
        );
        if let Some(cookie) = cookie {
            headers.insert("cookie", HeaderValue::from_str(cookie)?);
        }
        let config = WebSocketConfig::default()
            .read_buffer_size(BUFFER_BYTES)
            .write_buffer_size(0);
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (stream, _) =
            tokio_tungstenite::client_async_with_config(request, stream, Some(config)).await?;
        Ok(Self { stream })
    }

    /// Sends a frame.
    pub(crate) async fn send(&mut self, frame: &impl Serialize) -> Outcome<()> {
        let text = serde_json::to_string(frame)?;
        Ok(self.stream.send(Message::text(text)).await?)
    }

    /// Waits for the next frame; a closed socket is a failure.
    pub(crate) async fn next<T: DeserializeOwned>(&mut self) -> Outcome<T> {
        loop {
            match self.stream.next().await.ok_or("the socket is closed")?? {
                Message::Text(text) => return Ok(serde_json::from_str(&text)?),
                Message::Close(frame) => {
                    let code = frame.map_or(1005, |frame| u16::from(frame.code));
                    return Err(format!("the socket was closed with {code}").into());
                }
                _ => {}
            }
        }
    }

    /// Reads on, and throws away what comes, until the socket is closed.
    pub(crate) async fn drain(mut self) {
        while let Some(Ok(_)) = self.stream.next().await {}
    }
}
