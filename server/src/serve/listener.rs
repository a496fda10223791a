//! Takes connections in and lets them end in order.

use super::StartError;
use axum::Router;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

/// How long a client may take to send the head of a request (attacks 15).
const HEAD: Duration = Duration::from_secs(10);
/// How long a connection may take to end once the server stops.
const END: Duration = Duration::from_secs(10);
/// How long to wait when no connection can be taken: files are at their limit.
const EXHAUSTED: Duration = Duration::from_millis(50);
/// Bytes of a request's head at most.
const HEAD_BYTES: usize = 32 * 1024;

/// What is served, which may change while it is.
pub(super) type Routes = watch::Receiver<Router>;

/// Routes that stay.
pub(super) fn fixed(routes: Router) -> Routes {
    watch::channel(routes).1
}

/// An address that is listened on.
#[derive(Debug)]
pub(super) struct Listener {
    listener: TcpListener,
    address: SocketAddr,
}

impl Listener {
    /// Listens on an address that is configured under `key`.
    pub(super) async fn bind(key: &'static str, address: SocketAddr) -> Result<Self, StartError> {
        let failed = |source| StartError::Listen {
            key,
            address,
            source,
        };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Self { listener, address })
    }

    /// Listens if an address is configured.
    pub(super) async fn bind_if(
        key: &'static str,
        address: Option<SocketAddr>,
    ) -> Result<Option<Self>, StartError> {
        match address {
            Some(address) => Self::bind(key, address).await.map(Some),
            None => Ok(None),
        }
    }

    /// Where it listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves the routes of each moment until `stopping`, then waits for the requests that run.
    pub(super) async fn serve(self, routes: Routes, stopping: CancellationToken) {
        let connections = TaskTracker::new();
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = stopping.cancelled() => break,
            };
            match accepted {
                Ok((stream, peer)) => {
                    let connection = serve_one(stream, peer, routes.clone(), stopping.clone());
                    connections.spawn(connection);
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(EXHAUSTED).await;
                }
            }
        }
        drop(self.listener);
        connections.close();
        connections.wait().await;
    }
}

async fn serve_one(
    stream: TcpStream,
    peer: SocketAddr,
    routes: Routes,
    stopping: CancellationToken,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection ended at once");
        return;
    }
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        let routes = routes.borrow().clone();
        routes.oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        () = stopping.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    drop(tokio::time::timeout(END, connection).await);
}
