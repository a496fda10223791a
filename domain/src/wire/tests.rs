use super::*;
use crate::audience::{VisitorEvent, as_visitor_sees};
use crate::chat::{Chat, VisitorChat};
use crate::event::{Cursor, Event, Happening, Position};
use crate::id::{ConversationId, PictureId, PublicConversationId};
use crate::message::{Author, Body, Message};
use crate::testing::{attachment, author, conversation};
use crate::time::Timestamp;
use serde_json::{from_str, json, to_value};
use uuid::Uuid;

const ID: &str = "00000000-0000-0000-0000-000000000007";

fn client_id() -> ClientId {
    ClientId(Uuid::from_u128(7))
}

fn message(author: Author, body: Body) -> Message {
    Message {
        number: MessageNumber(3),
        client_id: client_id(),
        author,
        body,
        at: Timestamp(5),
        edited_at: None,
    }
}

#[test]
fn a_frame_is_an_object_named_after_what_it_says() {
    let say = visitor::FromVisitor::Say(visitor::Say {
        conversation: PublicConversationId(Uuid::from_u128(7)),
        client_id: client_id(),
        text: "Hi".to_owned(),
        choice: None,
    });
    assert_eq!(
        to_value(&say).unwrap(),
        json!({"say": {"conversation": ID, "client_id": ID, "text": "Hi"}})
    );
    let refused = visitor::ToVisitor::Refused(Refused {
        client_id: None,
        refusal: Refusal::TooLong,
    });
    assert_eq!(
        to_value(refused).unwrap(),
        json!({"refused": {"client_id": null, "refusal": "too_long"}})
    );
    assert_eq!(to_value(visitor::ToVisitor::Beat).unwrap(), json!("beat"));
}

#[test]
fn an_event_reaches_a_widget_without_ids_or_real_names_of_operators() {
    for body in [
        Body::Text("On it".to_owned()),
        Body::File(attachment(7)),
        Body::Deleted,
    ] {
        let event = Event {
            position: Position(9),
            conversation: ConversationId(Uuid::from_u128(100)),
            at: Timestamp(5),
            happening: Happening::Said(message(author(42), body)),
        };
        let seen = serde_json::to_string(&as_visitor_sees(&event)).unwrap();
        assert!(seen.contains("Operator 42"), "{seen}");
        for secret in [
            "Surname",
            &Uuid::from_u128(42).to_string(),
            &Uuid::from_u128(100).to_string(),
        ] {
            assert!(!seen.contains(secret), "{seen}");
        }
    }
}

#[test]
fn the_start_of_a_conversation_is_not_for_its_visitor() {
    let event = Event {
        position: Position(1),
        conversation: ConversationId(Uuid::from_u128(100)),
        at: Timestamp(5),
        happening: Happening::Started(Box::new(conversation())),
    };
    assert_eq!(as_visitor_sees(&event), None);
}

#[test]
fn what_operators_are_told_and_where_the_visitor_is_written_to_stays_with_operators() {
    for happening in [
        Happening::ToldOperators(message(Author::System, Body::MissedMailed)),
        Happening::ToldOperators(message(Author::Visitor, Body::MailDeclined)),
        Happening::AddressGiven("ada@example.org".to_owned()),
    ] {
        let event = Event {
            position: Position(1),
            conversation: ConversationId(Uuid::from_u128(100)),
            at: Timestamp(5),
            happening,
        };
        assert_eq!(as_visitor_sees(&event), None);
    }
}

#[test]
fn what_is_not_a_frame_is_refused() {
    for wrong in [
        "",
        "null",
        "true",
        "[]",
        "{}",
        "\"say\"",
        "{\"shout\":{}}",
        "{\"say\":{}}",
        "{\"say\":null}",
        "{\"say\":{\"conversation\":1,\"client_id\":1,\"text\":\"a\"}}",
        &format!("{{\"say\":{{\"conversation\":\"{ID}\",\"client_id\":\"{ID}\",\"text\":[]}}}}"),
        &format!(
            "{{\"say\":{{\"conversation\":\"{ID}\",\"client_id\":\"{ID}\",\"text\":\"a\",\"role\":\"operator\"}}}}"
        ),
        &format!("{{\"seen\":{{\"conversation\":\"{ID}\",\"number\":-1}}}}"),
        &format!("{{\"seen\":{{\"conversation\":\"{ID}\",\"number\":4294967296}}}}"),
        &"[".repeat(10_000),
    ] {
        assert!(from_str::<visitor::FromVisitor>(wrong).is_err(), "{wrong}");
        assert!(from_str::<console::FromConsole>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn frames_come_back_as_they_went() {
    let cursor = Cursor {
        epoch: 1,
        position: Position(9),
    };
    let said = Happening::Said(
        message(Author::Visitor, Body::Text("Hi".to_owned()))
            .as_visitor_sees()
            .unwrap(),
    );
    let chat = VisitorChat {
        conversation: PublicConversationId(Uuid::from_u128(7)),
        chat: Chat {
            position: cursor.position,
            messages: vec![message(author(1), Body::Joined).as_visitor_sees().unwrap()],
            has_older: false,
        },
        ended: false,
        operators: vec!["Mara".to_owned()],
        operators_seen: MessageNumber(1),
        visitor_seen: MessageNumber(1),
        bot: None,
    };
    for frame in [
        visitor::ToVisitor::Snapshot(visitor::Snapshot {
            cursor,
            chat,
            picture: Some(PictureId(Uuid::from_u128(8))),
        }),
        visitor::ToVisitor::Events(visitor::Events {
            cursor,
            events: vec![VisitorEvent {
                position: cursor.position,
                happening: said,
            }],
            operators_seen: MessageNumber(0),
            visitor_seen: MessageNumber(3),
            picture: None,
        }),
        visitor::ToVisitor::Accepted(Accepted {
            client_id: client_id(),
            number: Some(MessageNumber(3)),
        }),
        visitor::ToVisitor::Seen(MessageNumber(3)),
        visitor::ToVisitor::Beat,
    ] {
        let json = serde_json::to_string(&frame).unwrap();
        assert_eq!(
            from_str::<visitor::ToVisitor>(&json).unwrap(),
            frame,
            "{json}"
        );
    }
}

#[test]
fn every_refusal_says_a_sentence_with_a_status_of_its_kind() {
    for refusal in [
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
    ] {
        assert!(refusal.sentence().len() > 10);
        assert!((400..=503).contains(&refusal.http_status()));
    }
    assert!(Refusal::Unavailable.is_passing());
    assert!(!Refusal::TooLong.is_passing());
}
