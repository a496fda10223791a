//! Visitors in great number, each with a conversation and an open socket.

use crate::client::http::Http;
use crate::client::socket::Socket;
use crate::client::start;
use crate::failure::Outcome;
use crate::time::new_client_id;
use domain::event::Cursor;
use domain::id::PublicConversationId;
use domain::wire::visitor::{FromVisitor, Hello, Start, ToVisitor};
use futures::stream::{self, StreamExt, TryStreamExt};
use std::net::SocketAddr;

/// How many start or connect at the same time.
const AT_ONCE: usize = 64;

/// A visitor whose conversation has begun.
#[derive(Clone, Debug)]
pub(crate) struct Started {
    token: String,
    conversation: PublicConversationId,
    cursor: Cursor,
}

/// A visitor with an open socket.
#[derive(Debug)]
pub(crate) struct Connected {
    /// His conversation.
    pub(crate) conversation: PublicConversationId,
    /// His socket.
    pub(crate) socket: Socket,
}

/// Begins conversations over HTTP, as widgets do.
pub(crate) async fn begin(address: SocketAddr, visitors: usize) -> Outcome<Vec<Started>> {
    let words = || start::first_words(new_client_id(), "Hello, is the large grinder in stock?");
    begin_with(address, visitors, words).await
}

/// The same, by what each says first.
pub(crate) async fn begin_with(
    address: SocketAddr,
    visitors: usize,
    words: impl Fn() -> Start + Copy,
) -> Outcome<Vec<Started>> {
    let share = |part: usize| visitors * (part + 1) / AT_ONCE - visitors * part / AT_ONCE;
    let parts = stream::iter((0..AT_ONCE).map(|part| begin_some(address, share(part), words)));
    let begun: Vec<Vec<Started>> = parts.buffer_unordered(AT_ONCE).try_collect().await?;
    Ok(begun.into_iter().flatten().collect())
}

/// The same, one after the other.
pub(crate) async fn begin_some(
    address: SocketAddr,
    visitors: usize,
    words: impl Fn() -> Start,
) -> Outcome<Vec<Started>> {
    let mut http = Http::connect(address).await?;
    let mut begun = Vec::with_capacity(visitors);
    for _ in 0..visitors {
        let token = start::mint_token(&mut http).await?;
        let snapshot = start::start(&mut http, &token, &words()).await?;
        begun.push(Started {
            token,
            conversation: snapshot.chat.conversation,
            cursor: snapshot.cursor,
        });
    }
    Ok(begun)
}

/// Opens the sockets of visitors, in turn at each of the addresses; each is up to date then.
pub(crate) async fn connect(
    addresses: &[SocketAddr],
    visitors: &[Started],
) -> Outcome<Vec<Connected>> {
    let pairs = addresses.iter().cycle().zip(visitors.iter().cloned());
    stream::iter(pairs.map(|(address, visitor)| connect_one(*address, visitor)))
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await
}

/// Opens the socket of one visitor, who is up to date then.
pub(crate) async fn connect_one(address: SocketAddr, visitor: Started) -> Outcome<Connected> {
    let mut socket = Socket::visitor(address).await?;
    let hello = Hello {
        channel: start::CHANNEL.to_owned(),
        token: visitor.token,
        conversation: visitor.conversation,
        cursor: Some(visitor.cursor),
    };
    socket.send(&FromVisitor::Hello(hello)).await?;
    while !matches!(
        socket.next().await?,
        ToVisitor::Events(_) | ToVisitor::Snapshot(_)
    ) {}
    Ok(Connected {
        conversation: visitor.conversation,
        socket,
    })
}
