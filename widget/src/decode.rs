//! What the server says, from JSON to the domain's types. That it agrees with them is a test.

use crate::id;
use crate::json::Value;
use domain::attachment::Attachment;
use domain::audience::VisitorEvent;
use domain::chat::{Chat, OlderMessages, VisitorChat};
use domain::chatbot::{Answer, Moved, Place, PublicBot};
use domain::event::{Cursor, Happening, Position};
use domain::id::{AnswerId, AttachmentId, ClientId, PictureId, PublicConversationId, StepId};
use domain::message::{Body, Message, MessageNumber, PublicAuthor};
use domain::time::Timestamp;
use domain::wire::visitor::{Events, OperatorTyping, Snapshot, ToVisitor};
use domain::wire::{Accepted, Refusal, Refused};

/// A frame.
pub(crate) fn frame(value: &Value) -> Option<ToVisitor> {
    let (kind, data) = value.variant()?;
    Some(match kind {
        "snapshot" => ToVisitor::Snapshot(snapshot(data)?),
        "events" => ToVisitor::Events(events(data)?),
        "accepted" => ToVisitor::Accepted(Accepted {
            client_id: client_id(data.at("client_id"))?,
            number: number(data.at("number")),
        }),
        "refused" => ToVisitor::Refused(Refused {
            client_id: client_id(data.at("client_id")),
            refusal: refusal(data.at("refusal").text()?)?,
        }),
        "typing" => ToVisitor::Typing(OperatorTyping {
            name: text(data, "name")?,
            active: data.at("active").truth()?,
        }),
        "seen" => ToVisitor::Seen(number(data)?),
        "beat" => ToVisitor::Beat,
        _ => return None,
    })
}

/// Frames, of which there may be one alone.
pub(crate) fn frames(value: &Value) -> Option<Vec<ToVisitor>> {
    match value.list() {
        Some(_) => list(value, frame),
        None => Some(vec![frame(value)?]),
    }
}

/// Older messages.
pub(crate) fn older(value: &Value) -> Option<OlderMessages<PublicAuthor>> {
    Some(OlderMessages {
        messages: list(value.at("messages"), message)?,
        has_older: value.at("has_older").truth()?,
    })
}

/// Why something was refused, by its code.
pub(crate) fn refusal(code: &str) -> Option<Refusal> {
    Some(match code {
        "malformed" => Refusal::Malformed,
        "empty" => Refusal::Empty,
        "too_long" => Refusal::TooLong,
        "wrong_type" => Refusal::WrongType,
        "not_found" => Refusal::NotFound,
        "not_yours" => Refusal::NotYours,
        "ended" => Refusal::Ended,
        "unauthorized" => Refusal::Unauthorized,
        "foreign_origin" => Refusal::ForeignOrigin,
        "forbidden" => Refusal::Forbidden,
        "too_many" => Refusal::TooMany,
        "nobody_available" => Refusal::NobodyAvailable,
        "unavailable" => Refusal::Unavailable,
        _ => return None,
    })
}

/// A message's id.
pub(crate) fn client_id(value: &Value) -> Option<ClientId> {
    id::read(value.text()?).map(ClientId)
}

/// A conversation's id.
pub(crate) fn conversation(value: &Value) -> Option<PublicConversationId> {
    id::read(value.text()?).map(PublicConversationId)
}

/// A message's number.
pub(crate) fn number(value: &Value) -> Option<MessageNumber> {
    u32::try_from(value.number()?).ok().map(MessageNumber)
}

/// A string that is a field of an object.
pub(crate) fn text(value: &Value, name: &str) -> Option<String> {
    value.at(name).text().map(str::to_owned)
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    // A loop: collecting options weighs more.
    let mut list = Vec::new();
    for element in value.list()? {
        list.push(read(element)?);
    }
    Some(list)
}

fn cursor(value: &Value) -> Option<Cursor> {
    Some(Cursor {
        epoch: value.at("epoch").number()?,
        position: Position(value.at("position").number()?),
    })
}

fn snapshot(value: &Value) -> Option<Snapshot> {
    let visitor_chat = value.at("chat");
    let chat = visitor_chat.at("chat");
    Some(Snapshot {
        cursor: cursor(value.at("cursor"))?,
        chat: VisitorChat {
            conversation: conversation(visitor_chat.at("conversation"))?,
            chat: Chat {
                position: Position(chat.at("position").number()?),
                messages: list(chat.at("messages"), message)?,
                has_older: chat.at("has_older").truth()?,
            },
            ended: visitor_chat.at("ended").truth()?,
            operators: list(visitor_chat.at("operators"), |name| {
                name.text().map(str::to_owned)
            })?,
            operators_seen: number(visitor_chat.at("operators_seen"))?,
            visitor_seen: number(visitor_chat.at("visitor_seen"))?,
            bot: bot(visitor_chat.at("bot")),
        },
        picture: picture(value),
    })
}

fn events(value: &Value) -> Option<Events> {
    Some(Events {
        cursor: cursor(value.at("cursor"))?,
        events: list(value.at("events"), event)?,
        operators_seen: number(value.at("operators_seen"))?,
        visitor_seen: number(value.at("visitor_seen"))?,
        picture: picture(value),
    })
}

fn picture(value: &Value) -> Option<PictureId> {
    id::read(value.at("picture").text()?).map(PictureId)
}

fn event(value: &Value) -> Option<VisitorEvent> {
    let (kind, data) = value.at("happening").variant()?;
    Some(VisitorEvent {
        position: Position(value.at("position").number()?),
        happening: match kind {
            "said" => Happening::Said(message(data)?),
            "joined" => Happening::Joined(message(data)?),
            "left" => Happening::Left(message(data)?),
            "ended" => Happening::Ended(message(data)?),
            "edited" => Happening::Edited {
                number: number(data.at("number"))?,
                text: text(data, "text")?,
                at: Timestamp(data.at("at").number()?),
            },
            "bot_moved" => Happening::BotMoved(Moved {
                place: place(data.at("place"))?,
                given: None,
                is_anew: data.at("is_anew").truth().is_some(),
            }),
            "deleted" => Happening::Deleted {
                number: number(data.at("number"))?,
            },
            _ => return None,
        },
    })
}

fn bot(value: &Value) -> Option<PublicBot> {
    Some(PublicBot {
        name: text(value, "name")?,
        place: place(value.at("place"))?,
    })
}

/// Where a chatbot's script stands, as far as the window asks.
fn place(value: &Value) -> Option<Place> {
    let (kind, step) = value.variant()?;
    let step = step.text().and_then(id::read).map(StepId);
    Some(match (kind, step) {
        ("asks", Some(step)) => Place::Asks(step),
        ("waits", Some(step)) => Place::Waits(step),
        ("gathers", Some(step)) => Place::Gathers(step),
        ("forwards", Some(step)) => Place::Forwards(step),
        ("over", _) => Place::Over,
        ("dead_end", _) => Place::DeadEnd,
        _ => Place::Forwarded,
    })
}

/// An answer that can be chosen.
fn answer(value: &Value) -> Option<Answer> {
    Some(Answer {
        id: answer_id(value.at("id"))?,
        text: text(value, "text")?,
        link: text(value, "link"),
    })
}

/// The id of an answer.
pub(crate) fn answer_id(value: &Value) -> Option<AnswerId> {
    id::read(value.text()?).map(AnswerId)
}

fn attachment(value: &Value) -> Option<Attachment> {
    let side = |place: usize| {
        let sides = value.at("size").list()?;
        u32::try_from(sides.get(place)?.number()?).ok()
    };
    Some(Attachment {
        id: id::read(value.at("id").text()?).map(AttachmentId)?,
        name: text(value, "name")?,
        bytes: u64::try_from(value.at("bytes").number()?).ok()?,
        size: side(0).zip(side(1)),
    })
}

fn message(value: &Value) -> Option<Message<PublicAuthor>> {
    Some(Message {
        number: number(value.at("number"))?,
        client_id: client_id(value.at("client_id"))?,
        author: match value.at("author").variant()? {
            ("operator", name) => PublicAuthor::Operator(name.text()?.to_owned()),
            ("bot", name) => PublicAuthor::Bot(name.text()?.to_owned()),
            ("system", _) => PublicAuthor::System,
            _ => PublicAuthor::Visitor,
        },
        body: match value.at("body").variant()? {
            ("text", text) => Body::Text(text.text()?.to_owned()),
            ("question", data) => Body::Question {
                text: text(data, "text")?,
                answers: list(data.at("answers"), answer)?,
            },
            ("file", file) => Body::File(attachment(file)?),
            ("restarted", _) => Body::Restarted,
            ("deleted", _) => Body::Deleted,
            ("joined", _) => Body::Joined,
            ("left", _) => Body::Left,
            ("ended", _) => Body::Ended,
            _ => return None,
        },
        at: Timestamp(value.at("at").number()?),
        edited_at: value.at("edited_at").number().map(Timestamp),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn client(number: u128) -> ClientId {
        ClientId(Uuid::from_u128(number))
    }

    const STEP: StepId = StepId(Uuid::from_u128(1 << 90 | 3));

    fn moved(place: Place, is_anew: bool) -> Happening<PublicAuthor> {
        Happening::BotMoved(Moved {
            place,
            given: None,
            is_anew,
        })
    }

    fn question() -> Body {
        let answer = |id, link: Option<&str>| Answer {
            id: AnswerId(Uuid::from_u128(1_u128 << 90 | id)),
            text: format!("Answer {id}"),
            link: link.map(str::to_owned),
        };
        Body::Question {
            text: "Which?".to_owned(),
            answers: vec![answer(1, None), answer(2, Some("/prices"))],
        }
    }

    fn said(number: u32, author: PublicAuthor, body: Body) -> Message<PublicAuthor> {
        Message {
            number: MessageNumber(number),
            client_id: client(u128::from(number) << 90 | 7),
            author,
            body,
            at: Timestamp(1_760_000_000_123),
            edited_at: number
                .is_multiple_of(2)
                .then_some(Timestamp(1_760_000_000_999)),
        }
    }

    fn picture_file() -> Attachment {
        Attachment {
            id: AttachmentId(Uuid::from_u128(7)),
            name: "a \"map\".png".to_owned(),
            bytes: 10_000_000,
            size: Some((8_000, 1)),
        }
    }

    fn messages() -> Vec<Message<PublicAuthor>> {
        let mara = || PublicAuthor::Operator("Mara \"ß\" 😀".to_owned());
        vec![
            said(
                1,
                PublicAuthor::Visitor,
                Body::Text("a\n\"b\"\\ 😀".to_owned()),
            ),
            said(2, mara(), Body::Joined),
            said(3, mara(), Body::Text(String::new())),
            said(4, PublicAuthor::Visitor, Body::Deleted),
            said(5, mara(), Body::Left),
            said(6, PublicAuthor::Visitor, Body::Ended),
            said(7, PublicAuthor::System, Body::Ended),
            said(8, mara(), Body::File(picture_file())),
            said(
                9,
                PublicAuthor::Visitor,
                Body::File(Attachment {
                    size: None,
                    ..picture_file()
                }),
            ),
        ]
    }

    fn cursor() -> Cursor {
        Cursor {
            epoch: 9_007_199_254_740_991,
            position: Position(42),
        }
    }

    fn every_refusal() -> Vec<Refusal> {
        vec![
            Refusal::Malformed,
            Refusal::Empty,
            Refusal::TooLong,
            Refusal::WrongType,
            Refusal::NotFound,
            Refusal::NotYours,
            Refusal::Ended,
            Refusal::Unauthorized,
            Refusal::ForeignOrigin,
            Refusal::Forbidden,
            Refusal::TooMany,
            Refusal::NobodyAvailable,
            Refusal::Unavailable,
        ]
    }

    fn every_frame() -> Vec<ToVisitor> {
        let happenings = vec![
            Happening::Said(said(7, PublicAuthor::Visitor, Body::Text("x".to_owned()))),
            Happening::Edited {
                number: MessageNumber(7),
                text: "y".to_owned(),
                at: Timestamp(5),
            },
            Happening::Deleted {
                number: MessageNumber(7),
            },
            Happening::Joined(said(
                8,
                PublicAuthor::Operator("M".to_owned()),
                Body::Joined,
            )),
            Happening::Left(said(9, PublicAuthor::Operator("M".to_owned()), Body::Left)),
            Happening::Ended(said(10, PublicAuthor::Visitor, Body::Ended)),
            Happening::Said(said(11, PublicAuthor::Bot("Guide".to_owned()), question())),
            Happening::Said(said(12, PublicAuthor::System, Body::Restarted)),
            moved(Place::Asks(STEP), false),
            moved(Place::Waits(STEP), true),
            moved(Place::Gathers(STEP), false),
            moved(Place::Forwards(STEP), false),
            moved(Place::Forwarded, false),
            moved(Place::Over, false),
            moved(Place::DeadEnd, false),
        ];
        let mut frames = vec![
            ToVisitor::Snapshot(Snapshot {
                cursor: cursor(),
                chat: VisitorChat {
                    conversation: PublicConversationId(Uuid::from_u128(77)),
                    chat: Chat {
                        position: Position(42),
                        messages: messages(),
                        has_older: true,
                    },
                    ended: false,
                    operators: vec!["Mara".to_owned(), "Jo".to_owned()],
                    operators_seen: MessageNumber(3),
                    visitor_seen: MessageNumber(2),
                    bot: Some(PublicBot {
                        name: "Guide".to_owned(),
                        place: Place::Asks(STEP),
                    }),
                },
                picture: Some(PictureId(Uuid::from_u128(5))),
            }),
            ToVisitor::Events(Events {
                cursor: cursor(),
                events: happenings
                    .into_iter()
                    .zip(43..)
                    .map(|(happening, position)| VisitorEvent {
                        position: Position(position),
                        happening,
                    })
                    .collect(),
                operators_seen: MessageNumber(3),
                visitor_seen: MessageNumber(2),
                picture: None,
            }),
            ToVisitor::Accepted(Accepted {
                client_id: client(1 << 100),
                number: Some(MessageNumber(3)),
            }),
            ToVisitor::Accepted(Accepted {
                client_id: client(1 << 100),
                number: None,
            }),
            ToVisitor::Refused(Refused {
                client_id: None,
                refusal: Refusal::Malformed,
            }),
            ToVisitor::Typing(OperatorTyping {
                name: "Mara".to_owned(),
                active: true,
            }),
            ToVisitor::Seen(MessageNumber(4)),
            ToVisitor::Beat,
        ];
        frames.extend(every_refusal().into_iter().map(|refusal| {
            ToVisitor::Refused(Refused {
                client_id: Some(client(3)),
                refusal,
            })
        }));
        frames
    }

    #[test]
    fn every_frame_of_the_contract_is_understood() {
        for expected in every_frame() {
            let json = serde_json::to_string(&expected).unwrap();
            let read = Value::parse(&json).as_ref().and_then(frame);
            assert_eq!(read, Some(expected), "{json}");
        }
    }

    #[test]
    fn the_older_messages_of_the_contract_are_understood() {
        let expected = OlderMessages {
            messages: messages(),
            has_older: false,
        };
        let json = serde_json::to_string(&expected).unwrap();
        assert_eq!(Value::parse(&json).as_ref().and_then(older), Some(expected));
    }

    #[test]
    fn a_frame_of_another_shape_is_not_understood() {
        for json in [
            "{}",
            "[]",
            r#"{"unknown":{}}"#,
            r#"{"snapshot":{}}"#,
            r#"{"typing":{"name":1,"active":true}}"#,
            r#"{"seen":-1}"#,
            r#"{"seen":1,"beat":null}"#,
        ] {
            assert_eq!(Value::parse(json).as_ref().and_then(frame), None, "{json}");
        }
    }
}
