//! Files on their way from the server, of which the page shows how far they have come.

use super::http::Pending;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, HtmlAnchorElement, ReadableStreamDefaultReader, RequestInit, Response,
    Url,
};

/// A file that is being fetched; dropped, it is given up.
#[derive(Debug)]
pub(crate) struct Download {
    response: Response,
    _request: Pending,
}

impl Download {
    /// Asks for a file; `None` if it does not come.
    pub(crate) async fn begin(path: &str) -> Option<Self> {
        let pending = Pending::new()?;
        let request = RequestInit::new();
        request.set_signal(Some(&pending.signal()));
        let response = web_sys::window()?.fetch_with_str_and_init(path, &request);
        let response: Response = JsFuture::from(response).await.ok()?.dyn_into().ok()?;
        response.ok().then_some(Self {
            response,
            _request: pending,
        })
    }

    /// A number that a header tells.
    pub(crate) fn number(&self, header: &str) -> Option<f64> {
        let told = self.response.headers().get(header).ok()??;
        told.parse().ok()
    }

    /// Reads it to its end and gives it to the person under a name. `heard` is given each piece, and tells how many of its first
    /// bytes are no part of the file. `None` if it broke off.
    pub(crate) async fn save(
        self,
        name: &str,
        mut heard: impl FnMut(&[u8]) -> usize,
    ) -> Option<()> {
        let body = self.response.body()?;
        let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into().ok()?;
        let pieces = js_sys::Array::new();
        loop {
            let read = JsFuture::from(reader.read()).await.ok()?;
            let is_done = js_sys::Reflect::get(&read, &JsValue::from_str("done")).ok()?;
            if is_done.is_truthy() {
                break;
            }
            let piece = js_sys::Reflect::get(&read, &JsValue::from_str("value")).ok()?;
            let piece: js_sys::Uint8Array = piece.dyn_into().ok()?;
            let begins = u32::try_from(heard(&piece.to_vec())).ok()?;
            pieces.push(&piece.subarray(begins, piece.length()));
        }
        let kind = BlobPropertyBag::new();
        let told = self.response.headers().get("content-type").ok()?;
        kind.set_type(&told.unwrap_or_default());
        let blob = Blob::new_with_u8_array_sequence_and_options(&pieces, &kind).ok()?;
        give(&blob, name)
    }
}

/// Saves a text as a file of such a kind and name; `None` if the browser cannot.
pub(crate) fn save_text(text: &str, kind: &str, name: &str) -> Option<()> {
    let described = BlobPropertyBag::new();
    described.set_type(kind);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &described).ok()?;
    give(&blob, name)
}

/// Lets the browser save a file as it saves those that a link leads to.
pub(super) fn give(blob: &Blob, name: &str) -> Option<()> {
    let url = Url::create_object_url_with_blob(blob).ok()?;
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The click has taken it: what is saved does not need the address any more.
    Url::revoke_object_url(&url).ok()
}
