//! Requests to the console's own server.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, Response};

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// The body.
    pub(crate) body: String,
}

/// Sends JSON and waits at most `patience_ms` for the answer. `None` if there was none.
pub(crate) async fn post(path: &str, body: &str, patience_ms: u32) -> Option<Answer> {
    let headers = Headers::new().ok()?;
    headers.set("content-type", "application/json").ok()?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&JsValue::from_str(body));
    request.set_headers(&headers);
    request.set_signal(Some(&AbortSignal::timeout_with_u32(patience_ms)));
    let response = web_sys::window()?.fetch_with_str_and_init(path, &request);
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
