//! Visitors' tokens: minted here alone, and known by their seal without anything being stored (spec 16.3).

use crate::desk::TokenHash;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::time::Timestamp;
use hmac::digest::{Key, KeyInit};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Random bytes that make a token unguessable.
const RANDOM: usize = 32;
/// Bytes of the moment at which it was minted.
const MINTED_AT: usize = 8;
/// Bytes kept of the seal.
const SEAL: usize = 16;

/// A token that this server minted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verified {
    /// What is kept of it.
    pub(crate) hash: TokenHash,
    /// When it was minted.
    pub(crate) minted_at: Timestamp,
}

/// A new token.
pub(crate) fn mint(secret: &[u8; 32], now: Timestamp) -> String {
    let mut bytes = Vec::with_capacity(RANDOM + MINTED_AT + SEAL);
    bytes.extend(rand::random::<[u8; RANDOM]>());
    bytes.extend(now.0.to_be_bytes());
    let seal = sealing(secret, &bytes).finalize().into_bytes();
    bytes.extend(seal.iter().take(SEAL));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether this server minted the token.
pub(crate) fn verify(secret: &[u8; 32], token: &str) -> Option<Verified> {
    // A token has one spelling; what is longer is not even decoded.
    if token.len() != (RANDOM + MINTED_AT + SEAL).div_ceil(3) * 4 - 1 {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (sealed, seal) = bytes.split_at_checked(RANDOM + MINTED_AT)?;
    sealing(secret, sealed).verify_truncated_left(seal).ok()?;
    let minted_at = sealed.get(RANDOM..)?.try_into().ok()?;
    Some(Verified {
        hash: TokenHash::of(token),
        minted_at: Timestamp(i64::from_be_bytes(minted_at)),
    })
    .filter(|_| seal.len() == SEAL)
}

fn sealing(secret: &[u8; 32], bytes: &[u8]) -> Hmac<Sha256> {
    // A key shorter than the hash's block is filled up with zeros (RFC 2104).
    let mut key = Key::<Hmac<Sha256>>::default();
    key.iter_mut()
        .zip(secret)
        .for_each(|(byte, secret)| *byte = *secret);
    let mut sealing = <Hmac<Sha256> as KeyInit>::new(&key);
    sealing.update(bytes);
    sealing
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SECRET: [u8; 32] = [7; 32];

    #[test]
    fn a_minted_token_is_known_again() {
        let token = mint(&SECRET, Timestamp(1_700_000_000_000));
        let verified = verify(&SECRET, &token).unwrap();
        assert_eq!(verified.minted_at, Timestamp(1_700_000_000_000));
        assert_eq!(verified.hash, TokenHash::of(&token));
    }

    #[test]
    fn a_token_of_another_server_is_not_known() {
        let token = mint(&[8; 32], Timestamp(0));
        assert_eq!(verify(&SECRET, &token), None);
    }

    proptest! {
        #[test]
        fn a_token_with_one_changed_character_is_not_known(place in 0..75_usize, other in "[A-Za-z0-9_-]") {
            let token = mint(&SECRET, Timestamp(1_700_000_000_000));
            let mut changed = token.clone();
            changed.replace_range(place..=place, &other);
            prop_assume!(changed != token);
            prop_assert_eq!(verify(&SECRET, &changed), None);
        }

        #[test]
        fn what_a_client_makes_up_is_not_known(token in "\\PC*") {
            prop_assert_eq!(verify(&SECRET, &token), None);
        }
    }
}
