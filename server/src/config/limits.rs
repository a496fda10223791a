//! How much one caller may ask for; generous for people, tight for machines (attacks 14 and 32).

use super::{Error, Settings, not_allowed};
use std::num::NonZeroU32;

/// How much one caller may ask for.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Open sockets of one client address.
    pub sockets_per_address: NonZeroU32,
    /// Open sockets of one visitor token or console session.
    pub sockets_per_token: NonZeroU32,
    /// Frames a second of one connection, over time.
    pub frames_per_second: NonZeroU32,
    /// Frames of one connection at once.
    pub frames_burst: NonZeroU32,
    /// HTTP requests to the widget's routes a second of one client address, over time.
    pub requests_per_second: NonZeroU32,
    /// New conversations a minute of one client address, over time.
    pub starts_per_minute: NonZeroU32,
    /// Files a minute that visitors of one client address send, over time.
    pub files_per_minute: NonZeroU32,
}

impl Limits {
    pub(super) fn check(settings: &Settings) -> Result<Self, Error> {
        Ok(Self {
            sockets_per_address: number(
                "sockets-per-address",
                settings.sockets_per_address.as_deref(),
                200,
            )?,
            sockets_per_token: number(
                "sockets-per-token",
                settings.sockets_per_token.as_deref(),
                20,
            )?,
            frames_per_second: number(
                "frames-per-second",
                settings.frames_per_second.as_deref(),
                10,
            )?,
            frames_burst: number("frames-burst", settings.frames_burst.as_deref(), 30)?,
            requests_per_second: number(
                "requests-per-second",
                settings.requests_per_second.as_deref(),
                50,
            )?,
            starts_per_minute: number(
                "starts-per-minute",
                settings.starts_per_minute.as_deref(),
                30,
            )?,
            files_per_minute: number("files-per-minute", settings.files_per_minute.as_deref(), 60)?,
        })
    }
}

fn number(key: &'static str, given: Option<&str>, default: u32) -> Result<NonZeroU32, Error> {
    let refused = |value: &str| not_allowed(key, value, "a whole number from 1 to 4294967295");
    match given {
        Some(text) => text.parse().map_err(|_| refused(text)),
        None => NonZeroU32::new(default).ok_or_else(|| refused("0")),
    }
}
