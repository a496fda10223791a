//! The files that `cargo xtask build` makes, from the program itself; in development from the folder.
//!
//! What gets smaller by packing is kept packed alone, since there is hardly a browser that takes neither brotli nor gzip.

use axum::body::Body;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::read::GzDecoder;
use rust_embed::{EmbeddedFile, RustEmbed};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::OnceLock;

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

type Names = BTreeMap<String, String>;

/// The name changes with the content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Customers' pages know these names; a new version reaches them within minutes.
const FIVE_MINUTES: &str = "public, max-age=300";

/// Whether the files are there.
pub(crate) fn are_built() -> bool {
    let is_there = |name| Site::get(name).is_some();
    is_there("manifest.json") && (is_there("widget.js") || is_there("widget.js.gz"))
}

/// Where a file is served: `console.js` → `/assets/console.HASH.js`. Empty if there is no such file.
pub fn path(name: &str) -> String {
    let path = |names: &Names| names.get(name).map(|file| served_at(file));
    with_names(path).unwrap_or_default()
}

/// Where the files are served whose names begin like this.
pub fn paths(beginning: &str) -> Vec<String> {
    with_names(|names| {
        let found = names.iter().filter(|(name, _)| name.starts_with(beginning));
        found.map(|(_, file)| served_at(file)).collect()
    })
}

fn served_at(file: &str) -> String {
    format!("/assets/{file}")
}

/// In development the files change while the server runs.
fn with_names<T>(with: impl FnOnce(&Names) -> T) -> T {
    if cfg!(debug_assertions) {
        with(&names())
    } else {
        static NAMES: OnceLock<Names> = OnceLock::new();
        with(NAMES.get_or_init(names))
    }
}

/// `/widget.js`, which customers paste into their pages.
pub(crate) async fn loader(headers: HeaderMap) -> Response {
    served("widget.js", &headers, FIVE_MINUTES).await
}

/// `/frame.js`, which it fetches where the chat has to stand in a frame (spec 6.16).
pub(crate) async fn frame(headers: HeaderMap) -> Response {
    served("frame.js", &headers, FIVE_MINUTES).await
}

/// `/assets/NAME`.
pub(crate) async fn file(
    name: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    match name {
        Ok(Path(name)) => served(&name, &headers, FOR_EVER).await,
        Err(_) => missing(),
    }
}

fn names() -> Names {
    Site::get("manifest.json")
        .and_then(|file| serde_json::from_slice(&file.data).ok())
        .unwrap_or_default()
}

async fn served(name: &str, request: &HeaderMap, caching: &'static str) -> Response {
    let Some(Found { file, packing }) = smallest(name, request) else {
        return missing();
    };
    let tag = tag(&file, &packing);
    let mut response = if request.get(header::IF_NONE_MATCH) == Some(&tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let body = match packing {
            Packing::ToUnpack => match unpacked(file).await {
                Ok(bytes) => Body::from(bytes),
                Err(error) => return broken(name, &error),
            },
            Packing::None | Packing::Encoding(_) => body(file),
        };
        let mut response = Response::new(body);
        let content_type = HeaderValue::from_static(content_type(name));
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, content_type);
        if let Packing::Encoding(encoding) = packing {
            let encoding = HeaderValue::from_static(encoding);
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, encoding);
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    response
}

struct Found {
    file: EmbeddedFile,
    packing: Packing,
}

enum Packing {
    None,
    /// As the browser takes it.
    Encoding(&'static str),
    /// With gzip, which this browser does not take.
    ToUnpack,
}

/// The file in the best encoding that the browser takes and the build has made.
fn smallest(name: &str, request: &HeaderMap) -> Option<Found> {
    let accepted = request.get(header::ACCEPT_ENCODING);
    let accepted = accepted
        .and_then(|accepted| accepted.to_str().ok())
        .unwrap_or_default();
    for (encoding, extension) in [("br", "br"), ("gzip", "gz")] {
        if takes(accepted, encoding)
            && let Some(file) = Site::get(&format!("{name}.{extension}"))
        {
            let packing = Packing::Encoding(encoding);
            return Some(Found { file, packing });
        }
    }
    let packed = || {
        let file = Site::get(&format!("{name}.gz"))?;
        let packing = Packing::ToUnpack;
        Some(Found { file, packing })
    };
    let file = Site::get(name).map(|file| Found {
        file,
        packing: Packing::None,
    });
    file.or_else(packed)
}

/// Megabytes take milliseconds, for which no socket should wait.
async fn unpacked(file: EmbeddedFile) -> io::Result<Vec<u8>> {
    tokio::task::spawn_blocking(move || unpack(&file.data)).await?
}

fn unpack(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn takes(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|entry| {
        let (name, quality) = entry.split_once(';').unwrap_or((entry, ""));
        let is_refused = matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
        name.trim().eq_ignore_ascii_case(encoding) && !is_refused
    })
}

fn tag(file: &EmbeddedFile, packing: &Packing) -> HeaderValue {
    let hash = file.metadata.sha256_hash();
    let hash = URL_SAFE_NO_PAD.encode(hash.get(..16).unwrap_or_default());
    let form = match packing {
        Packing::None | Packing::Encoding(_) => "",
        Packing::ToUnpack => "-unpacked",
    };
    HeaderValue::from_str(&format!("\"{hash}{form}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

fn body(file: EmbeddedFile) -> Body {
    match file.data {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    }
}

/// The media type of a file by its name.
pub(crate) fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

fn missing() -> Response {
    let sentence = "There is no such file. Load the page again.\n";
    (StatusCode::NOT_FOUND, sentence).into_response()
}

fn broken(name: &str, error: &io::Error) -> Response {
    tracing::error!("{name} cannot be unpacked: {error}");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

#[cfg(test)]
mod tests {
    use super::{takes, unpack};
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    #[test]
    fn who_takes_no_packing_gets_the_file_as_it_was() {
        let file = b"export const greeting = 'Hello';".repeat(100);
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&file).unwrap();
        let packed = encoder.finish().unwrap();
        assert_eq!(unpack(&packed).unwrap(), file);
        assert!(unpack(&packed[..packed.len() / 2]).is_err());
    }

    #[test]
    fn an_encoding_is_used_only_where_the_browser_takes_it() {
        assert!(takes("gzip, deflate, br", "br"));
        assert!(takes("br;q=0.5", "br"));
        assert!(!takes("br;q=0, gzip", "br"));
        assert!(!takes("brotli", "br"));
        assert!(!takes("", "gzip"));
    }
}
