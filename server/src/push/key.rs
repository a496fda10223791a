//! The key by which push services know this server: browsers tell them which one they take pushes from (RFC 8292).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::push::Endpoint;
use domain::time::{HOUR_MS, SECOND_MS, Timestamp};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::json;
use std::fmt;

/// How long a signature is good: push services take no more than a day.
const GOOD_MS: i64 = 12 * HOUR_MS;

/// The key.
pub(crate) struct ServerKey(EcdsaKeyPair);

impl ServerKey {
    /// A new key, as it is kept.
    pub(crate) fn generate() -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        let document =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).ok()?;
        Some(document.as_ref().to_vec())
    }

    /// A key that was kept.
    pub(crate) fn read(kept: &[u8]) -> Option<Self> {
        let random = SystemRandom::new();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, kept, &random);
        pair.ok().map(Self)
    }

    /// The public half as browsers take it: an uncompressed point, in base 64 for addresses.
    pub(crate) fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key())
    }

    /// The `Authorization` of a push; `contact` is where its sender is found, an address of `https`.
    pub(crate) fn authorization(
        &self,
        endpoint: &Endpoint,
        contact: Option<&str>,
        now: Timestamp,
    ) -> Option<String> {
        let head = json!({ "typ": "JWT", "alg": "ES256" });
        let mut claims = json!({
            "aud": endpoint.origin().text(),
            "exp": now.plus(GOOD_MS).0 / SECOND_MS,
        });
        if let (Some(contact), Some(claims)) = (contact, claims.as_object_mut()) {
            claims.insert("sub".to_owned(), contact.into());
        }
        let encoded = |part: serde_json::Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let signed = format!("{}.{}", encoded(head), encoded(claims));
        let signature = self.0.sign(&SystemRandom::new(), signed.as_bytes()).ok()?;
        let signature = URL_SAFE_NO_PAD.encode(signature);
        Some(format!("vapid t={signed}.{signature}, k={}", self.public()))
    }
}

impl fmt::Debug for ServerKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ServerKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::signature::Verifier;
    use p256::ecdsa::{Signature, VerifyingKey};
    use serde_json::Value;

    #[test]
    fn another_program_finds_the_signature_right() {
        let key = ServerKey::read(&ServerKey::generate().unwrap()).unwrap();
        let endpoint = Endpoint::parse("https://web.push.apple.com/a?b").unwrap();
        let contact = Some("https://chat.example");
        let now = Timestamp(1_700_000_000_000);
        let header = key.authorization(&endpoint, contact, now).unwrap();
        let (token, public) = header
            .strip_prefix("vapid t=")
            .and_then(|rest| rest.split_once(", k="))
            .unwrap();
        assert_eq!(public, key.public());
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let public = VerifyingKey::from_sec1_bytes(&decoded(public)).unwrap();
        let signature = Signature::from_slice(&decoded(signature)).unwrap();
        public.verify(signed.as_bytes(), &signature).unwrap();
        let (head, claims) = signed.split_once('.').unwrap();
        let read = |part| serde_json::from_slice::<Value>(&decoded(part)).unwrap();
        assert_eq!(read(head), json!({ "typ": "JWT", "alg": "ES256" }));
        let expected = json!({
            "aud": "https://web.push.apple.com", "exp": 1_700_043_200, "sub": "https://chat.example",
        });
        assert_eq!(read(claims), expected);
    }

    #[test]
    fn what_was_not_kept_by_this_program_is_no_key() {
        assert!(ServerKey::read(b"").is_none());
        assert!(ServerKey::read(&[1; 138]).is_none());
    }
}
