//! What visitors see.

pub mod decode;
pub mod encode;
pub mod json;
