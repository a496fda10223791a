//! Visitors and operators without a browser.

pub(crate) mod backoff;
pub(crate) mod console;
pub(crate) mod http;
pub(crate) mod sign_in;
pub(crate) mod socket;
pub(crate) mod start;
