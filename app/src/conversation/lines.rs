//! The lines of a conversation as they are shown: messages in runs, day marks, where the unread ones begin.

use domain::attachment::Attachment;
use domain::chat::Chat;
use domain::id::{ClientId, UserId};
use domain::message::{Author, Body, Message, MessageNumber};
use domain::outbox::{Outbox, Pending};
use domain::rating::Rating;
use domain::time::{MINUTE_MS, Timestamp};
use domain::wire::Refusal;

/// Messages of one author within this time stand together, with one time below them.
const RUN_MS: i64 = 5 * MINUTE_MS;

/// What stays the same about a line while the rest of it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// The mark of a day.
    Day(i64),
    /// Where the unread messages begin.
    Unread,
    /// A message or system line.
    Message(ClientId),
    /// What the visitor said of it all.
    Rating,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A day begins, counted from 1970-01-01.
    Day(i64),
    /// The unread messages begin.
    Unread,
    /// Something about the conversation.
    System {
        /// Who did it.
        author: Author,
        /// What he did.
        body: Body,
    },
    /// Something that was said.
    Said(Said),
    /// What the visitor said of it all.
    Rating(Rating),
}

/// Something that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// What its sender called it.
    pub(crate) client_id: ClientId,
    /// Whose it is.
    pub(crate) voice: Voice,
    /// The words; `None` if they were taken back, or if it is a file.
    pub(crate) text: Option<String>,
    /// The file, if it is one.
    pub(crate) file: Option<Attachment>,
    /// When; what is on its way has the time of its sender's clock.
    pub(crate) at: Timestamp,
    /// Whether its author changed it.
    pub(crate) is_edited: bool,
    /// Whether it went to the visitor by e-mail.
    pub(crate) is_mail: bool,
    /// Whether it is the first of a run.
    pub(crate) starts: bool,
    /// What stands below, under the last of a run.
    pub(crate) below: Option<Below>,
    /// How far it has come.
    pub(crate) progress: Progress,
}

impl Said {
    /// Whether it was taken back.
    pub(crate) fn is_deleted(&self) -> bool {
        self.text.is_none() && self.file.is_none()
    }
}

/// Whose words something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// The visitor's.
    Visitor,
    /// Those of who is signed in.
    Mine,
    /// Those of this colleague, who was called so then.
    Colleague(UserId, String),
    /// Those of the chatbot, which was called so then.
    Bot(String),
}

/// How far something said has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It stands in the conversation.
    Stored(MessageNumber),
    /// It is on its way.
    Sending,
    /// It was refused.
    Refused(Refusal),
}

/// What stands below a run, beside the time of its last message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Below {
    /// Whether the other side has seen it.
    pub(crate) is_seen: bool,
}

/// From whose eyes a conversation is shown.
#[derive(Clone, Copy)]
pub(crate) struct View<'day> {
    /// Who is signed in.
    pub(crate) me: UserId,
    /// The last message the visitor has seen.
    pub(crate) visitor_seen: MessageNumber,
    /// The first message that was unread when the conversation was opened.
    pub(crate) unread_from: Option<MessageNumber>,
    /// What the visitor said of it all, if he did.
    pub(crate) rating: Option<&'day Rating>,
    /// The day of a point in time at the reader's place.
    pub(crate) day: &'day dyn Fn(Timestamp) -> i64,
}

/// The lines of a conversation, with what is still on its way below.
pub(crate) fn lines(chat: &Chat, outbox: Option<&Outbox>, view: View<'_>) -> Vec<(Key, Line)> {
    let mut lines = Vec::new();
    let mut day = None;
    for (place, message) in chat.messages.iter().enumerate() {
        let this_day = (view.day)(message.at);
        if day.replace(this_day) != Some(this_day) {
            lines.push((Key::Day(this_day), Line::Day(this_day)));
        }
        if view.unread_from == Some(message.number) {
            lines.push((Key::Unread, Line::Unread));
        }
        let before = place
            .checked_sub(1)
            .and_then(|before| chat.messages.get(before));
        let after = chat.messages.get(place + 1);
        lines.push((
            Key::Message(message.client_id),
            stored(message, before, after, view),
        ));
    }
    if let Some(rating) = view.rating {
        lines.push((Key::Rating, Line::Rating(rating.clone())));
    }
    let is_stored = |pending: &&Pending| {
        let mut stored = chat.messages.iter().rev();
        !stored.any(|message| message.client_id == pending.client_id)
    };
    let waiting = outbox.into_iter().flat_map(|outbox| &outbox.pending);
    for pending in waiting.filter(is_stored) {
        lines.push((Key::Message(pending.client_id), on_its_way(pending)));
    }
    lines
}

fn stored(
    message: &Message,
    before: Option<&Message>,
    after: Option<&Message>,
    view: View<'_>,
) -> Line {
    if message.body.is_system_line() {
        return Line::System {
            author: message.author.clone(),
            body: message.body.clone(),
        };
    }
    let voice = voice(&message.author, view.me);
    let starts = before.is_none_or(|before| !is_run(before, message, view));
    let is_last = after.is_none_or(|after| !is_run(message, after, view));
    let is_seen = voice == Voice::Mine && message.number <= view.visitor_seen;
    Line::Said(Said {
        client_id: message.client_id,
        voice,
        text: message.body.text().map(str::to_owned),
        file: message.body.file().cloned(),
        at: message.at,
        is_edited: message.edited_at.is_some(),
        is_mail: matches!(message.body, Body::Email(_)),
        starts,
        below: is_last.then_some(Below { is_seen }),
        progress: Progress::Stored(message.number),
    })
}

fn on_its_way(pending: &Pending) -> Line {
    Line::Said(Said {
        client_id: pending.client_id,
        voice: Voice::Mine,
        text: Some(pending.text.clone()),
        file: None,
        at: pending.written_at,
        is_edited: false,
        is_mail: false,
        starts: true,
        below: None,
        progress: pending.refused.map_or(Progress::Sending, Progress::Refused),
    })
}

fn voice(author: &Author, me: UserId) -> Voice {
    match author {
        Author::Visitor => Voice::Visitor,
        Author::Operator(operator) if operator.id == me => Voice::Mine,
        Author::Operator(operator) => Voice::Colleague(operator.id, operator.name.clone()),
        Author::Bot(name) => Voice::Bot(name.clone()),
        // Only system lines are nobody's.
        Author::System => Voice::Colleague(me, String::new()),
    }
}

fn is_run(one: &Message, next: &Message, view: View<'_>) -> bool {
    !one.body.is_system_line()
        && !next.body.is_system_line()
        && voice(&one.author, view.me) == voice(&next.author, view.me)
        && next.at.since(one.at) < RUN_MS
        && (view.day)(one.at) == (view.day)(next.at)
        && view.unread_from != Some(next.number)
        // What the visitor has not seen must not stand over one *Seen*.
        && (!one.author.is_user(view.me)
            || (one.number <= view.visitor_seen) == (next.number <= view.visitor_seen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::event::Position;
    use domain::rating::Face;
    use domain::time::DAY_MS;
    use domain::user::Operator;
    use uuid::Uuid;

    const ME: UserId = UserId(Uuid::from_u128(1));

    fn operator(id: u128) -> Author {
        Author::Operator(Operator {
            id: UserId(Uuid::from_u128(id)),
            name: format!("Operator {id}"),
            public_name: "Support".to_owned(),
        })
    }

    fn message(number: u32, author: Author, at: i64) -> Message {
        Message {
            number: MessageNumber(number),
            client_id: ClientId(Uuid::from_u128(number.into())),
            author,
            body: Body::Text(format!("words {number}")),
            at: Timestamp(at),
            edited_at: None,
        }
    }

    fn shown(
        messages: Vec<Message>,
        outbox: Option<&Outbox>,
        seen: u32,
        unread: Option<u32>,
    ) -> String {
        let chat = Chat {
            position: Position(1),
            messages,
            has_older: false,
        };
        let view = View {
            me: ME,
            visitor_seen: MessageNumber(seen),
            unread_from: unread.map(MessageNumber),
            rating: None,
            day: &|at| at.0 / DAY_MS,
        };
        let told = lines(&chat, outbox, view)
            .into_iter()
            .map(|(_, line)| match line {
                Line::Day(day) => format!("day {day}"),
                Line::Unread => "unread".to_owned(),
                Line::System { .. } => "system".to_owned(),
                Line::Rating(_) => "rating".to_owned(),
                Line::Said(said) => {
                    let voice = match said.voice {
                        Voice::Visitor => "visitor",
                        Voice::Mine => "me",
                        Voice::Colleague(..) => "colleague",
                        Voice::Bot(_) => "bot",
                    };
                    let start = if said.starts { "+" } else { "" };
                    let below = match (said.progress, said.below) {
                        (Progress::Sending, _) => " sending",
                        (Progress::Refused(_), _) => " refused",
                        (_, Some(below)) if below.is_seen => " seen",
                        (_, Some(_)) => " time",
                        (_, None) => "",
                    };
                    format!("{start}{voice}{below}")
                }
            });
        told.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn messages_of_one_author_stand_in_runs_with_one_time() {
        let messages = vec![
            message(1, Author::Visitor, 0),
            message(2, Author::Visitor, RUN_MS - 1),
            message(3, operator(1), RUN_MS),
            message(4, operator(2), RUN_MS),
            message(5, Author::Visitor, RUN_MS),
            message(6, Author::Visitor, 2 * RUN_MS),
        ];
        assert_eq!(
            shown(messages, None, 0, None),
            "day 0, +visitor, visitor time, +me time, +colleague time, +visitor time, +visitor time"
        );
    }

    #[test]
    fn each_message_tells_its_own_time() {
        let mut outbox = Outbox::default();
        let client_id = ClientId(Uuid::from_u128(9));
        assert!(outbox.write(client_id, "words".to_owned(), Timestamp(30)));
        let chat = Chat {
            position: Position(1),
            messages: vec![
                message(1, Author::Visitor, 10),
                message(2, Author::Visitor, 20),
            ],
            has_older: false,
        };
        let view = View {
            me: ME,
            visitor_seen: MessageNumber(0),
            unread_from: None,
            rating: None,
            day: &|_| 0,
        };
        let said = |(_, line): (Key, Line)| match line {
            Line::Said(said) => Some(said.at.0),
            _ => None,
        };
        let times: Vec<i64> = lines(&chat, Some(&outbox), view)
            .into_iter()
            .filter_map(said)
            .collect();
        assert_eq!(times, [10, 20, 30]);
    }

    #[test]
    fn a_day_mark_stands_before_the_first_message_of_a_day() {
        let messages = vec![
            message(1, Author::Visitor, DAY_MS - 1),
            message(2, Author::Visitor, DAY_MS),
        ];
        assert_eq!(
            shown(messages, None, 0, None),
            "day 0, +visitor time, day 1, +visitor time"
        );
    }

    #[test]
    fn the_unread_mark_begins_a_run() {
        let messages = vec![
            message(1, Author::Visitor, 0),
            message(2, Author::Visitor, 1),
        ];
        assert_eq!(
            shown(messages, None, 0, Some(2)),
            "day 0, +visitor time, unread, +visitor time"
        );
    }

    #[test]
    fn seen_stands_under_the_last_message_the_visitor_has_seen() {
        let messages = vec![
            message(1, operator(1), 0),
            message(2, operator(1), 1),
            message(3, operator(1), 2),
        ];
        assert_eq!(
            shown(messages, None, 2, None),
            "day 0, +me, me seen, +me time"
        );
    }

    #[test]
    fn a_rating_stands_below_what_was_said() {
        let rating = Rating {
            face: Face::Okay,
            comment: "Slow".to_owned(),
            operator: None,
            at: Timestamp(5),
            is_internal: false,
        };
        let chat = Chat {
            position: Position(1),
            messages: vec![message(1, Author::Visitor, 0)],
            has_older: false,
        };
        let view = View {
            me: ME,
            visitor_seen: MessageNumber(0),
            unread_from: None,
            rating: Some(&rating),
            day: &|_| 0,
        };
        let last = lines(&chat, None, view).pop();
        assert_eq!(last, Some((Key::Rating, Line::Rating(rating.clone()))));
    }

    #[test]
    fn what_is_on_its_way_stands_last_until_it_is_stored() {
        let mut outbox = Outbox::default();
        let written = |outbox: &mut Outbox, id: u128| {
            outbox.write(
                ClientId(Uuid::from_u128(id)),
                "words".to_owned(),
                Timestamp(0),
            )
        };
        assert!(written(&mut outbox, 1) && written(&mut outbox, 2) && written(&mut outbox, 3));
        outbox.refused(ClientId(Uuid::from_u128(3)), Refusal::TooLong);
        assert_eq!(
            shown(vec![message(1, operator(1), 0)], Some(&outbox), 0, None),
            "day 0, +me time, +me sending, +me refused"
        );
    }
}
