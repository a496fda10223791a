//! The two kinds of sockets, until they have said who they are.

use super::origin::Origin;
use super::places::{Caller, Place};
use super::{Client, Edge, Rejection};
use crate::auth::{SignedIn, session_token, visitor_token};
use crate::desk::TokenHash;
use crate::error::Error;
use crate::live::{
    ConsolePeer, Line, Pace, Scope, Subscription, VisitorPeer, close_code, converse,
};
use crate::metrics::Connected;
use axum::extract::State;
use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::id::LineId;
use domain::limit;
use domain::wire::console::FromConsole;
use domain::wire::visitor::FromVisitor;
use domain::wire::{Refusal, close};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// How long a client may take to say who it is (attacks 14).
const HELLO: Duration = Duration::from_secs(10);
/// The usual buffers cost 135 kB an idle socket, these 8 kB.
const BUFFER_BYTES: usize = 4 * 1024;
/// More than the largest frame that is sent: a page of the longest messages, escaped.
const UNSENT_BYTES: usize = 4 * 1024 * 1024;

/// A widget's socket.
pub(super) async fn visitor(
    State(edge): State<Edge>,
    origin: Origin,
    client: Client,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Rejection> {
    let place = place(&edge, client)?;
    let tracked = edge.connections().clone();
    let serve = move |socket| tracked.track_future(serve_visitor(edge, origin, place, socket));
    Ok(small(upgrade).on_upgrade(serve))
}

/// A console's socket.
pub(super) async fn console(
    State(edge): State<Edge>,
    origin: Origin,
    client: Client,
    signed_in: SignedIn,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Rejection> {
    if origin != Origin::Own {
        return Err(Refusal::ForeignOrigin.into());
    }
    let session = session_token(&edge, &headers).ok_or(Refusal::Unauthorized)?;
    let place = place(&edge, client)?;
    let tracked = edge.connections().clone();
    let serve = move |socket| {
        tracked.track_future(serve_console(
            edge,
            (session, Arc::new(signed_in)),
            place,
            socket,
        ))
    };
    Ok(small(upgrade).on_upgrade(serve))
}

async fn serve_visitor(edge: Edge, origin: Origin, _place: Place, socket: WebSocket) {
    let _connected = Connected::visitor();
    let mut line = Line::new(socket, edge.stopping());
    // Boxed, so that what only the beginning needs does not stay for the connection's life.
    let code = match Box::pin(greet_visitor(&edge, &origin, &mut line)).await {
        Ok((peer, subscription, _token_place)) => {
            let pace = Pace::new(edge.limits());
            converse(&mut line, peer, subscription, pace).await
        }
        Err(code) => code,
    };
    Box::pin(line.close(code, edge.spread())).await;
}

async fn greet_visitor(
    edge: &Edge,
    origin: &Origin,
    line: &mut Line,
) -> Result<(VisitorPeer, Subscription, Place), u16> {
    let text = line.first(HELLO).await?;
    let Ok(FromVisitor::Hello(hello)) = serde_json::from_str(&text) else {
        return Err(close::MALFORMED);
    };
    let desk = edge.desk();
    let token = visitor_token::verify(&desk.secret(), &hello.token);
    let token = token.ok_or(close::UNAUTHORIZED)?.hash;
    let channel = desk
        .channel_by_key(&hello.channel)
        .await
        .map_err(|error| code(&error))?;
    origin.may_use(&channel).map_err(close_code)?;
    let own = desk.visitor_channel(token, hello.conversation).await;
    if own.map_err(|error| code(&error))?.id != channel.id {
        return Err(close::NOT_FOUND);
    }
    let conversation = desk.visitor_conversation(token, hello.conversation).await;
    let conversation = conversation.map_err(|error| code(&error))?;
    let place = token_place(edge, token)?;
    let subscription = edge.hub().subscribe(Scope::Conversation(conversation));
    let peer = VisitorPeer::new(desk.clone(), token, hello.conversation, hello.cursor);
    Ok((peer, subscription, place))
}

async fn serve_console(
    edge: Edge,
    session: (TokenHash, Arc<SignedIn>),
    _place: Place,
    socket: WebSocket,
) {
    let _connected = Connected::console();
    let mut line = Line::new(socket, edge.stopping());
    let code = match Box::pin(greet_console(&edge, session, &mut line)).await {
        Ok((peer, subscription, _token_place)) => {
            let pace = Pace::new(edge.limits());
            converse(&mut line, peer, subscription, pace).await
        }
        Err(code) => code,
    };
    Box::pin(line.close(code, edge.spread())).await;
}

async fn greet_console(
    edge: &Edge,
    (session, signed_in): (TokenHash, Arc<SignedIn>),
    line: &mut Line,
) -> Result<(ConsolePeer, Subscription, Place), u16> {
    let text = line.first(HELLO).await?;
    let Ok(FromConsole::Hello(hello)) = serde_json::from_str(&text) else {
        return Err(close::MALFORMED);
    };
    let place = token_place(edge, session)?;
    let subscription = edge.hub().subscribe(Scope::Console(signed_in.session));
    // Looked at again after the place is taken: a revocation in between would be heard by nobody.
    let desk = edge.desk();
    desk.session(session).await.map_err(|error| code(&error))?;
    let line_id = LineId(Uuid::now_v7());
    let opened = desk.console_opened(&signed_in.user, hello.console, line_id);
    opened.await.map_err(|error| code(&error))?;
    let peer = ConsolePeer::new(
        desk.clone(),
        session,
        signed_in,
        (hello.console, line_id),
        hello.cursor,
    );
    Ok((peer, subscription, place))
}

fn place(edge: &Edge, client: Client) -> Result<Place, Refusal> {
    let most = edge.limits().sockets_per_address;
    edge.places().take(Caller::Address(client.owned()), most)
}

fn token_place(edge: &Edge, token: TokenHash) -> Result<Place, u16> {
    let most = edge.limits().sockets_per_token;
    let place = edge.places().take(Caller::Token(token.0), most);
    place.map_err(close_code)
}

fn code(error: &Error) -> u16 {
    close_code(crate::live::refusal(error))
}

fn small(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(BUFFER_BYTES)
        .write_buffer_size(BUFFER_BYTES)
        .max_write_buffer_size(UNSENT_BYTES)
        .max_message_size(limit::FRAME_BYTES)
        .max_frame_size(limit::FRAME_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size<A, B, C, D, F: Future>(_: fn(A, B, C, D) -> F) -> usize {
        size_of::<F>()
    }

    /// An idle connection is little more than this and its buffers; thousands of them wait at a time.
    #[test]
    fn a_connection_is_small() {
        let (visitor, console) = (size(serve_visitor), size(serve_console));
        assert!(visitor <= 3_072 && console <= 3_584, "{visitor} {console}");
    }
}
