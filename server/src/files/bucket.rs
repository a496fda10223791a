//! A bucket that is spoken to as S3 is: by HTTP/1.1, with TLS as everything else here does it.

use crate::config::Bucket;
use futures::future::BoxFuture;
use http_body_util::BodyExt;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector as Tcp;
use hyper_util::client::legacy::{Client, Error as ClientError};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody,
    HttpResponse, HttpResponseBody, HttpService,
};
use object_store::{BackoffConfig, ClientOptions, RetryConfig};
use std::time::Duration;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(3);
/// How long a connection is kept for the next content: less than the servers keep it.
const IDLE: Duration = Duration::from_secs(10);
/// How often what failed is tried again, if it may have been chance.
const RETRIES: usize = 2;
/// After how long nothing is tried again.
const RETRIED_FOR: Duration = Duration::from_secs(10);
/// How long one waits before that.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// What speaks to the bucket.
pub(super) fn open(bucket: &Bucket) -> object_store::Result<AmazonS3> {
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&bucket.name)
        .with_region(&bucket.region)
        .with_access_key_id(&bucket.access_key_id)
        .with_secret_access_key(bucket.secret_access_key.reveal())
        // One by one is what every server can do.
        .with_disable_bulk_delete(true)
        .with_http_connector(Connector)
        .with_retry(RetryConfig {
            max_retries: RETRIES,
            retry_timeout: RETRIED_FOR,
            backoff: BackoffConfig {
                init_backoff: FIRST_PAUSE,
                max_backoff: LONGEST_PAUSE,
                ..BackoffConfig::default()
            },
        });
    if let Some(endpoint) = &bucket.endpoint {
        // Whether it may be without TLS, the configuration has decided.
        builder = builder.with_endpoint(endpoint).with_allow_http(true);
    }
    builder.build()
}

#[derive(Debug)]
struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(Http::new()))
    }
}

/// Connections to the bucket's server.
#[derive(Debug)]
struct Http(Client<HttpsConnector<Tcp>, HttpRequestBody>);

impl Http {
    fn new() -> Self {
        let mut tcp = Tcp::new();
        tcp.set_connect_timeout(Some(CONNECT));
        tcp.set_nodelay(true);
        // TLS comes after it.
        tcp.enforce_http(false);
        // What the machine trusts, an office's own authority among it; a container may have nothing of the kind.
        let trusting = HttpsConnectorBuilder::new()
            .with_native_roots()
            .unwrap_or_else(|_| HttpsConnectorBuilder::new().with_webpki_roots());
        let https = trusting.https_or_http().enable_http1().wrap_connector(tcp);
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE)
            .pool_timer(TokioTimer::new())
            .build(https);
        Self(client)
    }
}

impl HttpService for Http {
    fn call<'s, 'f>(
        &'s self,
        request: HttpRequest,
    ) -> BoxFuture<'f, Result<HttpResponse, HttpError>>
    where
        's: 'f,
        Self: 'f,
    {
        Box::pin(async move {
            let answer = self.0.request(request).await.map_err(failed)?;
            Ok(answer.map(|body| {
                let interrupted = |error| HttpError::new(HttpErrorKind::Interrupted, error);
                HttpResponseBody::new(body.map_err(interrupted))
            }))
        })
    }
}

/// What was never sent may be sent again, and so may what was sent: a content has a name of its own.
fn failed(error: ClientError) -> HttpError {
    let kind = if error.is_connect() {
        HttpErrorKind::Connect
    } else {
        HttpErrorKind::Interrupted
    };
    HttpError::new(kind, error)
}
