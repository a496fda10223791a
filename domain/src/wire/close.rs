//! Codes with which the server closes a socket; 4xxx are ours, the others of RFC 6455.

/// The server stops or restarts: connect again after a short random while.
pub const GOING_AWAY: u16 = 1001;
/// The frame could not be read, or came before `hello`.
pub const MALFORMED: u16 = 4400;
/// The token or session is not valid, or no longer.
pub const UNAUTHORIZED: u16 = 4401;
/// Pages of this origin may not use the channel.
pub const FOREIGN_ORIGIN: u16 = 4403;
/// There is no such channel or conversation.
pub const NOT_FOUND: u16 = 4404;
/// No `hello` came in time, or the peer stopped answering.
pub const TIMED_OUT: u16 = 4408;
/// A frame was larger than [`crate::limit::FRAME_BYTES`].
pub const TOO_LONG: u16 = 4413;
/// More sockets or frames than one caller may have.
pub const TOO_MANY: u16 = 4429;
/// The server cannot read its database: connect again later.
pub const UNAVAILABLE: u16 = 4503;

/// Whether a client should connect again by itself after this code.
pub fn may_reconnect(code: u16) -> bool {
    !matches!(
        code,
        MALFORMED | UNAUTHORIZED | FOREIGN_ORIGIN | NOT_FOUND | TOO_LONG
    )
}
