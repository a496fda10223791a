//! Files on their way to the server. `fetch` does not tell how far it has come, and so this is the one place that does without it.

use super::http::Answer;
use domain::id::ClientId;
use futures::channel::oneshot;
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{File, ProgressEvent, XmlHttpRequest};

thread_local! {
    /// What is on its way, or waits to be sent again.
    static KEPT: RefCell<HashMap<ClientId, Kept>> = RefCell::default();
}

struct Kept {
    file: File,
    request: Option<XmlHttpRequest>,
}

/// Keeps a file until it is forgotten.
pub(crate) fn keep(id: ClientId, file: File) {
    KEPT.with_borrow_mut(|kept| {
        let request = None;
        kept.insert(id, Kept { file, request });
    });
}

/// Whether a file is kept.
pub(crate) fn is_kept(id: ClientId) -> bool {
    KEPT.with_borrow(|kept| kept.contains_key(&id))
}

/// Forgets a file, and gives it up if it is on its way.
pub(crate) fn forget(id: ClientId) {
    let kept = KEPT.with_borrow_mut(|kept| kept.remove(&id));
    if let Some(request) = kept.and_then(|kept| kept.request) {
        // What has ended already cannot be given up.
        let _ = request.abort();
    }
}

/// Sends a file that is kept; `progress` is told what part of it has gone, of 1. `None` if there was no answer.
pub(crate) async fn send(
    id: ClientId,
    path: &str,
    mut progress: impl FnMut(f64) + 'static,
) -> Option<Answer> {
    let request = XmlHttpRequest::new().ok()?;
    let file = KEPT.with_borrow_mut(|kept| {
        let kept = kept.get_mut(&id)?;
        kept.request = Some(request.clone());
        Some(kept.file.clone())
    })?;
    request.open_with_async("POST", path, true).ok()?;
    let kind = "application/octet-stream";
    request.set_request_header("content-type", kind).ok()?;
    let going = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            progress(event.loaded() / event.total());
        }
    });
    let upload = request.upload().ok()?;
    upload.set_onprogress(Some(going.as_ref().unchecked_ref()));
    let (end, ended) = oneshot::channel();
    // Nobody may wait for it any more.
    let over = Closure::once(move || {
        let _ = end.send(());
    });
    request.set_onloadend(Some(over.as_ref().unchecked_ref()));
    request.send_with_opt_blob(Some(&file)).ok()?;
    let is_over = ended.await.is_ok();
    upload.set_onprogress(None);
    request.set_onloadend(None);
    // 0 where no answer came.
    let status = request.status().ok().filter(|status| *status > 0)?;
    let body = request.response_text().ok().flatten();
    is_over.then(|| Answer {
        status,
        body: body.unwrap_or_default(),
    })
}
