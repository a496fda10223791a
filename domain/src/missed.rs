//! What a visitor missed while he was away, and when it goes to him by e-mail (spec 14.3).

use crate::message::{Author, Body, Message, MessageNumber};
use crate::time::{DAY_MS, MINUTE_MS, Timestamp};

/// How long after a letter the next about the same conversation may go at the earliest.
pub const BETWEEN_LETTERS_MS: i64 = 30 * MINUTE_MS;
/// Letters about a conversation to somebody who does not come back: who has not come by then is left alone.
pub const LETTERS_IN_A_ROW: u32 = 3;
/// What is older is news no longer: a mail server that is set later does not send what was said weeks before.
pub const STALE_MS: i64 = DAY_MS;

/// What was sent about a conversation so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The last message that was in a letter.
    pub up_to: MessageNumber,
    /// When the last letter was written.
    pub at: Timestamp,
    /// Letters since the visitor was there last.
    pub in_a_row: u32,
}

/// A letter that is to be written now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The messages that the visitor missed, by number.
    pub messages: Vec<Message>,
    /// What was sent once it is.
    pub sent: Sent,
}

/// The letter that is due, if one is: something that an operator wrote has waited for `patience_ms`, and is neither seen nor sent
/// yet. `lines` are the last ones of the conversation by number, `seen` is how far the visitor has read.
pub fn due(
    lines: &[Message],
    seen: MessageNumber,
    sent: Option<Sent>,
    patience_ms: i64,
    now: Timestamp,
) -> Option<Due> {
    let seen = seen.max(did_last(lines));
    let known = sent.map_or(seen, |sent| sent.up_to.max(seen));
    let messages: Vec<Message> = lines
        .iter()
        .filter(|line| line.number > known && is_an_operators(line))
        .cloned()
        .collect();
    let (first, last) = (messages.first()?, messages.last()?);
    let (is_ripe, is_stale) = (
        now.since(first.at) >= patience_ms,
        now.since(last.at) >= STALE_MS,
    );
    let before = sent.filter(|sent| sent.up_to > seen);
    let in_a_row = before.map_or(0, |sent| sent.in_a_row);
    let is_too_soon = sent.is_some_and(|sent| now.since(sent.at) < BETWEEN_LETTERS_MS);
    if !is_ripe || is_stale || is_too_soon || in_a_row >= LETTERS_IN_A_ROW {
        return None;
    }
    let sent = Sent {
        up_to: last.number,
        at: now,
        in_a_row: in_a_row.saturating_add(1),
    };
    Some(Due { messages, sent })
}

/// The last line of the visitor himself: who writes or leaves has seen what stands above.
fn did_last(lines: &[Message]) -> MessageNumber {
    let last = lines
        .iter()
        .rev()
        .find(|line| line.author == Author::Visitor && line.body != Body::MailDeclined);
    last.map_or(MessageNumber(0), |line| line.number)
}

fn is_an_operators(line: &Message) -> bool {
    line.author.operator().is_some() && matches!(line.body, Body::Text(_) | Body::File(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ClientId;
    use crate::testing::{attachment, author};
    use proptest::prelude::*;
    use uuid::Uuid;

    const PATIENCE_MS: i64 = 10 * MINUTE_MS;
    const NOTHING: [u32; 0] = [];

    fn line(number: u32, author: Author, body: Body, at: i64) -> Message {
        Message {
            number: MessageNumber(number),
            client_id: ClientId(Uuid::from_u128(u128::from(number))),
            author,
            body,
            at: Timestamp(at),
            edited_at: None,
        }
    }

    fn text(number: u32, who: Author, at: i64) -> Message {
        line(number, who, Body::Text(format!("words {number}")), at)
    }

    fn numbers(due: Option<Due>) -> Vec<u32> {
        let messages = due.map(|due| due.messages).unwrap_or_default();
        messages.iter().map(|message| message.number.0).collect()
    }

    fn at(lines: &[Message], seen: u32, sent: Option<Sent>, now: i64) -> Vec<u32> {
        let seen = MessageNumber(seen);
        numbers(due(lines, seen, sent, PATIENCE_MS, Timestamp(now)))
    }

    #[test]
    fn what_waits_long_enough_goes_with_what_came_after_it() {
        let lines = [
            text(1, Author::Visitor, 0),
            text(2, author(1), 5),
            line(3, author(2), Body::File(attachment(3)), MINUTE_MS),
        ];
        assert_eq!(at(&lines, 1, None, 4 + PATIENCE_MS), NOTHING);
        assert_eq!(at(&lines, 1, None, 5 + PATIENCE_MS), [2, 3]);
        assert_eq!(at(&lines, 2, None, 5 + PATIENCE_MS), NOTHING);
        assert_eq!(at(&lines, 2, None, MINUTE_MS + PATIENCE_MS), [3]);
        assert_eq!(at(&lines, 3, None, DAY_MS / 2), NOTHING);
        assert_eq!(at(&[], 0, None, DAY_MS / 2), NOTHING);
    }

    #[test]
    fn who_wrote_or_left_has_seen_what_stands_above() {
        let mut lines = vec![text(1, author(1), 0), text(2, Author::Visitor, 1)];
        assert_eq!(at(&lines, 0, None, DAY_MS / 2), NOTHING);
        lines.pop();
        lines.push(line(2, Author::Visitor, Body::Left, 1));
        assert_eq!(at(&lines, 0, None, DAY_MS / 2), NOTHING);
    }

    #[test]
    fn only_what_operators_say_in_it_is_missed() {
        let bot = Author::Bot("Guide".to_owned());
        let lines = [
            line(1, author(1), Body::Joined, 0),
            line(2, author(1), Body::Deleted, 0),
            line(3, author(1), Body::Email("Sent already".to_owned()), 0),
            text(4, bot, 0),
            line(5, author(1), Body::Left, 0),
            line(6, author(1), Body::Ended, 0),
        ];
        assert_eq!(at(&lines, 0, None, DAY_MS / 2), NOTHING);
    }

    #[test]
    fn what_is_a_day_old_is_news_no_longer() {
        let lines = [text(1, author(1), 0)];
        assert_eq!(at(&lines, 0, None, STALE_MS - 1), [1]);
        assert_eq!(at(&lines, 0, None, STALE_MS), NOTHING);
    }

    #[test]
    fn the_next_letter_takes_its_time_and_after_three_there_is_none() {
        let lines = [text(1, author(1), 0), text(2, author(1), 1)];
        let mut sent = Sent {
            up_to: MessageNumber(1),
            at: Timestamp(1),
            in_a_row: LETTERS_IN_A_ROW - 1,
        };
        assert_eq!(at(&lines, 0, Some(sent), BETWEEN_LETTERS_MS), NOTHING);
        assert_eq!(at(&lines, 0, Some(sent), BETWEEN_LETTERS_MS + 1), [2]);
        sent.in_a_row = LETTERS_IN_A_ROW;
        assert_eq!(at(&lines, 0, Some(sent), BETWEEN_LETTERS_MS + 1), NOTHING);
        // Who has been there in between begins anew.
        assert_eq!(at(&lines, 1, Some(sent), BETWEEN_LETTERS_MS + 1), [2]);
    }

    #[test]
    fn to_want_no_letters_is_not_to_have_read() {
        let lines = [
            text(1, author(1), 0),
            line(2, Author::Visitor, Body::MailDeclined, 1),
        ];
        assert_eq!(at(&lines, 0, None, PATIENCE_MS), [1]);
    }

    /// What happens, after so many minutes.
    fn story() -> impl Strategy<Value = Vec<(u8, i64)>> {
        proptest::collection::vec((0u8..5, 0i64..40), 1..60)
    }

    proptest! {
        #[test]
        fn whatever_happens_nobody_is_sent_anything_twice_too_soon_or_after_he_has_read_it(story in story()) {
            let (mut lines, mut seen, mut sent) = (Vec::new(), MessageNumber(0), None::<Sent>);
            let (mut now, mut alone) = (Timestamp(0), 0);
            let mut told: Vec<MessageNumber> = Vec::new();
            for (kind, minutes) in story {
                now = now.plus(minutes * MINUTE_MS);
                let number = u32::try_from(lines.len() + 1).unwrap();
                match kind {
                    0 | 1 => lines.push(text(number, author(1), now.0)),
                    2 => {
                        lines.push(text(number, Author::Visitor, now.0));
                        alone = 0;
                    }
                    3 => {
                        seen = MessageNumber(number - 1);
                        alone = 0;
                    }
                    _ => {}
                }
                let Some(letter) = due(&lines, seen, sent, PATIENCE_MS, now) else { continue };
                let last = lines.iter().rev().find(|line| line.author == Author::Visitor);
                let read = seen.max(last.map_or(MessageNumber(0), |line| line.number));
                prop_assert!(letter.messages.iter().all(|message| message.number > read && !told.contains(&message.number)));
                prop_assert!(letter.messages.iter().all(|message| message.author == author(1)));
                prop_assert!(now.since(letter.messages[0].at) >= PATIENCE_MS);
                prop_assert!(sent.is_none_or(|sent| now.since(sent.at) >= BETWEEN_LETTERS_MS));
                alone += 1;
                prop_assert!(alone <= LETTERS_IN_A_ROW);
                told.extend(letter.messages.iter().map(|message| message.number));
                // Once it is written, it is due no more.
                prop_assert_eq!(due(&lines, seen, Some(letter.sent), PATIENCE_MS, now), None);
                sent = Some(letter.sent);
            }
        }
    }
}
