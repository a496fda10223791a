//! The way to a database server, which can be shut, can lose the answer to a commit, and can keep a commit waiting.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// A way that leads nowhere until it is opened.
pub(crate) struct Door {
    address: SocketAddr,
    server: String,
    wishes: Arc<Wishes>,
}

/// What is to happen to the next commit.
#[derive(Default)]
struct Wishes {
    loses_commit: AtomicBool,
    keeps_commit: AtomicBool,
    go_on: Notify,
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
            wishes: Arc::default(),
        };
        (door, through)
    }

    /// Lets connections through from now on.
    pub(crate) async fn open(&self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        let (server, wishes) = (self.server.clone(), self.wishes.clone());
        tokio::spawn(async move {
            while let Ok((inside, _)) = listener.accept().await {
                let outside = TcpStream::connect(&server).await.unwrap();
                tokio::spawn(pass(inside, outside, wishes.clone()));
            }
        });
    }

    /// The next commit reaches the server, and its answer nobody: the connection breaks.
    pub(crate) fn lose_answer_to_commit(&self) {
        self.wishes.loses_commit.store(true, Ordering::SeqCst);
    }

    /// The next commit waits here until [`Door::go_on`], as that of a node which is stopped in the middle of it.
    pub(crate) fn keep_commit(&self) {
        self.wishes.keeps_commit.store(true, Ordering::SeqCst);
    }

    /// Whether a commit waits here.
    pub(crate) fn has_kept(&self) -> bool {
        !self.wishes.keeps_commit.load(Ordering::SeqCst)
    }

    /// Lets the commit through that waits.
    pub(crate) fn go_on(&self) {
        self.wishes.go_on.notify_one();
    }

    /// Whether a commit's answer has been lost since it was asked for.
    pub(crate) fn has_lost(&self) -> bool {
        !self.wishes.loses_commit.load(Ordering::SeqCst)
    }
}

async fn pass(inside: TcpStream, outside: TcpStream, wishes: Arc<Wishes>) {
    let (from_node, to_node) = inside.into_split();
    let (from_server, to_server) = outside.into_split();
    let is_lost = Arc::new(AtomicBool::new(false));
    tokio::select! {
        () = ask(from_node, to_server, &wishes, &is_lost) => {}
        () = answer(from_server, to_node, &is_lost) => {}
    }
}

async fn ask(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    wishes: &Wishes,
    is_lost: &AtomicBool,
) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        let said = &buffer[..count];
        let is_commit = said.windows(6).any(|word| word == b"COMMIT");
        if is_commit && wishes.loses_commit.swap(false, Ordering::SeqCst) {
            is_lost.store(true, Ordering::SeqCst);
        }
        if is_commit && wishes.keeps_commit.swap(false, Ordering::SeqCst) {
            wishes.go_on.notified().await;
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
