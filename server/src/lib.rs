//! What happens.

pub mod clock;
pub mod desk;
pub mod error;
pub mod store;
