//! What only a browser can do. Called from effects and handlers alone, so that none of it runs on the server.

pub(crate) mod clipboard;
pub(crate) mod download;
pub(crate) mod drawing;
pub(crate) mod http;
pub(crate) mod locale;
pub(crate) mod notification;
pub(crate) mod page;
pub(crate) mod push;
pub(crate) mod sound;
pub(crate) mod storage;
pub(crate) mod upload;
