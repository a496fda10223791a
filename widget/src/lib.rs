//! What visitors see.
