//! Requests over HTTP: the first message, older ones, and everything where there is no socket.

use crate::decode;
use crate::dom;
use crate::effect::dispatch;
use crate::encode;
use crate::json::{Value, joined};
use crate::model::{Answer, Failure, Msg, Request};
use domain::limit;
use domain::wire::visitor::ToVisitor;
use wasm_bindgen::prelude::*;
use web_sys::XmlHttpRequest;

/// Longer than the server lets a long poll wait.
const TIMEOUT_MS: u32 = 40_000;

/// Asks the server; the answer comes as [`Msg::Answered`].
pub(crate) fn ask(base: &str, token: Option<&str>, generation: u32, request: Box<Request>) {
    let (path, body) = match &*request {
        Request::Token => ("token", "{}".to_owned()),
        Request::Start(start) => {
            let mut start = start.clone();
            let here = || dom::page().location().href().ok();
            start.page = start.page.or_else(here);
            if let Some(page) = &mut start.page
                && let Some((end, _)) = page.char_indices().nth(limit::PAGE_CHARACTERS)
            {
                page.truncate(end);
            }
            ("start", encode::start(&start))
        }
        Request::Frame(frame) => ("frame", encode::frame(frame)),
        Request::Poll(poll) => ("poll", encode::poll(poll)),
        Request::Older(older) => ("older", encode::older(older)),
    };
    let address = joined(&[base, "/widget/", path]);
    let fallback = request.clone();
    if send(&address, token, &body, generation, request).is_err() {
        dispatch(Msg::Answered(generation, fallback, Err(Failure::Network)));
    }
}

fn send(
    address: &str,
    token: Option<&str>,
    body: &str,
    generation: u32,
    request: Box<Request>,
) -> Result<(), JsValue> {
    let call = XmlHttpRequest::new()?;
    call.open("POST", address)?;
    call.set_timeout(TIMEOUT_MS);
    call.set_request_header("Content-Type", "application/json")?;
    if let Some(token) = token {
        call.set_request_header("Authorization", &joined(&["Bearer ", token]))?;
    }
    let answered = call.clone();
    let on_end = Closure::once_into_js(move || {
        let answer = read(&answered, &request);
        dispatch(Msg::Answered(generation, request, answer));
    });
    dom::listen(&call, "loadend", &on_end);
    call.send_with_opt_str(Some(body))
}

fn read(call: &XmlHttpRequest, request: &Request) -> Result<Answer, Failure> {
    let status = call.status().unwrap_or_default();
    if status == 204 {
        return Ok(Answer::Frames(Vec::new()));
    }
    let text = call.response_text().ok().flatten().unwrap_or_default();
    let value = Value::parse(&text).ok_or(Failure::Network)?;
    if let Some(ToVisitor::Refused(refused)) = decode::frame(&value)
        && status >= 400
    {
        return Err(Failure::Refused(refused.refusal));
    }
    let answer = match request {
        _ if status >= 400 => None,
        Request::Token => decode::text(&value, "token").map(Answer::Token),
        Request::Older(_) => decode::older(&value).map(Answer::Older),
        _ => match value.list() {
            Some(list) => list.iter().map(decode::frame).collect(),
            None => decode::frame(&value).map(|frame| vec![frame]),
        }
        .map(Answer::Frames),
    };
    answer.ok_or(Failure::Network)
}
