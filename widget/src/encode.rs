//! What the widget says, from the domain's types to JSON. That it agrees with them is a test.

use crate::json::Writer;
use domain::event::Cursor;
use domain::id::{AnswerId, ClientId, PublicConversationId};
use domain::wire::visitor::{FromVisitor, Older, Poll, Start};

/// A frame.
pub(crate) fn frame(frame: &FromVisitor) -> String {
    let mut data = Writer::default();
    let kind = match frame {
        FromVisitor::Hello(hello) => {
            follow(&mut data, hello.conversation, hello.cursor);
            data.text("channel", &hello.channel)
                .text("token", &hello.token);
            "hello"
        }
        FromVisitor::Say(say) => {
            ask(&mut data, say.conversation, say.client_id);
            data.text("text", &say.text);
            choose(&mut data, say.choice);
            "say"
        }
        FromVisitor::Restart(restart) => {
            ask(&mut data, restart.conversation, restart.client_id);
            "restart"
        }
        FromVisitor::Edit(edit) => {
            ask(&mut data, edit.conversation, edit.client_id);
            data.number("number", edit.number.0.into())
                .text("text", &edit.text);
            "edit"
        }
        FromVisitor::Delete(delete) => {
            ask(&mut data, delete.conversation, delete.client_id);
            data.number("number", delete.number.0.into());
            "delete"
        }
        FromVisitor::Typing(typing) => {
            about(&mut data, typing.conversation).truth("active", typing.active);
            "typing"
        }
        FromVisitor::Seen(seen) => {
            about(&mut data, seen.conversation).number("number", seen.number.0.into());
            "seen"
        }
        FromVisitor::End(end) => {
            ask(&mut data, end.conversation, end.client_id);
            "end"
        }
        // They are told as the page's script keeps them, by `pages`.
        FromVisitor::Pages(_) => return String::new(),
    };
    Writer::default().raw(kind, &data.finish()).finish()
}

/// The last pages, as JSON.
pub(crate) fn pages(conversation: PublicConversationId, pages: &str) -> String {
    let mut data = Writer::default();
    about(&mut data, conversation).raw("pages", pages);
    Writer::default().raw("pages", &data.finish()).finish()
}

/// The first message, written on `page`.
pub(crate) fn start(start: &Start, page: &str) -> String {
    let mut data = Writer::default();
    if let Some(shown) = start.chatbot {
        let chatbot = Writer::default()
            .id("id", shown.id.0)
            .number("version", shown.version)
            .finish();
        data.raw("chatbot", &chatbot);
    }
    data.text("channel", &start.channel)
        .id("client_id", start.client_id.0)
        .text("text", &start.text)
        .maybe("shown_operator", start.shown_operator.as_deref())
        .text("page", page)
        .maybe("language", start.language.as_deref())
        .maybe("time_zone", start.time_zone.as_deref());
    choose(&mut data, start.choice);
    data.finish()
}

/// A wait for news.
pub(crate) fn poll(poll: &Poll) -> String {
    let mut data = Writer::default();
    follow(&mut data, poll.conversation, poll.cursor);
    data.finish()
}

/// A question for older messages.
pub(crate) fn older(older: &Older) -> String {
    about(&mut Writer::default(), older.conversation)
        .number("before", older.before.0.into())
        .finish()
}

fn about(data: &mut Writer, conversation: PublicConversationId) -> &mut Writer {
    data.id("conversation", conversation.0)
}

fn ask(data: &mut Writer, conversation: PublicConversationId, client_id: ClientId) {
    about(data, conversation).id("client_id", client_id.0);
}

fn choose(data: &mut Writer, choice: Option<AnswerId>) {
    if let Some(choice) = choice {
        data.id("choice", choice.0);
    }
}

fn follow(data: &mut Writer, conversation: PublicConversationId, cursor: Option<Cursor>) {
    about(data, conversation);
    if let Some(cursor) = cursor {
        let cursor = Writer::default()
            .number("epoch", cursor.epoch)
            .number("position", cursor.position.0)
            .finish();
        data.raw("cursor", &cursor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::event::Position;
    use domain::id::ChatbotId;
    use domain::message::MessageNumber;
    use domain::page::VisitedPage;
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
    fn the_last_pages_are_told_as_the_contract_has_them() {
        let page = VisitedPage {
            path: "/a?b".to_owned(),
            title: "\"A\"".to_owned(),
            at: Timestamp(1_760_000_000_000),
        };
        let list = serde_json::to_string(&[&page]).unwrap();
        let told = serde_json::from_str::<FromVisitor>(&pages(CONVERSATION, &list)).ok();
        let expected = Pages {
            conversation: CONVERSATION,
            pages: vec![page],
        };
        assert_eq!(told, Some(FromVisitor::Pages(expected)));
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
                page: Some("/".to_owned()),
                language: language.clone(),
                time_zone: language.clone(),
                chatbot: chatbot(),
                choice: chatbot().map(|_| AnswerId(Uuid::from_u128(1 << 90 | 5))),
            };
            assert_eq!(
                serde_json::from_str::<Start>(&start(&expected, "/")).ok(),
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
