//! Requests to the console's own server.

use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, File, Headers, RequestInit, Response};

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// The body.
    pub(crate) body: String,
}

/// Sends JSON and waits at most `patience_ms` for the answer; dropped before, the request is given up. `None` if there was
/// no answer.
pub(crate) async fn post(path: &str, body: &str, patience_ms: u64) -> Option<Answer> {
    send(
        path,
        "application/json",
        &JsValue::from_str(body),
        patience_ms,
    )
    .await
}

/// The same with a file.
pub(crate) async fn post_file(path: &str, file: &File, patience_ms: u64) -> Option<Answer> {
    send(path, "application/octet-stream", file, patience_ms).await
}

async fn send(path: &str, kind: &str, body: &JsValue, patience_ms: u64) -> Option<Answer> {
    let headers = Headers::new().ok()?;
    headers.set("content-type", kind).ok()?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(body);
    request.set_headers(&headers);
    answered(path, &request, patience_ms).await
}

/// Puts a file at an address; waits as [`post`] does.
pub(crate) async fn put(path: &str, file: &File, patience_ms: u64) -> Option<Answer> {
    let request = RequestInit::new();
    request.set_method("PUT");
    request.set_body(file);
    answered(path, &request, patience_ms).await
}

/// Removes what is at an address; waits as [`post`] does.
pub(crate) async fn delete(path: &str, patience_ms: u64) -> Option<Answer> {
    let request = RequestInit::new();
    request.set_method("DELETE");
    answered(path, &request, patience_ms).await
}

async fn answered(path: &str, request: &RequestInit, patience_ms: u64) -> Option<Answer> {
    let limit = Limit::new(patience_ms)?;
    request.set_signal(Some(&limit.request.signal()));
    let response = web_sys::window()?.fetch_with_str_and_init(path, request);
    let response: Response = JsFuture::from(response).await.ok()?.dyn_into().ok()?;
    let body = JsFuture::from(response.text().ok()?)
        .await
        .ok()?
        .as_string()?;
    Some(Answer {
        status: response.status(),
        body,
    })
}

/// Ends a request when its time is over, or when nobody waits for it any more.
struct Limit {
    request: Pending,
    timeout: Option<TimeoutHandle>,
}

impl Limit {
    fn new(patience_ms: u64) -> Option<Self> {
        let request = Pending::new()?;
        let late = request.0.clone();
        let patience = Duration::from_millis(patience_ms);
        Some(Self {
            request,
            timeout: set_timeout_with_handle(move || late.abort(), patience).ok(),
        })
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        if let Some(timeout) = &self.timeout {
            timeout.clear();
        }
    }
}

/// A request that is given up when nobody waits for it any more.
#[derive(Debug)]
pub(super) struct Pending(AbortController);

impl Pending {
    /// None yet: the signal is to be put into one.
    pub(super) fn new() -> Option<Self> {
        AbortController::new().ok().map(Self)
    }

    /// What tells the request.
    pub(super) fn signal(&self) -> AbortSignal {
        self.0.signal()
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        // A request that is answered already is not touched by this.
        self.0.abort();
    }
}
