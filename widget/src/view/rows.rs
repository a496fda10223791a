//! What the list of messages shows, line by line: pure, so that it can be tested without a browser.

use crate::model::Model;
use domain::attachment::Attachment;
use domain::chat::VisitorChat;
use domain::chatbot::Answer;
use domain::id::ClientId;
use domain::message::{Body, Message, MessageNumber, PublicAuthor};
use domain::time::{MINUTE_MS, Timestamp};
use domain::wire::Refusal;
use domain::wire::visitor::FromVisitor;

/// Messages of one author with a longer pause between them stand apart.
const PAUSE_MS: i64 = 5 * MINUTE_MS;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The visitor's own message.
    Own,
    /// An operator's.
    Theirs,
    /// A system line.
    Line,
}

/// How far one's own message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// On its way.
    Sending,
    /// The server has it.
    Sent,
    /// An operator has seen it.
    Seen,
    /// The server will not have it.
    NotSent(Refusal),
}

/// What stands in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content<'model> {
    /// The words of its author.
    Text(&'model str),
    /// A file.
    File(&'model Attachment),
    /// Words of the widget's own, by their name in its table.
    Told(&'static str),
}

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row<'model> {
    /// The same for the same message in all its states; none for the welcome.
    pub id: Option<ClientId>,
    /// Where it stands.
    pub side: Side,
    /// Who wrote it; empty for the visitor.
    pub name: &'model str,
    /// What stands in it.
    pub content: Content<'model>,
    /// Whether its author changed it.
    pub is_edited: bool,
    /// Whether it begins a group.
    pub is_first: bool,
    /// When, if it has a time.
    pub at: Option<Timestamp>,
    /// How far it has come, where that is shown.
    pub status: Option<Status>,
    /// Its number, if the visitor may change it.
    pub editable: Option<MessageNumber>,
    /// Whether the chatbot says it.
    pub is_by_bot: bool,
    /// The answers that it offers, if it is a question.
    pub offer: Option<Offer<'model>>,
}

/// The answers of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Offer<'model> {
    /// In their order.
    pub answers: &'model [Answer],
    /// Whether one of them can be chosen now.
    pub is_open: bool,
}

impl Row<'_> {
    fn is_said(&self) -> bool {
        !matches!(self.content, Content::Told(_))
    }
}

/// The lines of the conversation: the welcome, what is stored, what is on its way.
pub(crate) fn rows(model: &Model) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    // A chatbot's own welcome is among what is stored, as is what an operator asked who began (spec 8.10).
    if model
        .chat
        .as_ref()
        .is_none_or(|chat| !chat.chat.has_older && chat.bot.is_none() && !was_asked(chat))
    {
        rows.push(welcome(model));
    }
    if let Some(chat) = &model.chat {
        for message in &chat.chat.messages {
            rows.push(stored(model, message));
        }
        mark_progress(&mut rows, chat.operators_seen, &chat.chat.messages);
        let mut offers = rows.iter_mut().rev();
        if let Some(last) = offers.find_map(|row| row.offer.as_mut()) {
            last.is_open = model.is_asked();
        }
    }
    for pending in &model.delivered {
        let status = Status::Sent;
        rows.push(own(
            pending.client_id,
            &pending.text,
            pending.written_at,
            status,
        ));
    }
    for pending in &model.outbox.pending {
        let status = pending.refused.map_or(Status::Sending, Status::NotSent);
        rows.push(own(
            pending.client_id,
            &pending.text,
            pending.written_at,
            status,
        ));
    }
    group(&mut rows);
    rows
}

/// Whether an operator wrote before the visitor.
fn was_asked(chat: &VisitorChat) -> bool {
    let mut messages = chat.chat.messages.iter();
    let first = messages.find(|message| !message.body.is_system_line());
    first.is_some_and(|first| matches!(first.author, PublicAuthor::Operator(_)))
}

fn welcome(model: &Model) -> Row<'_> {
    Row {
        id: None,
        side: Side::Theirs,
        name: &model.setup.operator,
        content: Content::Text(&model.setup.welcome),
        is_edited: false,
        is_first: true,
        at: None,
        status: None,
        editable: None,
        is_by_bot: false,
        offer: None,
    }
}

fn own(id: ClientId, text: &str, at: Timestamp, status: Status) -> Row<'_> {
    Row {
        id: Some(id),
        side: Side::Own,
        name: "",
        content: Content::Text(text),
        is_edited: false,
        is_first: false,
        at: Some(at),
        status: Some(status),
        editable: None,
        is_by_bot: false,
        offer: None,
    }
}

fn stored<'model>(model: &'model Model, message: &'model Message<PublicAuthor>) -> Row<'model> {
    let (own_message, name) = match &message.author {
        PublicAuthor::Visitor => (true, ""),
        PublicAuthor::System => (false, ""),
        // That a script is at its end is told without whose it is.
        PublicAuthor::Bot(_) if message.body.is_system_line() => (false, ""),
        PublicAuthor::Operator(name) | PublicAuthor::Bot(name) => (false, name.as_str()),
    };
    let side = match (message.body.is_system_line(), own_message) {
        (true, _) => Side::Line,
        (false, true) => Side::Own,
        (false, false) => Side::Theirs,
    };
    let content = match &message.body {
        Body::Text(text) | Body::Email(text) | Body::Question { text, .. } => Content::Text(text),
        Body::File(file) => Content::File(file),
        Body::Deleted => Content::Told("deleted"),
        Body::Joined | Body::Invited(_) => Content::Told("joined"),
        Body::Left | Body::Ended if own_message => Content::Told("you_left"),
        Body::Left => Content::Told("left"),
        Body::Restarted => Content::Told("restarted"),
        // The server keeps these from visitors.
        Body::MissedMailed | Body::MailDeclined => Content::Text(""),
        Body::Ended if !matches!(message.author, PublicAuthor::Operator(_)) => {
            Content::Told("ended")
        }
        Body::Ended => Content::Told("ended_by"),
    };
    let mut row = Row {
        id: Some(message.client_id),
        side,
        name,
        content,
        is_edited: message.edited_at.is_some(),
        is_first: false,
        at: Some(message.at),
        status: None,
        editable: None,
        is_by_bot: matches!(message.author, PublicAuthor::Bot(_)),
        offer: match &message.body {
            Body::Question { answers, .. } => Some(Offer {
                answers,
                is_open: false,
            }),
            _ => None,
        },
    };
    if side == Side::Own && row.is_said() && !model.is_ended() {
        row.editable = Some(message.number);
        show_deed(model, message.number, &mut row);
    }
    row
}

/// A change on its way shows at once.
fn show_deed<'model>(model: &'model Model, number: MessageNumber, row: &mut Row<'model>) {
    for deed in &model.deeds {
        match &**deed {
            FromVisitor::Edit(edit) if edit.number == number => {
                row.content = Content::Text(&edit.text);
            }
            FromVisitor::Delete(delete) if delete.number == number => {}
            _ => continue,
        }
        row.status = Some(Status::Sending);
        row.editable = None;
    }
}

/// *Seen* stands under the last message seen, *Sent* under the last one, if it is not seen.
fn mark_progress(rows: &mut [Row<'_>], seen: MessageNumber, messages: &[Message<PublicAuthor>]) {
    let mut is_marked = false;
    for (row, message) in rows.iter_mut().rev().zip(messages.iter().rev()) {
        if row.side != Side::Own || !row.is_said() {
            continue;
        }
        let is_seen = message.number <= seen;
        if row.status.is_none() && (is_seen || !is_marked) {
            row.status = Some(if is_seen { Status::Seen } else { Status::Sent });
        }
        if is_seen {
            return;
        }
        is_marked = true;
    }
}

fn group(rows: &mut [Row<'_>]) {
    let mut last: Option<Row<'_>> = None;
    for row in rows {
        row.is_first = last.is_none_or(|last| {
            let is_pause = |(before, at): (Timestamp, Timestamp)| at.since(before) > PAUSE_MS;
            last.side != row.side
                || last.name != row.name
                || last.at.zip(row.at).is_some_and(is_pause)
        });
        last = Some(*row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Memory;
    use crate::setup::Setup;
    use domain::chat::Chat;
    use domain::event::Position;
    use domain::id::PublicConversationId;
    use uuid::Uuid;

    fn message(number: u32, author: PublicAuthor, body: Body) -> Message<PublicAuthor> {
        Message {
            number: MessageNumber(number),
            client_id: ClientId(Uuid::from_u128(number.into())),
            author,
            body,
            at: Timestamp(5),
            edited_at: None,
        }
    }

    #[test]
    fn what_an_operator_asked_first_stands_in_place_of_the_welcome() {
        let mara = || PublicAuthor::Operator("Mara".to_owned());
        let text = |text: &str| Body::Text(text.to_owned());
        let joined = || message(1, mara(), Body::Joined);
        let asked = vec![
            joined(),
            message(2, mara(), text("Can I help?")),
            message(3, PublicAuthor::Visitor, text("Yes")),
        ];
        let begun = vec![
            joined(),
            message(2, PublicAuthor::Visitor, text("Hello")),
            message(3, mara(), text("Hello")),
        ];
        for (messages, expected) in [(asked, 3), (begun, 4)] {
            let mut model = Model::new(Setup::default(), Memory::default(), Vec::new());
            model.chat = Some(VisitorChat {
                conversation: PublicConversationId(Uuid::from_u128(7)),
                chat: Chat {
                    messages,
                    has_older: false,
                    position: Position(1),
                },
                operators: vec!["Mara".to_owned()],
                bot: None,
                ended: false,
                visitor_seen: MessageNumber(0),
                operators_seen: MessageNumber(0),
            });
            assert_eq!(rows(&model).len(), expected);
        }
    }

    #[test]
    fn who_left_is_told_by_name_or_as_you() {
        let model = Model::new(Setup::default(), Memory::default(), Vec::new());
        let mara = || PublicAuthor::Operator("Mara".to_owned());
        let bot = || PublicAuthor::Bot("Guide".to_owned());
        for (author, body, name, told) in [
            (PublicAuthor::Visitor, Body::Left, "", "you_left"),
            (PublicAuthor::Visitor, Body::Ended, "", "you_left"),
            (mara(), Body::Left, "Mara", "left"),
            (mara(), Body::Ended, "Mara", "ended_by"),
            (bot(), Body::Ended, "", "ended"),
        ] {
            let message = message(1, author, body);
            let row = stored(&model, &message);
            assert_eq!((row.name, row.content), (name, Content::Told(told)));
        }
    }
}
