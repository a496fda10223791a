//! A console that is open and reads.

use super::sign_in::sign_in;
use super::socket::Socket;
use crate::failure::Outcome;
use domain::id::ConsoleId;
use domain::wire::console::{FromConsole, Hello, ToConsole};
use std::net::SocketAddr;
use uuid::Uuid;

/// Signs in and opens a console, which is up to date then: conversations can begin.
pub(crate) async fn open(address: SocketAddr, email: &str) -> Outcome<Socket> {
    open_signed_in(address, &sign_in(address, email).await?).await
}

/// Opens a console with a session's cookie; it is up to date then.
pub(crate) async fn open_signed_in(address: SocketAddr, cookie: &str) -> Outcome<Socket> {
    let mut socket = Socket::console(address, cookie).await?;
    let hello = Hello {
        console: ConsoleId(Uuid::new_v4()),
        cursor: None,
    };
    socket.send(&FromConsole::Hello(hello)).await?;
    while !matches!(
        socket.next().await?,
        ToConsole::UpToDate(_) | ToConsole::Snapshot(_)
    ) {}
    Ok(socket)
}
