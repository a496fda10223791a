//! The one way in which the console reads JSON.
//!
//! A reader of bytes and a reader of text are two types to `serde_json`, each of which has code of its own for everything that is read. Server
//! functions read bytes; that the rest does so too spares a seventh of what the first page downloads.

use codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a value.
///
/// # Errors
///
/// The text is not JSON, or not that of such a value.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    serde_json::from_slice(text.as_bytes())
}

/// How Leptos hands values on from the server to the browser.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Json;

impl<T: Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<Self::Encoded, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &Self::Encoded) -> Result<T, Self::Error> {
        read(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Json, read};
    use codee::{Decoder, Encoder};

    #[test]
    fn what_is_written_is_read() {
        let words = vec!["é".to_owned(), "\u{2028}".to_owned()];
        let text = Json::encode(&words).unwrap();
        let read_again: Vec<String> = Json::decode(&text).unwrap();
        assert_eq!(read_again, words);
        assert!(read::<Vec<String>>("[1]").is_err());
    }
}
