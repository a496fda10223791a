//! Encryption that only the browser opens (RFC 8291, `aes128gcm` of RFC 8188): its push service sees neither words nor how many.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::problem::{Fault, Problem, problems};
use domain::push::TypedSubscription;
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hmac;
use ring::rand::SystemRandom;

/// Bytes of an uncompressed point of P-256.
const POINT: usize = 65;
/// With what such a point begins.
const UNCOMPRESSED: u8 = 4;
/// Bytes of the secret that goes with it.
const SECRET: usize = 16;
/// Bytes of the random part of each message.
const SALT: usize = 16;
/// The size of records that is told: everything is one record, and shorter (RFC 8291, section 4).
const RECORD: u32 = 4_096;
/// What is shorter is filled up to so many bytes, so that its size tells nothing.
const FILLED: usize = 2_048;
/// What stands behind the last bytes that are meant (RFC 8188, section 2).
const END: u8 = 2;

/// For whom something is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Recipient {
    /// The public key.
    pub(crate) p256dh: Vec<u8>,
    /// The secret.
    pub(crate) auth: Vec<u8>,
}

impl Recipient {
    /// The keys that a browser told.
    ///
    /// # Errors
    /// What is wrong with which.
    pub(crate) fn check(typed: &TypedSubscription) -> Result<Self, Vec<Problem>> {
        let p256dh = decoded(&typed.p256dh).filter(|point| is_point(point));
        let auth = decoded(&typed.auth).filter(|secret| secret.len() == SECRET);
        match (p256dh, auth) {
            (Some(p256dh), Some(auth)) => Ok(Self { p256dh, auth }),
            (p256dh, auth) => Err(problems([
                ("p256dh", p256dh.is_none().then_some(Fault::NotAPushKey)),
                ("auth", auth.is_none().then_some(Fault::NotAPushSecret)),
            ])),
        }
    }
}

/// Encrypts for a browser; `None` if its key is none.
pub(crate) fn encrypted(words: &[u8], recipient: &Recipient) -> Option<Vec<u8>> {
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).ok()?;
    let public = own.compute_public_key().ok()?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, &recipient.p256dh);
    let salt = rand::random::<[u8; SALT]>();
    let message = agree_ephemeral(own, &theirs, |shared| {
        let keys = Keys::derive(shared, public.as_ref(), recipient, &salt);
        keys.seal(words, FILLED)
    });
    let sealed = message.ok().flatten()?;
    Some([head(&salt, public.as_ref()).as_slice(), &sealed].concat())
}

/// What stands before the record (RFC 8188, section 2.1).
fn head(salt: &[u8; SALT], public: &[u8]) -> Vec<u8> {
    let length = u8::try_from(public.len()).unwrap_or(u8::MAX);
    let size = RECORD.to_be_bytes();
    [salt.as_slice(), &size, &[length], public].concat()
}

/// The keys of one message.
struct Keys {
    key: [u8; 16],
    nonce: [u8; 12],
}

impl Keys {
    /// The keys that follow from what both sides know (RFC 8291, section 3.4).
    fn derive(shared: &[u8], own: &[u8], recipient: &Recipient, salt: &[u8; SALT]) -> Self {
        let extracted = keyed(&recipient.auth, &[shared]);
        let info = [b"WebPush: info\0".as_slice(), &recipient.p256dh, own].concat();
        let input = keyed(extracted.as_ref(), &[&info, &[1]]);
        let extracted = keyed(salt, &[input.as_ref()]);
        Self {
            key: expanded(extracted.as_ref(), b"Content-Encoding: aes128gcm\0"),
            nonce: expanded(extracted.as_ref(), b"Content-Encoding: nonce\0"),
        }
    }

    /// The only record, filled up to so many bytes before it is sealed.
    fn seal(self, words: &[u8], filled: usize) -> Option<Vec<u8>> {
        let mut record = [words, &[END]].concat();
        record.resize(record.len().max(filled), 0);
        let key = UnboundKey::new(&AES_128_GCM, &self.key).ok()?;
        let nonce = Nonce::assume_unique_for_key(self.nonce);
        LessSafeKey::new(key)
            .seal_in_place_append_tag(nonce, Aad::empty(), &mut record)
            .ok()?;
        Some(record)
    }
}

/// The first bytes of what HKDF expands to (RFC 5869): never more than one block.
fn expanded<const N: usize>(key: &[u8], info: &[u8]) -> [u8; N] {
    let block = keyed(key, &[info, &[1]]);
    let mut bytes = [0; N];
    for (byte, of_block) in bytes.iter_mut().zip(block.as_ref()) {
        *byte = *of_block;
    }
    bytes
}

fn keyed(key: &[u8], parts: &[&[u8]]) -> hmac::Tag {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    for part in parts {
        context.update(part);
    }
    context.sign()
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    // Browsers leave out what fills up to four characters, as the standard asks; some programs do not.
    URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
}

/// Whether there is such a point on the curve: one agrees on a key with it, and throws the key away.
fn is_point(bytes: &[u8]) -> bool {
    if bytes.len() != POINT || bytes.first() != Some(&UNCOMPRESSED) {
        return false;
    }
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new());
    own.is_ok_and(|own| {
        agree_ephemeral(own, &UnparsedPublicKey::new(&ECDH_P256, bytes), |_| ()).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // The example of RFC 8291, appendix A.
    const SHARED: &str = "kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs";
    const OWN: &str =
        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    const P256DH: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";
    const SALT_OF_IT: &str = "DGv6ra1nlYgDCS1FRnbzlw";
    const WORDS: &[u8] = b"When I grow up, I want to be a watermelon";
    const MESSAGE: &str = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

    fn typed(p256dh: &str, auth: &str) -> TypedSubscription {
        TypedSubscription {
            endpoint: String::new(),
            p256dh: p256dh.to_owned(),
            auth: auth.to_owned(),
        }
    }

    fn faults(p256dh: &str, auth: &str) -> Vec<(String, Fault)> {
        let problems = Recipient::check(&typed(p256dh, auth)).unwrap_err();
        problems
            .into_iter()
            .map(|wrong| (wrong.field, wrong.fault))
            .collect()
    }

    #[test]
    fn a_message_is_encrypted_as_the_standard_shows() {
        let recipient = Recipient::check(&typed(P256DH, AUTH)).unwrap();
        let salt = decoded(SALT_OF_IT).unwrap().try_into().unwrap();
        let own = decoded(OWN).unwrap();
        let keys = Keys::derive(&decoded(SHARED).unwrap(), &own, &recipient, &salt);
        let message = [head(&salt, &own), keys.seal(WORDS, 0).unwrap()].concat();
        assert_eq!(URL_SAFE_NO_PAD.encode(message), MESSAGE);
    }

    #[test]
    fn short_words_are_as_long_as_longer_ones_and_none_too_long() {
        let recipient = Recipient::check(&typed(P256DH, AUTH)).unwrap();
        let length = |words: usize| encrypted(&vec![b'a'; words], &recipient).unwrap().len();
        assert_eq!(length(1), length(FILLED - 1));
        assert_eq!(length(FILLED), length(1) + 1);
        let most = usize::try_from(RECORD).unwrap();
        assert!(length(domain::limit::PUSH_BYTES) <= most);
    }

    #[test]
    fn keys_that_are_none_are_named() {
        let key = || ("p256dh".to_owned(), Fault::NotAPushKey);
        let secret = || ("auth".to_owned(), Fault::NotAPushSecret);
        let not_on_the_curve = URL_SAFE_NO_PAD.encode([4_u8; POINT]);
        let point = decoded(P256DH).unwrap();
        let too_short = URL_SAFE_NO_PAD.encode(&point[..POINT - 1]);
        let too_long = URL_SAFE_NO_PAD.encode([point.as_slice(), &[0]].concat());
        for wrong in ["", "?", &not_on_the_curve, &too_short, &too_long] {
            assert_eq!(faults(wrong, AUTH), [key()], "{wrong}");
        }
        for wrong in [
            "",
            "?",
            &URL_SAFE_NO_PAD.encode([1_u8; 15]),
            &URL_SAFE_NO_PAD.encode([1_u8; 17]),
        ] {
            assert_eq!(faults(P256DH, wrong), [secret()], "{wrong}");
        }
        assert_eq!(faults("", ""), [key(), secret()]);
        assert!(Recipient::check(&typed(&format!("{P256DH}="), &format!("{AUTH}=="))).is_ok());
    }
}
