//! A push service for tests, and browsers that open what it takes: with other programs than those that have sealed it.

use aes_gcm::aead::Aead;
use aes_gcm::{Aes128Gcm, KeyInit, Nonce};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::push::{Services, TypedSubscription};
use hmac::{Hmac, Mac};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use p256::{PublicKey, SecretKey};
use serde_json::Value;
use sha2::Sha256;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// What stands before the key of the sender: the random part, and the size of records.
const SALT: usize = 16;
const SIZE: usize = 4;
/// What stands behind the last bytes that are meant.
const END: u8 = 2;

/// A push as it came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    body: Bytes,
}

/// What it answers.
#[derive(Clone, Copy, Debug)]
struct Answer {
    status: u16,
    retry_after: Option<u32>,
}

#[derive(Clone, Debug)]
struct Shared {
    received: Arc<Mutex<Vec<Received>>>,
    answer: Arc<Mutex<Answer>>,
}

/// A push service.
pub(crate) struct PushService {
    address: SocketAddr,
    shared: Shared,
}

impl PushService {
    /// One that takes everything.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let answer = Answer {
            status: 201,
            retry_after: None,
        };
        let shared = Shared {
            received: Arc::default(),
            answer: Arc::new(Mutex::new(answer)),
        };
        let routes = Router::new().fallback(take).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { address, shared }
    }

    /// As who runs a server names it.
    pub(crate) fn named(&self) -> Services {
        format!("http://{}", self.address).parse().unwrap()
    }

    /// It answers this from now on.
    pub(crate) fn answers(&self, status: u16, retry_after: Option<u32>) {
        *self.shared.answer.lock().unwrap() = Answer {
            status,
            retry_after,
        };
    }

    /// What came since one looked last.
    pub(crate) fn received(&self) -> Vec<Received> {
        std::mem::take(&mut *self.shared.received.lock().unwrap())
    }

    /// A browser that takes pushes from it.
    pub(crate) fn browser(&self, name: &str) -> Browser {
        Browser {
            endpoint: format!("http://{}/push/{name}", self.address),
            secret: SecretKey::from_slice(&rand::random::<[u8; 32]>()).unwrap(),
            auth: rand::random(),
        }
    }
}

async fn take(
    State(shared): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, HeaderMap) {
    let received = Received {
        path: uri.path().to_owned(),
        headers,
        body,
    };
    shared.received.lock().unwrap().push(received);
    let answer = *shared.answer.lock().unwrap();
    let mut headers = HeaderMap::new();
    if let Some(seconds) = answer.retry_after {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    // Whoever follows this comes here again.
    headers.insert(header::LOCATION, "/elsewhere".parse().unwrap());
    (StatusCode::from_u16(answer.status).unwrap(), headers)
}

/// A browser.
pub(crate) struct Browser {
    pub(crate) endpoint: String,
    secret: SecretKey,
    auth: [u8; 16],
}

impl Browser {
    /// What it tells of itself.
    pub(crate) fn subscription(&self) -> TypedSubscription {
        TypedSubscription {
            endpoint: self.endpoint.clone(),
            p256dh: URL_SAFE_NO_PAD.encode(self.public()),
            auth: URL_SAFE_NO_PAD.encode(self.auth),
        }
    }

    /// What a push says, opened step by step as RFC 8291 tells.
    pub(crate) fn open(&self, push: &Received) -> Value {
        let (salt, rest) = push.body.split_at(SALT);
        let (size, rest) = rest.split_at(SIZE);
        assert_eq!(size, 4_096_u32.to_be_bytes());
        let (length, rest) = rest.split_first().unwrap();
        let (sender, record) = rest.split_at(usize::from(*length));
        let theirs = PublicKey::from_sec1_bytes(sender).unwrap();
        let scalar = self.secret.to_nonzero_scalar();
        let shared = p256::ecdh::diffie_hellman(scalar, theirs.as_affine());
        let extracted = keyed(&self.auth, &[shared.raw_secret_bytes()]);
        let info = [b"WebPush: info\0".as_slice(), &self.public(), sender].concat();
        let input = keyed(&extracted, &[&info, &[1]]);
        let extracted = keyed(salt, &[&input]);
        let key = keyed(&extracted, &[b"Content-Encoding: aes128gcm\0", &[1]]);
        let nonce = keyed(&extracted, &[b"Content-Encoding: nonce\0", &[1]]);
        let cipher = Aes128Gcm::new_from_slice(&key[..16]).unwrap();
        let plain = cipher
            .decrypt(Nonce::from_slice(&nonce[..12]), record)
            .unwrap();
        let end = plain.iter().rposition(|byte| *byte != 0).unwrap();
        assert_eq!(plain[end], END);
        serde_json::from_slice(&plain[..end]).unwrap()
    }

    fn public(&self) -> Vec<u8> {
        let point = self.secret.public_key().to_encoded_point(false);
        point.as_bytes().to_vec()
    }
}

fn keyed(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).unwrap();
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}
