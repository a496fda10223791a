//! A machine with some cores, on which a node, its PostgreSQL and the clients run: each message waits for a core, then for the
//! writer, which takes all that waits into one batch, then for a core again. Times are in microseconds.

use super::costs::Costs;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// Messages of one batch at most, as in the server.
const BATCH: usize = 256;
/// For how long a run lasts, and from when on it counts.
const RUN: f64 = 12e6;
const SETTLED: f64 = 2e6;
/// The same each time.
const SEED: u64 = 7;

/// What is simulated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Machine {
    /// Cores that everything shares.
    pub(crate) cores: usize,
    /// Of a message, before and after the writer: in the node and in its sender, half each.
    pub(crate) message: f64,
    /// Of a batch, whatever is in it.
    pub(crate) batch: f64,
    /// Of each message in a batch.
    pub(crate) in_batch: f64,
}

impl Machine {
    /// This machine, with what was measured on it.
    pub(crate) fn with(costs: &Costs) -> Self {
        Self {
            cores: costs.cores,
            message: costs.outside_the_writer,
            batch: costs.batch,
            in_batch: costs.in_batch,
        }
    }
}

/// Who sends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Senders {
    /// So many, each of whom sends his next message when the one before is acknowledged.
    Closed(usize),
    /// Many, who send so many messages a second together, at random moments.
    Open(u32),
}

/// What comes of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Foretold {
    /// Messages a second.
    pub(crate) rate: f64,
    /// Milliseconds until half of the messages were acknowledged.
    pub(crate) p50: f64,
    /// Milliseconds until 99 of 100 were.
    pub(crate) p99: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Sent,
    Taken,
    Written,
    Answered,
}

/// A message, or a whole batch, on its way: when it was sent.
type Message = f64;

#[derive(Clone, Debug)]
struct Work {
    step: Step,
    messages: Vec<Message>,
    takes: f64,
}

#[derive(Clone, Debug)]
struct Due {
    at: f64,
    order: u64,
    work: Work,
    holds_core: bool,
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order
    }
}
impl Eq for Due {}
impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Due {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.at
            .total_cmp(&other.at)
            .then(self.order.cmp(&other.order))
    }
}

struct Run<'m> {
    machine: &'m Machine,
    now: f64,
    order: u64,
    due: BinaryHeap<Reverse<Due>>,
    free: usize,
    waits_for_core: VecDeque<Work>,
    waits_for_writer: Vec<Message>,
    writer_is_busy: bool,
    times: Vec<f64>,
}

/// Lets them send for some seconds of simulated time.
pub(crate) fn simulate(machine: &Machine, senders: Senders) -> Foretold {
    let mut run = Run {
        machine,
        now: 0.0,
        order: 0,
        due: BinaryHeap::new(),
        free: machine.cores,
        waits_for_core: VecDeque::new(),
        waits_for_writer: Vec::new(),
        writer_is_busy: false,
        times: Vec::new(),
    };
    let mut random = StdRng::seed_from_u64(SEED);
    match senders {
        Senders::Closed(senders) => (0..senders).for_each(|_| run.arrive(0.0)),
        Senders::Open(rate) => {
            let mut at = 0.0;
            while at < RUN {
                at -= 1e6 / f64::from(rate) * (1.0 - random.random::<f64>()).ln();
                run.arrive(at);
            }
        }
    }
    while let Some(Reverse(due)) = run.due.pop() {
        if due.at > RUN {
            break;
        }
        run.now = due.at;
        if due.holds_core {
            run.free += 1;
        }
        let again = run.step(due.work);
        if matches!(senders, Senders::Closed(_)) {
            (0..again).for_each(|_| run.arrive(run.now));
        }
        run.begin_what_waits();
    }
    run.foretold()
}

impl Run<'_> {
    fn arrive(&mut self, at: f64) {
        let work = Work {
            step: Step::Sent,
            messages: vec![at],
            takes: 0.0,
        };
        self.put(at, work, false);
    }

    fn put(&mut self, at: f64, work: Work, holds_core: bool) {
        self.order += 1;
        self.due.push(Reverse(Due {
            at,
            order: self.order,
            work,
            holds_core,
        }));
    }

    /// Goes one step on; how many messages were acknowledged.
    fn step(&mut self, work: Work) -> usize {
        let half = self.machine.message / 2.0;
        match work.step {
            Step::Sent => self.want_core(Step::Taken, work.messages, half),
            Step::Taken => self.waits_for_writer.extend(work.messages),
            Step::Written => {
                self.writer_is_busy = false;
                for message in work.messages {
                    self.want_core(Step::Answered, vec![message], half);
                }
            }
            Step::Answered => {
                let sent = work.messages;
                if self.now > SETTLED {
                    self.times.extend(sent.iter().map(|sent| self.now - sent));
                }
                return sent.len();
            }
        }
        0
    }

    fn want_core(&mut self, step: Step, messages: Vec<Message>, takes: f64) {
        self.waits_for_core.push_back(Work {
            step,
            messages,
            takes,
        });
    }

    fn begin_what_waits(&mut self) {
        if !self.writer_is_busy && !self.waits_for_writer.is_empty() {
            let count = self.waits_for_writer.len().min(BATCH);
            let batch: Vec<Message> = self.waits_for_writer.drain(..count).collect();
            #[expect(clippy::cast_precision_loss, reason = "at most 256")]
            let takes = self.machine.batch + self.machine.in_batch * count as f64;
            self.writer_is_busy = true;
            self.waits_for_core.push_front(Work {
                step: Step::Written,
                messages: batch,
                takes,
            });
        }
        while self.free > 0
            && let Some(work) = self.waits_for_core.pop_front()
        {
            self.free -= 1;
            self.put(self.now + work.takes, work, true);
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "some thousand messages")]
    fn foretold(mut self) -> Foretold {
        self.times.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let last = self.times.len().saturating_sub(1);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a place in the list"
            )]
            let place = (last as f64 * share) as usize;
            self.times.get(place).copied().unwrap_or_default() / 1e3
        };
        Foretold {
            rate: self.times.len() as f64 / (RUN - SETTLED) * 1e6,
            p50: at(0.5),
            p99: at(0.99),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: f64, expected: f64) {
        assert!((value / expected - 1.0).abs() < 0.02, "{value} {expected}");
    }

    #[test]
    fn one_sender_waits_for_every_part_of_his_message() {
        let machine = Machine {
            cores: 4,
            message: 200.0,
            batch: 700.0,
            in_batch: 100.0,
        };
        let foretold = simulate(&machine, Senders::Closed(1));
        close(foretold.p50, 1.0);
        close(foretold.rate, 1_000.0);
    }

    #[test]
    fn many_senders_are_bound_by_the_writer_where_there_are_cores() {
        let machine = Machine {
            cores: 64,
            message: 10.0,
            batch: 2_000.0,
            in_batch: 50.0,
        };
        let foretold = simulate(&machine, Senders::Closed(2_048));
        close(foretold.rate, 256.0 / (2_000.0 + 256.0 * 50.0) * 1e6);
    }

    #[test]
    fn many_senders_are_bound_by_the_cores_where_there_are_few() {
        let machine = Machine {
            cores: 2,
            message: 300.0,
            batch: 0.0,
            in_batch: 100.0,
        };
        let foretold = simulate(&machine, Senders::Closed(512));
        close(foretold.rate, 2.0 / 400.0 * 1e6);
    }

    #[test]
    fn few_messages_a_second_hardly_wait() {
        let machine = Machine {
            cores: 2,
            message: 200.0,
            batch: 500.0,
            in_batch: 50.0,
        };
        let foretold = simulate(&machine, Senders::Open(50));
        close(foretold.rate, 50.0 * (foretold.rate / 50.0));
        assert!((0.74..0.80).contains(&foretold.p50), "{}", foretold.p50);
        assert!(foretold.p99 < 2.0, "{}", foretold.p99);
    }
}
