//! What became of the messages: compares what was sent with what stands in a log.

use domain::message::{Body, Message, MessageNumber};
use std::collections::HashMap;
use std::ops::AddAssign;

/// A line of a conversation, as somebody has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its place.
    pub(crate) number: MessageNumber,
    /// The words; `None` for a system line.
    pub(crate) words: Option<String>,
}

impl<A> From<&Message<A>> for Line {
    fn from(message: &Message<A>) -> Self {
        Self {
            number: message.number,
            words: match &message.body {
                Body::Text(words) => Some(words.clone()),
                _ => None,
            },
        }
    }
}

/// How many messages did not arrive as they should.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Sent, and not there.
    pub(crate) lost: usize,
    /// There more than once.
    pub(crate) doubled: usize,
    /// After a message of the same sender that was sent later, or not in its numbered place.
    pub(crate) out_of_order: usize,
    /// Not the same as what the database has in this place.
    pub(crate) different: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.out_of_order += other.out_of_order;
        self.different += other.different;
    }
}

/// Judges the log of a conversation by what each sender sent in it, in order, and by what the database has.
pub(crate) fn judge(log: &[Line], sent: &[Vec<String>], stored: &[Line]) -> Tally {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, line) in log.iter().enumerate() {
        if let Some(words) = &line.words {
            places.entry(words).or_default().push(place);
        }
    }
    let mut tally = Tally {
        doubled: places.values().map(|places| places.len() - 1).sum(),
        out_of_order: misplaced(log),
        different: differing(log, stored),
        ..Tally::default()
    };
    for messages in sent {
        let found: Vec<usize> = messages
            .iter()
            .filter_map(|words| places.get(words.as_str())?.first().copied())
            .collect();
        tally.lost += messages.len() - found.len();
        tally.out_of_order += found
            .array_windows()
            .filter(|[earlier, later]| earlier > later)
            .count();
    }
    tally
}

/// Lines that do not stand where their number says: 1, 2, 3 … without a gap.
fn misplaced(log: &[Line]) -> usize {
    let mut expected = MessageNumber(0);
    let mut misplaced = 0;
    for line in log {
        expected = expected.next();
        if line.number != expected {
            misplaced += 1;
            expected = line.number;
        }
    }
    misplaced
}

fn differing(log: &[Line], stored: &[Line]) -> usize {
    let common = log
        .iter()
        .zip(stored)
        .filter(|(line, stored)| line != stored)
        .count();
    common + log.len().abs_diff(stored.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(lines: &[(u32, &str)]) -> Vec<Line> {
        lines
            .iter()
            .map(|(number, words)| Line {
                number: MessageNumber(*number),
                words: (!words.is_empty()).then(|| (*words).to_owned()),
            })
            .collect()
    }

    fn sent(senders: &[&[&str]]) -> Vec<Vec<String>> {
        let owned = |words: &&[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        senders.iter().map(owned).collect()
    }

    #[test]
    fn a_complete_log_is_without_fault() {
        let log = log(&[(1, ""), (2, "a1"), (3, "b1"), (4, "a2"), (5, "b2")]);
        let sent = sent(&[&["a1", "a2"], &["b1", "b2"]]);
        assert_eq!(judge(&log, &sent, &log), Tally::default());
    }

    #[test]
    fn what_is_missing_is_lost() {
        let stored = log(&[(1, "a1"), (2, "a2")]);
        let tally = judge(&log(&[(1, "a1")]), &sent(&[&["a1", "a2"]]), &stored);
        assert_eq!((tally.lost, tally.different), (1, 1));
        let gap = judge(&log(&[(2, "a2")]), &sent(&[&["a1", "a2"]]), &stored);
        assert_eq!((gap.lost, gap.out_of_order), (1, 1));
    }

    #[test]
    fn what_is_there_twice_is_doubled() {
        let log = log(&[(1, "a1"), (2, "a1"), (3, "a2")]);
        let tally = judge(&log, &sent(&[&["a1", "a2"]]), &log);
        assert_eq!((tally.lost, tally.doubled, tally.out_of_order), (0, 1, 0));
    }

    #[test]
    fn a_later_message_before_an_earlier_one_is_out_of_order() {
        let log = log(&[(1, "a2"), (2, "a1"), (3, "b1")]);
        let tally = judge(&log, &sent(&[&["a1", "a2"], &["b1"]]), &log);
        assert_eq!((tally.lost, tally.doubled, tally.out_of_order), (0, 0, 1));
    }
}
