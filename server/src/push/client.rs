//! The way to push services. Each push has a connection of its own, to an address that was looked at: there are few, and nothing
//! in between follows a redirection, speaks to a proxy, or looks a name up once more.

use super::key::ServerKey;
use axum::body::Bytes;
use axum::http::header::{
    AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HOST, RETRY_AFTER,
};
use axum::http::{HeaderMap, Request, StatusCode};
use domain::push::{Endpoint, Origin, PATIENCE_MS, Services, Trust};
use domain::time::{HOUR_MS, SECOND_MS, Timestamp};
use http_body_util::Full;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::error::Error;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};
use tokio_util::task::AbortOnDropHandle;

/// For how long a push service keeps what it cannot deliver: a visitor waits no longer.
const KEPT_MS: i64 = HOUR_MS;

/// A push on its way to one browser.
#[derive(Clone, Debug)]
pub(crate) struct PushMessage {
    /// Where to.
    pub(crate) endpoint: Endpoint,
    /// What of it, encrypted.
    pub(crate) body: Vec<u8>,
    /// What takes the place of one another, as far as the push service still has it.
    pub(crate) topic: String,
}

/// What came of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The push service has it.
    Taken,
    /// There is no such browser any more.
    Gone,
    /// It may be taken later; after as many milliseconds as the push service has asked for, if it has.
    Later(Option<i64>),
    /// It will not be taken.
    Refused,
}

/// The way to push services; cheap to clone.
#[derive(Clone)]
pub(crate) struct PushClient {
    services: Arc<Services>,
    /// `None` if there is no TLS, which cannot be: the provider is built in.
    connector: Option<TlsConnector>,
}

impl PushClient {
    /// The way to the push services that may be used.
    pub(crate) fn to(services: Services) -> Self {
        let connector = tls()
            .ok()
            .map(|config| TlsConnector::from(Arc::new(config)));
        Self {
            services: Arc::new(services),
            connector,
        }
    }

    /// How far what is at an address is trusted; `None` if it is not used.
    pub(crate) fn trust(&self, origin: &Origin) -> Option<Trust> {
        self.services.trust(origin)
    }

    /// Sends a push, signed with the server's key, whose owner is found at `contact`.
    pub(crate) async fn send(
        &self,
        message: &PushMessage,
        key: &ServerKey,
        contact: Option<&str>,
        now: Timestamp,
    ) -> Outcome {
        let Some(trust) = self.trust(message.endpoint.origin()) else {
            return Outcome::Gone;
        };
        let authorization = key.authorization(&message.endpoint, contact, now);
        let Some(request) = authorization.and_then(|key| request(message, &key)) else {
            return Outcome::Refused;
        };
        let patience = Duration::from_millis(PATIENCE_MS.unsigned_abs());
        let answered = self.answer(message.endpoint.origin(), trust, request);
        match tokio::time::timeout(patience, answered).await {
            Ok(Ok((status, asked_ms))) => outcome(status, asked_ms),
            // Neither the name of the service nor what it said: both stand in the address of a browser.
            Ok(Err(_)) | Err(_) => Outcome::Later(None),
        }
    }

    async fn answer(
        &self,
        origin: &Origin,
        trust: Trust,
        request: Request<Full<Bytes>>,
    ) -> Result<(StatusCode, Option<i64>), Failure> {
        let stream = connected(origin, trust).await?;
        if !origin.is_secure() {
            return answered(stream, request).await;
        }
        let connector = self.connector.as_ref().ok_or("there is no TLS")?;
        let name = ServerName::try_from(origin.host().to_owned())?;
        answered(connector.connect(name, stream).await?, request).await
    }
}

impl fmt::Debug for PushClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("PushClient")
            .field(&self.services)
            .finish()
    }
}

type Failure = Box<dyn Error + Send + Sync>;

fn tls() -> Result<ClientConfig, rustls::Error> {
    let roots: RootCertStore = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
    let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()));
    let builder = builder.with_safe_default_protocol_versions()?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

fn request(message: &PushMessage, authorization: &str) -> Option<Request<Full<Bytes>>> {
    let origin = message.endpoint.origin();
    let request = Request::post(message.endpoint.path())
        .header(HOST, origin.authority())
        .header(AUTHORIZATION, authorization)
        .header(CONTENT_TYPE, "application/octet-stream")
        .header(CONTENT_ENCODING, "aes128gcm")
        .header(CONTENT_LENGTH, message.body.len())
        .header("ttl", KEPT_MS / SECOND_MS)
        .header("urgency", "high")
        .header("topic", message.topic.as_str());
    request.body(Full::from(message.body.clone())).ok()
}

/// A connection to one of the addresses of a push service that it may have.
async fn connected(origin: &Origin, trust: Trust) -> Result<TcpStream, Failure> {
    let found = lookup_host((origin.host(), origin.port())).await?;
    let addresses: Vec<SocketAddr> = found
        .filter(|address| trust == Trust::Named || is_public(address.ip()))
        .collect();
    Ok(TcpStream::connect(addresses.as_slice()).await?)
}

async fn answered(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    request: Request<Full<Bytes>>,
) -> Result<(StatusCode, Option<i64>), Failure> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // It ends with this function, whatever the push service still has to say.
    let _connection = AbortOnDropHandle::new(tokio::spawn(connection));
    let response = sender.send_request(request).await?;
    Ok((response.status(), asked_ms(response.headers())))
}

/// The milliseconds after which a push service wants to be asked again.
fn asked_ms(headers: &HeaderMap) -> Option<i64> {
    let asked = headers.get(RETRY_AFTER)?.to_str().ok()?;
    // A day of the calendar, which is allowed too, no push service sends.
    let seconds: u32 = asked.trim().parse().ok()?;
    Some(i64::from(seconds).saturating_mul(SECOND_MS))
}

fn outcome(status: StatusCode, asked_ms: Option<i64>) -> Outcome {
    match status {
        status if status.is_success() => Outcome::Taken,
        StatusCode::NOT_FOUND | StatusCode::GONE => Outcome::Gone,
        status if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() => {
            Outcome::Later(asked_ms)
        }
        _ => Outcome::Refused,
    }
}

/// Whether an address is one of the Internet: none of this machine, of the house, or of what has no owner.
fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    let is_special = first == 0 || first >= 224 || (first, second, third) == (192, 0, 0);
    let is_benchmark = first == 198 && (second == 18 || second == 19);
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || is_shared
        || is_special
        || is_benchmark)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    // 2000::/3 is all that is given out; in it stand examples, ways through IPv4, and what is for other than the Internet.
    let is_given_out = first & 0xe000 == 0x2000;
    let is_special = first == 0x2001 && (second < 0x0200 || second == 0x0db8);
    let is_way_through = first == 0x2002;
    let is_example = first == 0x3fff && second < 0x1000;
    is_given_out && !is_special && !is_way_through && !is_example
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_internet_are_public() {
        for public in ["142.250.1.1", "17.0.0.1", "2607:f8b0::1", "2a00:1450::1"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for other in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.1",
            "192.168.0.1",
            "198.18.0.1",
            "203.0.113.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "fd00::1",
            "fe80::1",
            "ff02::1",
            "2001:db8::1",
            "2002:a00:1::",
        ] {
            assert!(!is_public(other.parse().unwrap()), "{other}");
        }
    }

    #[test]
    fn what_a_push_service_answers_decides() {
        for (status, expected) in [
            (200, Outcome::Taken),
            (201, Outcome::Taken),
            (301, Outcome::Refused),
            (307, Outcome::Refused),
            (400, Outcome::Refused),
            (403, Outcome::Refused),
            (404, Outcome::Gone),
            (410, Outcome::Gone),
            (413, Outcome::Refused),
            (429, Outcome::Later(Some(7))),
            (500, Outcome::Later(Some(7))),
            (503, Outcome::Later(Some(7))),
        ] {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(outcome(status, Some(7)), expected, "{status}");
        }
    }

    #[test]
    fn a_push_service_asks_for_patience_in_seconds() {
        let asked = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, value.parse().unwrap());
            asked_ms(&headers)
        };
        assert_eq!(asked("120"), Some(120_000));
        for other in ["-1", "Fri, 31 Dec 1999 23:59:59 GMT", "", "99999999999"] {
            assert_eq!(asked(other), None, "{other}");
        }
        assert_eq!(asked_ms(&HeaderMap::new()), None);
    }

    #[tokio::test]
    async fn a_service_of_the_internet_is_not_reached_at_an_address_of_this_machine() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let endpoint = Endpoint::parse(&format!("http://127.0.0.1:{port}/a")).unwrap();
        assert!(connected(endpoint.origin(), Trust::Public).await.is_err());
        assert!(connected(endpoint.origin(), Trust::Named).await.is_ok());
    }
}
