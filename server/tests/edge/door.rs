//! The way to a database server, which can be shut, and can lose the answer to a commit.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// A way that leads nowhere until it is opened.
pub(crate) struct Door {
    address: SocketAddr,
    server: String,
    loses_commit: Arc<AtomicBool>,
}

impl Door {
    /// A door before a database, and the database's address through it.
    pub(crate) async fn before(database: &str) -> (Self, String) {
        let probe = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = probe.local_addr().unwrap();
        let server = host_of(database);
        let through = database.replace(&server, &address.to_string());
        let door = Self {
            address,
            server,
            loses_commit: Arc::default(),
        };
        (door, through)
    }

    /// Lets connections through from now on.
    pub(crate) async fn open(&self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        let (server, loses_commit) = (self.server.clone(), self.loses_commit.clone());
        tokio::spawn(async move {
            while let Ok((inside, _)) = listener.accept().await {
                let outside = TcpStream::connect(&server).await.unwrap();
                tokio::spawn(pass(inside, outside, loses_commit.clone()));
            }
        });
    }

    /// The next commit reaches the server, and its answer nobody: the connection breaks.
    pub(crate) fn lose_answer_to_commit(&self) {
        self.loses_commit.store(true, Ordering::SeqCst);
    }

    /// Whether a commit's answer has been lost since it was asked for.
    pub(crate) fn has_lost(&self) -> bool {
        !self.loses_commit.load(Ordering::SeqCst)
    }
}

async fn pass(inside: TcpStream, outside: TcpStream, loses_commit: Arc<AtomicBool>) {
    let (from_node, to_node) = inside.into_split();
    let (from_server, to_server) = outside.into_split();
    let is_lost = Arc::new(AtomicBool::new(false));
    tokio::select! {
        () = ask(from_node, to_server, &loses_commit, &is_lost) => {}
        () = answer(from_server, to_node, &is_lost) => {}
    }
}

async fn ask(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    loses_commit: &AtomicBool,
    is_lost: &AtomicBool,
) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        let said = &buffer[..count];
        let is_commit = said.windows(6).any(|word| word == b"COMMIT");
        if is_commit && loses_commit.swap(false, Ordering::SeqCst) {
            is_lost.store(true, Ordering::SeqCst);
        }
        if to.write_all(said).await.is_err() {
            return;
        }
    }
}

async fn answer(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, is_lost: &AtomicBool) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        if is_lost.load(Ordering::SeqCst) || to.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
}

/// `HOST:PORT` of a database's address.
fn host_of(database: &str) -> String {
    let (_, rest) = database.split_once("://").unwrap();
    let (authority, _) = rest.split_once('/').unwrap();
    let (_, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    host.to_owned()
}
