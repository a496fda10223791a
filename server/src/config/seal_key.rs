//! The key with which secrets are sealed besides the secret in the database.

use super::Error;
use sha2::{Digest, Sha256};
use std::fmt;
use std::path::Path;

/// Fewer bytes than this are no key.
const LEAST_BYTES: usize = 32;

/// A key that is not in the database.
#[derive(Clone)]
pub struct SealKey([u8; 32]);

impl SealKey {
    /// The key itself.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key of a file with at least 32 bytes; a blank line at its end is no part of it.
    pub(super) fn read(path: &str) -> Result<Self, Error> {
        let bytes = std::fs::read(Path::new(path)).map_err(|source| Error::UnreadableKey {
            path: path.to_owned(),
            source,
        })?;
        let key = bytes.trim_ascii_end();
        if key.len() < LEAST_BYTES {
            return Err(Error::NotAllowed {
                key: "seal-key-file",
                value: path.to_owned(),
                allowed: "a file with at least 32 random bytes, as `openssl rand -hex 32` writes",
            });
        }
        Ok(Self(Sha256::digest(key).into()))
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SealKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_needs_32_bytes_and_ends_before_the_last_line_does() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let read = |content: &str| {
            std::fs::write(&path, content).unwrap();
            SealKey::read(path.to_str().unwrap())
        };
        let key = read(&"k".repeat(LEAST_BYTES)).unwrap();
        let with_line = read(&("k".repeat(LEAST_BYTES) + "\n")).unwrap();
        assert_eq!(key.bytes(), with_line.bytes());
        let message = read(&"k".repeat(LEAST_BYTES - 1)).unwrap_err().to_string();
        assert!(message.starts_with("seal-key-file: "), "{message}");
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let message = SealKey::read("/no/such/key").unwrap_err().to_string();
        assert!(
            message.starts_with("seal-key-file: /no/such/key"),
            "{message}"
        );
    }
}
