//! A proxy before one server or several, that cuts every connection at once, again and again, with whatever is on its way.

use crate::failure::Outcome;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How often every connection is cut.
const CUT_EVERY: Duration = Duration::from_secs(2);

/// A running proxy; it ends with the program.
#[derive(Debug)]
pub(crate) struct Proxy {
    address: SocketAddr,
    cut_connections: Arc<AtomicUsize>,
}

impl Proxy {
    /// Listens on a free port and passes each connection on to the next server that takes it.
    pub(crate) async fn start(servers: Vec<SocketAddr>) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let cut_connections = Arc::new(AtomicUsize::new(0));
        let (cut, cuts) = watch::channel(());
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(CUT_EVERY).await;
                cut.send_replace(());
            }
        });
        tokio::spawn(accept(
            listener,
            servers,
            cuts,
            Arc::clone(&cut_connections),
        ));
        Ok(Self {
            address,
            cut_connections,
        })
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many connections were cut so far.
    pub(crate) fn cut_connections(&self) -> usize {
        self.cut_connections.load(Ordering::Relaxed)
    }
}

async fn accept(
    listener: TcpListener,
    mut servers: Vec<SocketAddr>,
    cuts: watch::Receiver<()>,
    cut_connections: Arc<AtomicUsize>,
) {
    while let Ok((client, _)) = listener.accept().await {
        servers.rotate_left(1);
        let servers = servers.clone();
        let mut cuts = cuts.clone();
        cuts.mark_unchanged();
        let cut_connections = Arc::clone(&cut_connections);
        tokio::spawn(async move {
            if pass_on(client, &servers, cuts).await == Some(End::Cut) {
                cut_connections.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Cut,
    Closed,
}

async fn pass_on(
    mut client: TcpStream,
    servers: &[SocketAddr],
    mut cuts: watch::Receiver<()>,
) -> Option<End> {
    // The library tries one address after the other.
    let mut server = TcpStream::connect(servers).await.ok()?;
    client.set_nodelay(true).ok()?;
    server.set_nodelay(true).ok()?;
    let end = tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut client, &mut server) => End::Closed,
        _ = cuts.changed() => End::Cut,
    };
    if end == End::Cut {
        // A reset throws away what the kernel has not delivered, as a lost network does.
        client.set_zero_linger().ok()?;
        server.set_zero_linger().ok()?;
    }
    Some(end)
}
