//! When a browser is told: at once, as soon as it is known that no console has, or later if it was told a moment ago.

use crate::message::MessageNumber;
use crate::time::{MINUTE_MS, SECOND_MS, Timestamp};

/// At least so long between two pushes about one conversation to one browser: who is called goes and looks, and what is written
/// meanwhile stands there.
pub const BETWEEN_MS: i64 = MINUTE_MS;
/// What happened longer ago calls nobody any more, such as after a server that was away.
pub const STALE_MS: i64 = 10 * MINUTE_MS;
/// A push service that has not answered after this long is given up.
pub const PATIENCE_MS: i64 = 10 * SECOND_MS;
/// How long a node may take over a push before another takes it: more than a push service may be silent.
pub const LEASE_MS: i64 = 30 * SECOND_MS;
/// A browser whose push service has refused so many pushes in a row is told nothing more.
pub const MOST_FAILURES: u32 = 5;
/// After each try but the last, how long until the next: what comes much later calls nobody.
const AGAIN_AFTER_MS: [i64; 3] = [5 * SECOND_MS, 30 * SECOND_MS, 3 * MINUTE_MS];
/// A push service that asks for more patience than this is asked again all the same, or not at all.
const LONGEST_WAIT_MS: i64 = 5 * MINUTE_MS;

/// When a push is tried again that has failed so many times, and whose service has asked for patience, if it has; `None` if that was
/// the last.
pub fn next_try(tries: u32, asked_ms: Option<i64>, now: Timestamp) -> Option<Timestamp> {
    let index = usize::try_from(tries.checked_sub(1)?).ok()?;
    let usual = *AGAIN_AFTER_MS.get(index)?;
    let asked = asked_ms.unwrap_or_default().min(LONGEST_WAIT_MS);
    Some(now.plus(usual.max(asked)))
}

/// What one browser is told of one conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The last message that calls.
    pub number: MessageNumber,
    /// When it is to be pushed; `None` once it was.
    pub due_at: Option<Timestamp>,
    /// How often it was tried.
    pub tries: u32,
    /// When something was pushed last.
    pub pushed_at: Option<Timestamp>,
}

impl Waiting {
    /// A message calls, and it is known at `due_at` whether a console is there to tell it; what waits already is told with it.
    #[must_use]
    pub fn called(before: Option<Self>, number: MessageNumber, due_at: Timestamp) -> Self {
        let Some(before) = before else {
            return Self {
                number,
                due_at: Some(due_at),
                tries: 0,
                pushed_at: None,
            };
        };
        let free_at = before.pushed_at.map(|at| at.plus(BETWEEN_MS));
        let due_at = match before.due_at {
            // On its way: what is pushed next follows from how that ends.
            Some(waits) if before.tries > 0 => waits,
            _ => free_at.map_or(due_at, |free| free.max(due_at)),
        };
        Self {
            number: number.max(before.number),
            due_at: Some(due_at),
            tries: before.due_at.map_or(0, |_| before.tries),
            pushed_at: before.pushed_at,
        }
    }

    /// The push service has taken what called by this message.
    #[must_use]
    pub fn pushed(self, number: MessageNumber, now: Timestamp) -> Self {
        let has_more = self.number > number;
        Self {
            number: self.number,
            due_at: has_more.then(|| now.plus(BETWEEN_MS)),
            tries: 0,
            pushed_at: Some(now),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn number(number: u32) -> MessageNumber {
        MessageNumber(number)
    }

    #[test]
    fn the_first_call_goes_at_once_and_the_next_within_a_minute_once_it_is_over() {
        let first = Waiting::called(None, number(1), NOW);
        assert_eq!(first.due_at, Some(NOW));
        let pushed = first.pushed(number(1), NOW);
        assert_eq!(pushed.due_at, None);
        for (after, due) in [
            (1, BETWEEN_MS),
            (BETWEEN_MS, BETWEEN_MS),
            (BETWEEN_MS + 1, BETWEEN_MS + 1),
        ] {
            let next = Waiting::called(Some(pushed), number(2), NOW.plus(after));
            assert_eq!(next.due_at, Some(NOW.plus(due)), "{after}");
        }
    }

    #[test]
    fn calls_that_wait_are_one_call_by_the_last_message() {
        let one = Waiting::called(None, number(3), NOW.plus(50));
        for due in [70, 20] {
            let both = Waiting::called(Some(one), number(4), NOW.plus(due));
            assert_eq!((both.number, both.due_at), (number(4), Some(NOW.plus(due))));
        }
        let earlier = Waiting::called(Some(one), number(2), NOW);
        assert_eq!(earlier.number, number(3));
    }

    #[test]
    fn what_calls_while_a_push_is_on_its_way_follows_a_minute_after() {
        let on_its_way = Waiting {
            tries: 1,
            due_at: Some(NOW.plus(LEASE_MS)),
            ..Waiting::called(None, number(1), NOW)
        };
        let more = Waiting::called(Some(on_its_way), number(2), NOW);
        assert_eq!(more.due_at, on_its_way.due_at);
        let after = more.pushed(number(1), NOW);
        assert_eq!(after.due_at, Some(NOW.plus(BETWEEN_MS)));
        assert_eq!(after.tries, 0);
    }

    #[test]
    fn a_push_is_tried_four_times_with_as_much_patience_as_is_asked_for_within_reason() {
        let after = |tries, asked| next_try(tries, asked, NOW).map(|at| at.since(NOW));
        assert_eq!(after(1, None), Some(5 * SECOND_MS));
        assert_eq!(after(1, Some(MINUTE_MS)), Some(MINUTE_MS));
        assert_eq!(after(2, Some(1)), Some(30 * SECOND_MS));
        assert_eq!(after(3, Some(i64::MAX)), Some(LONGEST_WAIT_MS));
        assert_eq!(after(4, None), None);
    }
}
