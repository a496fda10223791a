//! Why a measurement could not be taken.

/// Whatever went wrong, with a sentence.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A result of a step of a measurement.
pub(crate) type Outcome<T> = Result<T, Failure>;
