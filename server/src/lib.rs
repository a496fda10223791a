//! What happens: the deeds, the store, live delivery, HTTP and the command line. Knows nothing of how the console looks.

pub mod assets;
pub mod auth;
mod authenticator;
pub mod bus;
pub mod cli;
pub mod clock;
pub mod config;
mod demo;
pub mod desk;
pub mod error;
pub mod files;
pub mod geoip;
pub mod http;
pub mod live;
mod mail;
mod metrics;
mod picture;
mod push;
pub mod seal;
pub mod serve;
mod spreadsheet;
pub mod store;
mod wall_clock;
