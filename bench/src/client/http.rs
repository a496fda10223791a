//! A connection for HTTP requests, one after the other.

use crate::failure::Outcome;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, HeaderMap};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::net::SocketAddr;
use tokio::net::TcpStream;

/// An open connection.
#[derive(Debug)]
pub(crate) struct Http {
    host: String,
    sender: SendRequest<Full<Bytes>>,
}

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Credential<'a> {
    /// Nobody in particular.
    None,
    /// A visitor, with his token.
    Token(&'a str),
    /// A signed-in operator, with his session cookie.
    Cookie(&'a str),
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: u16,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body.
    pub(crate) body: Bytes,
}

impl Answer {
    /// The body as JSON, if the status says that all is well.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Outcome<T> {
        if self.status == 200 {
            return Ok(serde_json::from_slice(&self.body)?);
        }
        let body = String::from_utf8_lossy(&self.body);
        Err(format!("status {}: {body}", self.status).into())
    }
}

impl Http {
    /// Opens a connection.
    pub(crate) async fn connect(address: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self {
            host: address.to_string(),
            sender,
        })
    }

    /// Gets a path as nobody in particular.
    pub(crate) async fn get(&mut self, path: &str) -> Outcome<Answer> {
        self.get_as(Credential::None, path).await
    }

    /// Gets a path.
    pub(crate) async fn get_as(&mut self, who: Credential<'_>, path: &str) -> Outcome<Answer> {
        self.send(Method::GET, who, path, "text/plain", Bytes::new())
            .await
    }

    /// Posts JSON.
    pub(crate) async fn post(
        &mut self,
        who: Credential<'_>,
        path: &str,
        body: &impl Serialize,
    ) -> Outcome<Answer> {
        let body = serde_json::to_vec(body)?.into();
        self.send(Method::POST, who, path, "application/json", body)
            .await
    }

    /// Posts the fields of a form, already encoded.
    pub(crate) async fn post_form(&mut self, path: &str, fields: String) -> Outcome<Answer> {
        let form = "application/x-www-form-urlencoded";
        self.send(Method::POST, Credential::None, path, form, fields.into())
            .await
    }

    async fn send(
        &mut self,
        method: Method,
        who: Credential<'_>,
        path: &str,
        content_type: &str,
        body: Bytes,
    ) -> Outcome<Answer> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, &self.host)
            .header(CONTENT_TYPE, content_type);
        request = match who {
            Credential::None => request,
            Credential::Token(token) => request.header(AUTHORIZATION, format!("Bearer {token}")),
            Credential::Cookie(cookie) => request.header(COOKIE, cookie),
        };
        self.sender.ready().await?;
        let response = self
            .sender
            .send_request(request.body(Full::new(body))?)
            .await?;
        let (head, body) = response.into_parts();
        Ok(Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body: body.collect().await?.to_bytes(),
        })
    }
}
