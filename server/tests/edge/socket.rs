//! A socket as a widget or console holds it.

use futures::{SinkExt, StreamExt};
use serde_json::Value;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// Far longer than anything takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open socket.
pub(crate) struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    /// Opens a socket, or returns the status of the refusal.
    pub(crate) async fn open(
        address: SocketAddr,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Result<Self, u16> {
        let mut request = format!("ws://{address}{path}")
            .into_client_request()
            .unwrap();
        for (name, value) in headers {
            let name: tokio_tungstenite::tungstenite::http::HeaderName = name.parse().unwrap();
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    pub(crate) async fn send(&mut self, frame: &Value) {
        self.send_raw(Message::text(frame.to_string())).await;
    }

    pub(crate) async fn send_raw(&mut self, message: Message) {
        self.0.send(message).await.unwrap();
    }

    /// Bytes past the library, which would not send what is broken.
    pub(crate) async fn send_bytes(&mut self, bytes: &[u8]) {
        use tokio::io::AsyncWriteExt;
        let MaybeTlsStream::Plain(stream) = self.0.get_mut() else {
            panic!("the socket is encrypted");
        };
        stream.write_all(bytes).await.unwrap();
    }

    /// The next frame, but signs of life.
    pub(crate) async fn hear(&mut self) -> Value {
        loop {
            let message = timeout(PATIENCE, self.0.next()).await;
            let message = message.expect("a frame comes").unwrap().unwrap();
            match message {
                Message::Text(text) if text.as_str() == "\"beat\"" => {}
                Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The next frame of a kind; what comes before it is skipped.
    pub(crate) async fn hear_of(&mut self, kind: &str) -> Value {
        loop {
            let mut frame = self.hear().await;
            if let Some(found) = frame.get_mut(kind) {
                return found.take();
            }
        }
    }

    /// The code with which the server closes, after frames that do not matter; it says nothing else.
    pub(crate) async fn closed(mut self) -> u16 {
        loop {
            let message = timeout(PATIENCE, self.0.next()).await;
            match message.expect("the socket is closed").unwrap().unwrap() {
                Message::Close(Some(frame)) => {
                    assert_eq!(frame.reason.as_str(), "");
                    return frame.code.into();
                }
                Message::Close(None) => panic!("closed without a code"),
                _ => {}
            }
        }
    }
}
