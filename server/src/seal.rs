//! Secrets that must be read again, such as a password for another server: sealed where they are kept (spec 16.8).

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use std::fmt;

/// Random bytes before what is sealed: so many that they never come twice.
const NONCE: usize = 24;

/// Seals and opens.
#[derive(Clone)]
pub struct Seal(XChaCha20Poly1305);

impl Seal {
    /// A seal made of the secret in the database and, where the administrator of the machine has given one, of a key
    /// that is not in the database: with it, a copy of the database alone opens nothing.
    pub fn new(secret: &[u8; 32], key: Option<&[u8; 32]>) -> Self {
        let mut keying = Sha256::new_with_prefix(b"what is sealed at rest");
        keying.update(secret);
        keying.update(key.map_or(&[][..], <[u8; 32]>::as_slice));
        let key: [u8; 32] = keying.finalize().into();
        Self(XChaCha20Poly1305::new(&Key::from(key)))
    }

    /// Seals; what is sealed for one `purpose` does not open for another.
    pub fn close(&self, purpose: &str, open: &[u8]) -> Vec<u8> {
        let nonce = rand::random::<[u8; NONCE]>();
        let payload = Payload {
            msg: open,
            aad: purpose.as_bytes(),
        };
        // It fails for gigabytes alone; what is kept then opens for nobody.
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload);
        [nonce.as_slice(), &sealed.unwrap_or_default()].concat()
    }

    /// Opens what was sealed with the same key for the same purpose.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, msg) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg,
            aad: purpose.as_bytes(),
        };
        self.0.decrypt(&XNonce::from(*nonce), payload).ok()
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Seal(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_the_same_key_for_the_same_purpose_alone() {
        let seal = Seal::new(&[7; 32], None);
        let sealed = seal.close("mail", b"secret");
        assert_eq!(seal.open("mail", &sealed).as_deref(), Some(&b"secret"[..]));
        assert_eq!(seal.open("other", &sealed), None);
        assert_eq!(Seal::new(&[8; 32], None).open("mail", &sealed), None);
        assert_eq!(
            Seal::new(&[7; 32], Some(&[1; 32])).open("mail", &sealed),
            None
        );
        assert_ne!(sealed, seal.close("mail", b"secret"));
    }

    #[test]
    fn what_was_changed_or_cut_does_not_open() {
        let seal = Seal::new(&[7; 32], Some(&[1; 32]));
        let sealed = seal.close("mail", b"secret");
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert_eq!(seal.open("mail", &changed), None);
            assert_eq!(seal.open("mail", &sealed[..index]), None);
        }
    }
}
