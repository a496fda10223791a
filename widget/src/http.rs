//! Requests over HTTP: the first message, older ones, and everything where there is no socket.

use crate::browser;
use crate::decode;
use crate::encode;
use crate::json::Value;
use crate::model::{Answer, Failure, Request};
use domain::limit;
use domain::wire::visitor::ToVisitor;

/// Where on the server a request goes, and what it says; `page` tells the page that the widget stands on.
pub(crate) fn question(request: &Request, page: impl FnOnce() -> String) -> (&'static str, String) {
    match request {
        Request::Token => ("token", "{}".to_owned()),
        Request::Start(start) => {
            let mut page = start.page.clone().unwrap_or_else(page);
            if let Some((end, _)) = page.char_indices().nth(limit::PAGE_CHARACTERS) {
                page.truncate(end);
            }
            ("start", encode::start(start, &page))
        }
        Request::Frame(frame) => ("frame", encode::frame(frame)),
        Request::Pages(conversation) => ("frame", encode::pages(*conversation, &browser::pages())),
        Request::Poll(poll) => ("poll", encode::poll(poll)),
        Request::Older(older) => ("older", encode::older(older)),
    }
}

/// What an answer with this status and text says.
pub(crate) fn read(request: &Request, status: u16, text: &str) -> Result<Answer, Failure> {
    if status == 204 {
        return Ok(Answer::Frames(Vec::new()));
    }
    let value = Value::parse(text).ok_or(Failure::Network)?;
    if status >= 400 {
        return Err(match decode::frame(&value) {
            Some(ToVisitor::Refused(refused)) => Failure::Refused(refused.refusal),
            _ => Failure::Network,
        });
    }
    let answer = match request {
        Request::Token => decode::text(&value, "token").map(Answer::Token),
        Request::Older(_) => decode::older(&value).map(Answer::Older),
        _ => decode::frames(&value).map(Answer::Frames),
    };
    answer.ok_or(Failure::Network)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::ClientId;
    use domain::wire::Refusal;
    use domain::wire::visitor::Start;
    use uuid::Uuid;

    fn start(page: Option<String>) -> Request {
        Request::Start(Start {
            channel: "website".to_owned(),
            client_id: ClientId(Uuid::from_u128(1)),
            text: "Hello".to_owned(),
            shown_operator: None,
            page,
            language: None,
            time_zone: None,
            chatbot: None,
            choice: None,
        })
    }

    #[test]
    fn the_first_message_tells_the_page_and_not_more_of_it_than_may_be() {
        let long = || "é".repeat(limit::PAGE_CHARACTERS + 5);
        for (known, expected) in [
            (None, limit::PAGE_CHARACTERS),
            (Some("https://a.example/".to_owned()), 18),
        ] {
            let (path, body) = question(&start(known), long);
            let sent: Start = serde_json::from_str(&body).unwrap();
            assert_eq!(path, "start");
            assert_eq!(sent.page.map(|page| page.chars().count()), Some(expected));
        }
    }

    #[test]
    fn an_answer_is_read_by_what_was_asked() {
        let token = Ok(Answer::Token("t".to_owned()));
        assert_eq!(read(&Request::Token, 200, r#"{"token":"t"}"#), token);
        let beats = |count| Ok(Answer::Frames(vec![ToVisitor::Beat; count]));
        assert_eq!(read(&start(None), 200, r#""beat""#), beats(1));
        assert_eq!(read(&start(None), 200, r#"["beat","beat"]"#), beats(2));
        assert_eq!(read(&start(None), 204, ""), beats(0));
    }

    #[test]
    fn what_is_no_answer_is_a_failure_and_a_refusal_tells_why() {
        let refused = r#"{"refused":{"refusal":"too_many"}}"#;
        let too_many = Err(Failure::Refused(Refusal::TooMany));
        assert_eq!(read(&Request::Token, 429, refused), too_many);
        for (status, text) in [
            (0, ""),
            (200, "<html>"),
            (200, "{}"),
            (200, r#"["beat",1]"#),
            (502, "{}"),
            (500, r#"{"token":"t"}"#),
        ] {
            let answer = read(&Request::Token, status, text);
            assert_eq!(answer, Err(Failure::Network), "{status} {text}");
        }
    }
}
