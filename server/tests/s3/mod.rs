//! A bucket for tests: it takes what is signed as S3 wants it, and can be made to refuse it.

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, ETAG};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub(crate) const BUCKET: &str = "porch";
pub(crate) const REGION: &str = "eu-test-1";
pub(crate) const KEY_ID: &str = "porchlight-test";
pub(crate) const SECRET: &str = "hush/hush+hush";

/// What it answers instead of carrying out a request: a status and the name of a fault.
pub(crate) type Fault = Option<(u16, &'static str)>;

type Mood = Box<dyn FnMut(&Method) -> Fault + Send>;

/// A server with one bucket.
pub(crate) struct Server {
    address: SocketAddr,
    inside: Arc<Mutex<Inside>>,
    serving: JoinHandle<()>,
}

struct Inside {
    mood: Mood,
    objects: BTreeMap<String, Bytes>,
}

type Shared = Arc<Mutex<Inside>>;

impl Server {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let inside = Arc::new(Mutex::new(Inside {
            mood: Box::new(|_| None),
            objects: BTreeMap::new(),
        }));
        let routes = Router::new().fallback(answer).with_state(inside.clone());
        let serving = tokio::spawn(async move {
            axum::serve(listener, routes).await.unwrap();
        });
        Self {
            address,
            inside,
            serving,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From here on this decides what it does not carry out.
    pub(crate) fn refuse(&self, mood: impl FnMut(&Method) -> Fault + Send + 'static) {
        lock(&self.inside).mood = Box::new(mood);
    }

    /// What the objects are called that it has.
    pub(crate) fn keys(&self) -> Vec<String> {
        lock(&self.inside).objects.keys().cloned().collect()
    }

    /// From here on nobody listens there.
    pub(crate) async fn stop(self) {
        self.serving.abort();
        drop(self.serving.await);
    }
}

fn lock(inside: &Shared) -> MutexGuard<'_, Inside> {
    inside.lock().unwrap()
}

async fn answer(State(inside): State<Shared>, request: Request) -> Response {
    let refused = (lock(&inside).mood)(request.method());
    if let Some((status, code)) = refused {
        return fault(StatusCode::from_u16(status).unwrap(), code);
    }
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    if let Err(code) = check(&parts, &body) {
        return fault(StatusCode::FORBIDDEN, code);
    }
    let path = parts.uri.path().trim_start_matches('/');
    let Some((BUCKET, key)) = path.split_once('/') else {
        return fault(StatusCode::NOT_FOUND, "NoSuchBucket");
    };
    let mut inside = lock(&inside);
    let objects = &mut inside.objects;
    match parts.method {
        Method::PUT => {
            objects.insert(key.to_owned(), body);
            (StatusCode::OK, [(ETAG, "\"test\"")]).into_response()
        }
        Method::GET | Method::HEAD => match objects.get(key) {
            Some(content) => ([(ETAG, "\"test\"")], content.clone()).into_response(),
            None => fault(StatusCode::NOT_FOUND, "NoSuchKey"),
        },
        Method::DELETE => {
            objects.remove(key);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => fault(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed"),
    }
}

/// As S3 does it, with what must stand in no log.
fn fault(status: StatusCode, code: &str) -> Response {
    let told = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>No.</Message>\
         <AWSAccessKeyId>{KEY_ID}</AWSAccessKeyId><SignatureProvided>Signature</SignatureProvided></Error>"
    );
    (status, told).into_response()
}

/// Whether the request is signed for this bucket's key (AWS Signature Version 4).
fn check(parts: &Parts, body: &[u8]) -> Result<(), &'static str> {
    let header = |name: &str| {
        let value = parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok());
        value.unwrap_or_default().trim().to_owned()
    };
    let authorization = header(AUTHORIZATION.as_str());
    let signed = authorization.strip_prefix("AWS4-HMAC-SHA256 ");
    let field = |name: &str| {
        let fields = signed.unwrap_or_default().split(',').map(str::trim);
        let mut fields = fields.filter_map(|field| field.split_once('='));
        let found = fields.find(|(known, _)| *known == name);
        found.map_or("", |(_, value)| value)
    };
    let time = header("x-amz-date");
    let day = time.get(..8).unwrap_or_default();
    let scope = format!("{day}/{REGION}/s3/aws4_request");
    if field("Credential") != format!("{KEY_ID}/{scope}") {
        return Err("InvalidAccessKeyId");
    }
    let content = header("x-amz-content-sha256");
    if content != hex(&Sha256::digest(body)) {
        return Err("XAmzContentSHA256Mismatch");
    }
    let names = field("SignedHeaders");
    let headers = names.split(';').fold(String::new(), |mut headers, name| {
        writeln!(headers, "{name}:{}", header(name)).unwrap();
        headers
    });
    let request = format!(
        "{}\n{}\n{}\n{headers}\n{names}\n{content}",
        parts.method,
        parts.uri.path(),
        parts.uri.query().unwrap_or_default(),
    );
    let to_sign = format!(
        "AWS4-HMAC-SHA256\n{time}\n{scope}\n{}",
        hex(&Sha256::digest(request))
    );
    let first = format!("AWS4{SECRET}").into_bytes();
    let key = scope.split('/').fold(first, |key, part| keyed(&key, part));
    if field("Signature") != hex(&keyed(&key, &to_sign)) {
        return Err("SignatureDoesNotMatch");
    }
    Ok(())
}

fn keyed(key: &[u8], text: &str) -> Vec<u8> {
    let mut hash = Hmac::<Sha256>::new_from_slice(key).unwrap();
    hash.update(text.as_bytes());
    hash.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}
