//! Which chat windows there are, and which of them are open, folded to bubbles or closed.

use domain::id::ConversationId;
use domain::message::MessageNumber;
use serde::{Deserialize, Serialize};

/// The chat windows of an operator, from the first on the right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Arrangement {
    windows: Vec<Window>,
    closed: Vec<Closed>,
}

/// A chat window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Window {
    conversation: ConversationId,
    is_folded: bool,
}

/// A chat window that was closed while something in it was unread: that alone does not bring it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Closed {
    conversation: ConversationId,
    up_to: MessageNumber,
}

/// What is seen of an arrangement where there is room for so many windows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// Those that are open.
    pub(super) windows: Vec<ConversationId>,
    /// The last of those that are folded, and of those for which there is no room.
    pub(super) bubbles: Vec<ConversationId>,
    /// How many there are of these besides.
    pub(super) more: usize,
}

/// So many bubbles stand beside a page: a column of all that wait would cover what one works with.
const BUBBLES: usize = 4;

impl Arrangement {
    /// Something was said there just now: it opens, unless it is folded. No other makes room for it.
    pub(super) fn hear(&mut self, conversation: ConversationId) {
        self.add(conversation, false);
    }

    /// Something there is unread that may have been said long ago: a bubble says so, unless it was closed with all of that.
    pub(super) fn wait(&mut self, conversation: ConversationId, newest: MessageNumber) {
        let is_closed =
            |closed: &Closed| closed.conversation == conversation && closed.up_to >= newest;
        if !self.closed.iter().any(is_closed) {
            self.add(conversation, true);
        }
    }

    /// He opens it himself: where there is no room, it takes that of the last.
    pub(super) fn open(&mut self, conversation: ConversationId, room: usize) {
        self.add(conversation, false);
        let mut unfolded = 0;
        let mut last_shown = None;
        for (place, window) in self.windows.iter_mut().enumerate() {
            if window.conversation == conversation {
                window.is_folded = false;
                if let Some(last) = last_shown.filter(|_| unfolded >= room) {
                    let window = self.windows.remove(place);
                    self.windows.insert(last, window);
                }
                return;
            }
            if !window.is_folded {
                unfolded += 1;
                if unfolded <= room {
                    last_shown = Some(place);
                }
            }
        }
    }

    /// He folds it to a bubble.
    pub(super) fn fold(&mut self, conversation: ConversationId) {
        for window in &mut self.windows {
            window.is_folded |= window.conversation == conversation;
        }
    }

    /// He closes it; what is unread in it reaches up to `newest`.
    pub(super) fn close(&mut self, conversation: ConversationId, newest: Option<MessageNumber>) {
        self.forget(|known| known != conversation);
        if let Some(up_to) = newest {
            self.closed.push(Closed {
                conversation,
                up_to,
            });
        }
    }

    /// Keeps only what is worth a window.
    pub(super) fn forget(&mut self, is_kept: impl Fn(ConversationId) -> bool) {
        self.windows.retain(|window| is_kept(window.conversation));
        self.closed.retain(|closed| is_kept(closed.conversation));
    }

    /// What is seen of it.
    pub(super) fn shown(&self, room: usize) -> Shown {
        let mut shown = Shown::default();
        for window in &self.windows {
            if !window.is_folded && shown.windows.len() < room {
                shown.windows.push(window.conversation);
            } else {
                shown.bubbles.push(window.conversation);
            }
        }
        shown.more = shown.bubbles.len().saturating_sub(BUBBLES);
        shown.bubbles.drain(..shown.more);
        shown
    }

    fn add(&mut self, conversation: ConversationId, is_folded: bool) {
        self.closed
            .retain(|closed| closed.conversation != conversation);
        let is_known = self
            .windows
            .iter()
            .any(|window| window.conversation == conversation);
        if !is_known {
            self.windows.push(Window {
                conversation,
                is_folded,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(number: u128) -> ConversationId {
        ConversationId(Uuid::from_u128(number))
    }

    fn heard(numbers: impl IntoIterator<Item = u128>) -> Arrangement {
        let mut arrangement = Arrangement::default();
        for number in numbers {
            arrangement.hear(id(number));
        }
        arrangement
    }

    fn seen(arrangement: &Arrangement, room: usize) -> (Vec<u128>, Vec<u128>) {
        let shown = arrangement.shown(room);
        let numbers = |ids: Vec<ConversationId>| ids.iter().map(|id| id.0.as_u128()).collect();
        (numbers(shown.windows), numbers(shown.bubbles))
    }

    #[test]
    fn windows_open_as_far_as_there_is_room() {
        let arrangement = heard([1, 2, 3]);
        assert_eq!(seen(&arrangement, 4), (vec![1, 2, 3], vec![]));
        assert_eq!(seen(&arrangement, 2), (vec![1, 2], vec![3]));
        assert_eq!(seen(&arrangement, 0), (vec![], vec![1, 2, 3]));
    }

    #[test]
    fn what_comes_by_itself_takes_no_room_and_unfolds_nothing() {
        let mut arrangement = heard([1, 2]);
        arrangement.fold(id(1));
        arrangement.hear(id(1));
        arrangement.hear(id(3));
        assert_eq!(seen(&arrangement, 1), (vec![2], vec![1, 3]));
    }

    #[test]
    fn of_many_bubbles_the_last_are_seen_and_the_others_counted() {
        let arrangement = heard(1..=5);
        let more = |room| arrangement.shown(room).more;
        assert_eq!((seen(&arrangement, 1).1, more(1)), (vec![2, 3, 4, 5], 0));
        assert_eq!((seen(&arrangement, 0).1, more(0)), (vec![2, 3, 4, 5], 1));
    }

    #[test]
    fn what_is_opened_takes_the_room_of_the_last_and_moves_no_other() {
        let mut arrangement = heard([1, 2, 3]);
        arrangement.fold(id(1));
        arrangement.open(id(4), 2);
        assert_eq!(seen(&arrangement, 2), (vec![2, 4], vec![1, 3]));
        arrangement.open(id(1), 2);
        assert_eq!(seen(&arrangement, 2), (vec![1, 2], vec![4, 3]));
        arrangement.open(id(3), 1);
        assert_eq!(seen(&arrangement, 1), (vec![3], vec![1, 2, 4]));
    }

    #[test]
    fn what_is_opened_is_open_wherever_there_is_room_for_one() {
        for room in 1..5 {
            for folded in 0..5 {
                for opened in 1..7 {
                    let mut arrangement = heard(1..6);
                    (1..=folded).for_each(|number| arrangement.fold(id(number)));
                    arrangement.open(id(opened), room);
                    let (windows, bubbles) = seen(&arrangement, room);
                    assert!(windows.contains(&opened), "{room} {folded} {opened}");
                    assert!(windows.len() <= room && !bubbles.contains(&opened));
                }
            }
        }
    }

    #[test]
    fn what_was_unread_before_is_a_bubble() {
        let mut arrangement = heard([1]);
        arrangement.wait(id(1), MessageNumber(4));
        arrangement.wait(id(2), MessageNumber(1));
        assert_eq!(seen(&arrangement, 4), (vec![1], vec![2]));
    }

    #[test]
    fn what_was_closed_comes_back_with_something_new_alone() {
        let mut arrangement = heard([1]);
        arrangement.close(id(1), Some(MessageNumber(3)));
        arrangement.wait(id(1), MessageNumber(3));
        assert_eq!(seen(&arrangement, 4), (vec![], vec![]));
        let mut later = arrangement.clone();
        later.wait(id(1), MessageNumber(4));
        assert_eq!(seen(&later, 4), (vec![], vec![1]));
        arrangement.hear(id(1));
        assert_eq!(seen(&arrangement, 4), (vec![1], vec![]));
        arrangement.close(id(1), None);
        assert_eq!(arrangement, Arrangement::default());
    }
}
