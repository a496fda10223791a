//! What is shown, as JSON for `widget/window`, which decides how: pure, so that it can be tested without a browser.

use super::rows::{Content, Row, Side, Status, rows};
use crate::id;
use crate::json::{Writer, push_escaped, push_number, push_string};
use crate::link::{Stretch, stretches};
use crate::model::Model;
use crate::setup::Mode;
use domain::attachment::Attachment;
use domain::chatbot::{Answer, Place};
use domain::message::PublicAuthor;
use domain::wire::Refusal;

/// The picture of a state.
pub(crate) fn of(model: &Model) -> String {
    let is_ended = model.is_ended();
    let unread = i64::try_from(model.unread()).unwrap_or_default();
    let mut writer = Writer::default();
    writer
        .truth("is_open", model.is_open())
        .truth("has_launcher", model.has_launcher())
        .number("unread", unread);
    if let Some((x, y)) = model.memory.place {
        let place = list(|list| {
            push_number(list, x);
            list.push_str(",");
            push_number(list, y);
        });
        writer.raw("place", &place);
    }
    if !model.is_open() {
        return writer.finish();
    }
    // A page of its own has nothing to fold into.
    let is_closable = model.setup.mode != Mode::Page || (model.is_under_way() && !is_ended);
    let is_present = model
        .chat
        .as_ref()
        .is_some_and(|chat| !chat.operators.is_empty() || chat.bot.is_some());
    if let Some(face) = model.picture.filter(|_| is_present) {
        writer.id("picture", face.0);
    }
    let typing = model.typing.first().map(|typist| typist.name.as_str());
    let rows = list(|list| {
        for (place, row) in rows(model).iter().enumerate() {
            if place > 0 {
                list.push_str(",");
            }
            list.push_str(&line(row));
        }
    });
    writer
        .truth("is_closable", is_closable)
        .truth("is_under_way", model.is_under_way())
        .truth("is_ended", is_ended)
        .truth("is_asking", model.is_asking)
        .truth("is_editing", model.editing.is_some())
        .truth("is_begun", model.conversation().is_some())
        .truth("can_restart", model.can_restart())
        .maybe("needs", needs(model))
        .text("name", operator(model).unwrap_or(&model.setup.name))
        .maybe("typing", typing)
        .maybe("notice", model.notice.map(why))
        .raw("rows", &rows)
        .finish()
}

fn line(row: &Row<'_>) -> String {
    let side = match row.side {
        Side::Own => "own",
        Side::Theirs => "theirs",
        Side::Line => "told",
    };
    let mut writer = Writer::default();
    match row.id {
        Some(id) => writer.id("key", id.0),
        None => writer.text("key", ""),
    };
    writer
        .text("side", side)
        .text("name", row.name)
        .truth("is_first", row.is_first)
        .truth("is_edited", row.is_edited)
        .truth("is_by_bot", row.is_by_bot);
    if let Some(offer) = &row.offer {
        writer
            .truth("is_open", offer.is_open)
            .raw("answers", &answers(offer.answers));
    }
    match row.content {
        Content::Text(text) => writer.raw("text", &parts(text)),
        Content::File(file) => writer.raw("file", &attachment(file)),
        Content::Told(what) => writer.text("told", what),
    };
    if let Some(at) = row.at {
        writer.number("at", at.0);
    }
    if let Some(number) = row.editable {
        writer.number("number", number.0.into());
    }
    let (status, reason) = match row.status {
        Some(Status::Sending) => (Some("sending"), None),
        Some(Status::Sent) => (Some("sent"), None),
        Some(Status::Seen) => (Some("seen"), None),
        Some(Status::NotSent(refusal)) => (Some("not_sent"), Some(why(refusal))),
        None => (None, None),
    };
    writer.maybe("status", status).maybe("why", reason).finish()
}

/// What the keyboard is not needed for: an answer is chosen, or nothing is waited for (spec 9.9).
fn needs(model: &Model) -> Option<&'static str> {
    match model.script()? {
        Place::Asks(_) => Some("choice"),
        Place::Over | Place::DeadEnd => Some("nothing"),
        _ => None,
    }
}

/// The answers of a question: id, words, and where each leads, if it does.
fn answers(answers: &[Answer]) -> String {
    list(|list| {
        for answer in answers {
            if list.len() > 1 {
                list.push_str(",");
            }
            list.push_str("[");
            push_string(list, &id::write(answer.id.0));
            list.push_str(",");
            push_string(list, &answer.text);
            if let Some(link) = &answer.link {
                list.push_str(",");
                push_string(list, link);
            }
            list.push_str("]");
        }
    })
}

/// A file: id, name, bytes, and width and height if it is a picture.
fn attachment(file: &Attachment) -> String {
    list(|list| {
        push_string(list, &id::write(file.id.0));
        list.push_str(",");
        push_string(list, &file.name);
        let (width, height) = file.size.unwrap_or_default();
        let bytes = i64::try_from(file.bytes).unwrap_or(i64::MAX);
        for number in [bytes, width.into(), height.into()] {
            list.push_str(",");
            push_number(list, number);
        }
    })
}

/// The stretches of a text, each with the address it leads to, if any (spec 16.4).
fn parts(text: &str) -> String {
    list(|list| {
        stretches(text, |stretch| {
            let (text, scheme) = match stretch {
                Stretch::Text(text) => (text, None),
                Stretch::Web(text) => (text, Some("")),
                Stretch::Mail(text) => (text, Some("mailto:")),
            };
            if list.len() > 1 {
                list.push_str(",");
            }
            list.push_str("[");
            push_string(list, text);
            if let Some(scheme) = scheme {
                list.push_str(",\"");
                list.push_str(scheme);
                push_escaped(list, text);
                list.push_str("\"");
            }
            list.push_str("]");
        });
    })
}

fn list(fill: impl FnOnce(&mut String)) -> String {
    let mut list = "[".to_owned();
    fill(&mut list);
    list.push_str("]");
    list
}

/// Why something was refused, by the name of the words for it.
fn why(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NobodyAvailable => "nobody",
        Refusal::TooLong => "too_long",
        Refusal::TooMany => "too_many",
        Refusal::Ended => "ended",
        _ => "refused",
    }
}

/// Who is shown: in the conversation now, or the last who wrote, or the one who would answer.
fn operator(model: &Model) -> Option<&str> {
    let wrote = || {
        let chat = model.chat.as_ref()?;
        let mut messages = chat.chat.messages.iter().rev();
        messages.find_map(|message| match &message.author {
            PublicAuthor::Operator(name) | PublicAuthor::Bot(name) => Some(name),
            PublicAuthor::Visitor | PublicAuthor::System => None,
        })
    };
    let present = model.chat.as_ref().and_then(|chat| chat.operators.first());
    let expected = Some(&model.setup.operator).filter(|name| !name.is_empty());
    present.or_else(wrote).or(expected).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Memory;
    use crate::setup::Setup;
    use domain::chat::{Chat, VisitorChat};
    use domain::event::Position;
    use domain::id::{AttachmentId, ClientId, PictureId, PublicConversationId};
    use domain::message::MessageNumber;
    use domain::outbox::Pending;
    use domain::time::Timestamp;
    use serde_json::{Value, json};
    use uuid::Uuid;

    fn read(json: &str) -> Value {
        serde_json::from_str(json).unwrap()
    }

    fn row(content: Content<'_>, status: Option<Status>) -> Row<'_> {
        Row {
            id: Some(ClientId(Uuid::from_u128(7))),
            side: Side::Own,
            name: "",
            content,
            is_edited: false,
            is_first: true,
            at: Some(Timestamp(5)),
            status,
            editable: Some(MessageNumber(3)),
            is_by_bot: false,
            offer: None,
        }
    }

    #[test]
    fn a_folded_window_shows_only_the_button() {
        let setup = Setup {
            is_shown: true,
            ..Setup::default()
        };
        let memory = Memory {
            place: Some((20, -4)),
            ..Memory::default()
        };
        let model = Model::new(setup, memory, Vec::new());
        let expected =
            json!({"is_open": false, "has_launcher": true, "unread": 0, "place": [20, -4]});
        assert_eq!(read(&of(&model)), expected);
    }

    #[test]
    fn an_open_window_shows_the_welcome_and_what_is_on_its_way() {
        let setup = Setup {
            name: "Shop".to_owned(),
            welcome: "Hello \"you\"".to_owned(),
            ..Setup::default()
        };
        let memory = Memory {
            is_open: true,
            ..Memory::default()
        };
        let pending = Pending {
            client_id: ClientId(Uuid::from_u128(1)),
            text: "One\nTwo".to_owned(),
            choice: None,
            written_at: Timestamp(5),
            refused: Some(Refusal::TooMany),
        };
        let picture = read(&of(&Model::new(setup, memory, vec![pending])));
        assert_eq!(picture["name"], "Shop");
        assert_eq!(picture["is_closable"], true);
        assert_eq!(picture["rows"][0]["key"], "");
        assert_eq!(picture["rows"][0]["text"], json!([["Hello \"you\""]]));
        assert_eq!(picture["rows"][1]["text"], json!([["One\nTwo"]]));
        assert_eq!(picture["rows"][1]["status"], "not_sent");
        assert_eq!(picture["rows"][1]["why"], "too_many");
        assert_eq!(picture["rows"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn the_picture_is_of_who_is_there() {
        let mut model = Model::new(Setup::default(), Memory::default(), Vec::new());
        model.memory.is_open = true;
        model.picture = Some(PictureId(Uuid::from_u128(5)));
        assert_eq!(read(&of(&model))["picture"], Value::Null);
        let mut chat = VisitorChat {
            conversation: PublicConversationId(Uuid::from_u128(7)),
            chat: Chat {
                position: Position(1),
                messages: Vec::new(),
                has_older: false,
            },
            ended: false,
            operators: Vec::new(),
            operators_seen: MessageNumber(0),
            visitor_seen: MessageNumber(0),
            bot: None,
        };
        model.chat = Some(chat.clone());
        assert_eq!(read(&of(&model))["picture"], Value::Null);
        chat.operators.push("Mara".to_owned());
        model.chat = Some(chat);
        assert_eq!(
            read(&of(&model))["picture"],
            "00000000-0000-0000-0000-000000000005"
        );
    }

    #[test]
    fn only_links_have_an_address() {
        let text = "See https://a.example, <b>javascript:x</b> or a@b.example";
        let expected = json!([
            ["See "],
            ["https://a.example", "https://a.example"],
            [", <b>javascript:x</b> or "],
            ["a@b.example", "mailto:a@b.example"],
        ]);
        assert_eq!(read(&parts(text)), expected);
    }

    #[test]
    fn a_line_tells_what_can_be_done_to_it() {
        let line = read(&line(&row(Content::Told("deleted"), Some(Status::Seen))));
        assert_eq!(line["key"], "00000000-0000-0000-0000-000000000007");
        assert_eq!(line["told"], "deleted");
        assert_eq!(line["text"], Value::Null);
        assert_eq!(line["number"], 3);
        assert_eq!(line["at"], 5);
    }

    #[test]
    fn a_file_is_told_by_what_is_needed_to_show_it() {
        let mut file = Attachment {
            id: AttachmentId(Uuid::from_u128(9)),
            name: "a \"map\".png".to_owned(),
            bytes: 1_234,
            size: Some((40, 30)),
        };
        let id = "00000000-0000-0000-0000-000000000009";
        let told = |file: &Attachment| read(&line(&row(Content::File(file), None)));
        let expected = json!([id, "a \"map\".png", 1_234, 40, 30]);
        assert_eq!(told(&file)["file"], expected);
        file.size = None;
        assert_eq!(told(&file)["file"][3], 0);
    }

    #[test]
    fn every_word_that_is_asked_for_is_in_the_table() {
        let words = read(include_str!("../../texts/en.json"));
        let told = [
            "deleted",
            "joined",
            "left",
            "you_left",
            "ended_by",
            "ended",
            "restarted",
        ]
        .map(ToOwned::to_owned);
        let refusals = [
            Refusal::NobodyAvailable,
            Refusal::TooLong,
            Refusal::TooMany,
            Refusal::Ended,
            Refusal::Unavailable,
        ];
        let statuses = [Status::Sending, Status::Sent, Status::Seen]
            .into_iter()
            .chain(refusals.map(Status::NotSent));
        let shown = statuses.flat_map(|status| {
            let line = read(&line(&row(Content::Text(""), Some(status))));
            [&line["status"], &line["why"]]
                .into_iter()
                .filter_map(Value::as_str)
                .map(ToOwned::to_owned)
                .collect::<Vec<_>>()
        });
        for name in shown.chain(told) {
            assert!(words[&name].is_string(), "{name}");
        }
    }
}
