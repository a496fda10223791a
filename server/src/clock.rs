//! What time it is: asked of the machine and set right by the database server, or told by a test.

use domain::time::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Where the time comes from; clones of a clock agree.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    /// The machine's clock, and the milliseconds by which it is set right.
    Machine(Arc<AtomicI64>),
    /// Stands still until it is moved.
    Standing(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    pub fn of_the_machine() -> Self {
        Self::wrong_by(0)
    }

    /// The clock of a machine that is wrong by so many milliseconds, until it is set right.
    pub fn wrong_by(milliseconds: i64) -> Self {
        Self(Source::Machine(Arc::new(AtomicI64::new(milliseconds))))
    }

    /// A clock that stands at `start` until it is moved.
    pub fn standing_at(start: Timestamp) -> Self {
        Self(Source::Standing(Arc::new(AtomicI64::new(start.0))))
    }

    /// The present time.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::Machine(correction) => {
                let passed = SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .unwrap_or_default();
                let machine = i64::try_from(passed.as_millis()).unwrap_or(i64::MAX);
                Timestamp(machine).plus(correction.load(Ordering::SeqCst))
            }
            Source::Standing(now) => Timestamp(now.load(Ordering::SeqCst)),
        }
    }

    /// Moves a standing clock on by `milliseconds`; the machine's clock moves by itself.
    pub fn advance(&self, milliseconds: i64) {
        if let Source::Standing(now) = &self.0 {
            now.fetch_add(milliseconds, Ordering::SeqCst);
        }
    }

    /// Sets the machine's clock right: somebody who was asked at `asked`, and whose answer has just come, says that it is
    /// `told`. An answer between the two leaves the clock as it is: it can be known no better. A standing clock stands.
    pub(crate) fn set_right(&self, asked: Timestamp, told: Timestamp) {
        let Source::Machine(correction) = &self.0 else {
            return;
        };
        let answered = self.now();
        if told < asked || told > answered {
            let middle = asked.plus(answered.since(asked) / 2);
            correction.fetch_add(told.since(middle), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_clock_is_set_right_and_a_right_one_is_left_alone() {
        let (right, wrong) = (Clock::of_the_machine(), Clock::wrong_by(-300_000));
        assert!(right.now().since(wrong.now()) > 299_000);
        wrong.set_right(wrong.now(), right.now());
        assert!(right.now().since(wrong.now()).abs() < 1_000);

        let asked = right.now();
        let before = right.now().since(SYSTEM_EPOCH);
        right.set_right(asked, asked);
        assert!(right.now().since(SYSTEM_EPOCH) >= before);
    }

    const SYSTEM_EPOCH: Timestamp = Timestamp(0);

    #[test]
    fn a_standing_clock_stands() {
        let clock = Clock::standing_at(Timestamp(5));
        clock.set_right(Timestamp(5), Timestamp(900));
        assert_eq!(clock.now(), Timestamp(5));
        clock.advance(2);
        assert_eq!(clock.now(), Timestamp(7));
    }
}
