//! Finding conversations (spec 8.9). What is sought and what is written are cut into words by one function, here, so that both
//! databases find the same and the console marks in the open conversation what the server has found.

mod excerpt;
mod fold;
mod found;
mod query;
mod saved;
mod wanted;
mod word;

pub use excerpt::{Piece, excerpt, pieces};
pub use found::{After, Found, FoundPage, Hit, NOTE};
pub use query::Query;
pub use saved::SavedView;
pub use wanted::{Filter, Stand, Wanted};
pub use word::{Word, indexed, words};
