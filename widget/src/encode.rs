//! What the widget says, from the domain's types to JSON. That it agrees with them is a test.

use crate::id;
use crate::json::Writer;
use domain::event::Cursor;
use domain::id::{AnswerId, PublicConversationId};
use domain::page::VisitedPage;
use domain::wire::visitor::{FromVisitor, Older, Poll, Start};

/// A frame.
pub(crate) fn frame(frame: &FromVisitor) -> String {
    let (kind, data) = match frame {
        FromVisitor::Hello(hello) => (
            "hello",
            follow(&hello.conversation, hello.cursor)
                .text("channel", &hello.channel)
                .text("token", &hello.token),
        ),
        FromVisitor::Say(say) => (
            "say",
            about(&say.conversation)
                .text("client_id", &id::write(say.client_id.0))
                .text("text", &say.text)
                .maybe("choice", choice(say.choice).as_deref()),
        ),
        FromVisitor::Restart(restart) => (
            "restart",
            about(&restart.conversation).text("client_id", &id::write(restart.client_id.0)),
        ),
        FromVisitor::Edit(edit) => (
            "edit",
            about(&edit.conversation)
                .text("client_id", &id::write(edit.client_id.0))
                .number("number", edit.number.0.into())
                .text("text", &edit.text),
        ),
        FromVisitor::Delete(delete) => (
            "delete",
            about(&delete.conversation)
                .text("client_id", &id::write(delete.client_id.0))
                .number("number", delete.number.0.into()),
        ),
        FromVisitor::Typing(typing) => (
            "typing",
            about(&typing.conversation).truth("active", typing.active),
        ),
        FromVisitor::Seen(seen) => (
            "seen",
            about(&seen.conversation).number("number", seen.number.0.into()),
        ),
        FromVisitor::End(end) => (
            "end",
            about(&end.conversation).text("client_id", &id::write(end.client_id.0)),
        ),
        FromVisitor::Pages(pages) => (
            "pages",
            about(&pages.conversation).raw("pages", &list(&pages.pages)),
        ),
    };
    Writer::default().raw(kind, &data.finish()).finish()
}

/// The first message.
pub(crate) fn start(start: &Start) -> String {
    let chatbot = start.chatbot.map(|shown| {
        Writer::default()
            .text("id", &id::write(shown.id.0))
            .number("version", shown.version)
            .finish()
    });
    let writer = Writer::default();
    let writer = match &chatbot {
        Some(chatbot) => writer.raw("chatbot", chatbot),
        None => writer,
    };
    writer
        .text("channel", &start.channel)
        .text("client_id", &id::write(start.client_id.0))
        .text("text", &start.text)
        .maybe("shown_operator", start.shown_operator.as_deref())
        .maybe("page", start.page.as_deref())
        .maybe("language", start.language.as_deref())
        .maybe("choice", choice(start.choice).as_deref())
        .finish()
}

fn choice(choice: Option<AnswerId>) -> Option<String> {
    choice.map(|choice| id::write(choice.0))
}

/// A wait for news.
pub(crate) fn poll(poll: &Poll) -> String {
    follow(&poll.conversation, poll.cursor).finish()
}

/// A question for older messages.
pub(crate) fn older(older: &Older) -> String {
    about(&older.conversation)
        .number("before", older.before.0.into())
        .finish()
}

fn list(pages: &[VisitedPage]) -> String {
    let mut json = "[".to_owned();
    for page in pages {
        if json.len() > 1 {
            json.push(',');
        }
        let page = Writer::default()
            .text("path", &page.path)
            .text("title", &page.title)
            .number("at", page.at.0);
        json.push_str(&page.finish());
    }
    json.push(']');
    json
}

fn about(conversation: &PublicConversationId) -> Writer {
    Writer::default().text("conversation", &id::write(conversation.0))
}

fn follow(conversation: &PublicConversationId, cursor: Option<Cursor>) -> Writer {
    let writer = about(conversation);
    match cursor {
        Some(cursor) => writer.raw(
            "cursor",
            &Writer::default()
                .number("epoch", cursor.epoch)
                .number("position", cursor.position.0)
                .finish(),
        ),
        None => writer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::event::Position;
    use domain::id::{ChatbotId, ClientId};
    use domain::message::MessageNumber;
    use domain::time::Timestamp;
    use domain::wire::visitor::{
        Delete, Edit, End, Hello, Pages, Restart, Say, Seen, ShownBot, Typing,
    };
    use uuid::Uuid;

    const CONVERSATION: PublicConversationId =
        PublicConversationId(Uuid::from_u128(0x0123_4567_89ab_4def_8123_4567_89ab_cdef));
    const CLIENT: ClientId = ClientId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001));

    fn cursors() -> [Option<Cursor>; 2] {
        let cursor = Cursor {
            epoch: -3,
            position: Position(9),
        };
        [None, Some(cursor)]
    }

    fn every_frame() -> Vec<FromVisitor> {
        let mut frames = vec![
            FromVisitor::Say(Say {
                conversation: CONVERSATION,
                client_id: CLIENT,
                text: "a \"b\"\n\u{1}\u{1f} \\ 😀".to_owned(),
                choice: None,
            }),
            FromVisitor::Say(Say {
                conversation: CONVERSATION,
                client_id: CLIENT,
                text: "Prices".to_owned(),
                choice: Some(AnswerId(Uuid::from_u128(1 << 90 | 5))),
            }),
            FromVisitor::Restart(Restart {
                conversation: CONVERSATION,
                client_id: CLIENT,
            }),
            FromVisitor::Edit(Edit {
                conversation: CONVERSATION,
                client_id: CLIENT,
                number: MessageNumber(u32::MAX),
                text: "x".to_owned(),
            }),
            FromVisitor::Delete(Delete {
                conversation: CONVERSATION,
                client_id: CLIENT,
                number: MessageNumber(0),
            }),
            FromVisitor::Typing(Typing {
                conversation: CONVERSATION,
                active: true,
            }),
            FromVisitor::Seen(Seen {
                conversation: CONVERSATION,
                number: MessageNumber(10),
            }),
            FromVisitor::End(End {
                conversation: CONVERSATION,
                client_id: CLIENT,
            }),
        ];
        let page = |path: &str, title: &str| VisitedPage {
            path: path.to_owned(),
            title: title.to_owned(),
            at: Timestamp(1_760_000_000_000),
        };
        frames.extend(
            [
                Vec::new(),
                vec![page("/", "")],
                vec![page("/a?b", "\"A\""), page("/", "Ü")],
            ]
            .map(|pages| {
                FromVisitor::Pages(Pages {
                    conversation: CONVERSATION,
                    pages,
                })
            }),
        );
        frames.extend(cursors().map(|cursor| {
            FromVisitor::Hello(Hello {
                channel: "website".to_owned(),
                token: "t-_".to_owned(),
                conversation: CONVERSATION,
                cursor,
            })
        }));
        frames
    }

    #[test]
    fn every_frame_is_of_the_contract() {
        for expected in every_frame() {
            let json = frame(&expected);
            assert_eq!(
                serde_json::from_str::<FromVisitor>(&json).ok(),
                Some(expected),
                "{json}"
            );
        }
    }

    #[test]
    fn every_body_is_of_the_contract() {
        for language in [None, Some("fr-CA".to_owned())] {
            let chatbot = || {
                language.as_ref().map(|_| ShownBot {
                    id: ChatbotId(Uuid::from_u128(1 << 90 | 4)),
                    version: 3,
                })
            };
            let expected = Start {
                channel: "website".to_owned(),
                client_id: CLIENT,
                text: "Hello".to_owned(),
                shown_operator: language.clone(),
                page: language.clone(),
                language: language.clone(),
                chatbot: chatbot(),
                choice: chatbot().map(|_| AnswerId(Uuid::from_u128(1 << 90 | 5))),
            };
            assert_eq!(
                serde_json::from_str::<Start>(&start(&expected)).ok(),
                Some(expected)
            );
        }
        for cursor in cursors() {
            let expected = Poll {
                conversation: CONVERSATION,
                cursor,
            };
            assert_eq!(
                serde_json::from_str::<Poll>(&poll(&expected)).ok(),
                Some(expected)
            );
        }
        let expected = Older {
            conversation: CONVERSATION,
            before: MessageNumber(51),
        };
        assert_eq!(
            serde_json::from_str::<Older>(&older(&expected)).ok(),
            Some(expected)
        );
    }
}
