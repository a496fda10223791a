//! The running server as its callers meet it: over real sockets, with a real database.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test may fail where it stands"
)]

mod bad_input;
mod bucket;
mod client;
mod countries;
mod delivery;
mod door;
mod exports;
mod file_links;
mod files;
mod functions;
mod ground;
mod letters;
#[path = "../mmdb/mod.rs"]
mod mmdb;
mod nats;
mod nodes;
mod origins;
mod pictures;
mod rating_pages;
mod retention;
mod roles;
#[path = "../s3/mod.rs"]
mod s3;
mod second_factor;
mod secrets;
mod security;
mod sessions;
#[path = "../smtp/mod.rs"]
mod smtp;
mod socket;
mod stop;
mod visits;
mod watching;
