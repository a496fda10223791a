//! A system for 10,000 operators and 1,000,000 visitors, from what was measured on one machine.

use super::costs::Costs;
use crate::report::{Figure, Report};

/// Operators with a console open.
const OPERATORS: f64 = 10_000.0;
/// Visitors with a socket open: those who have written at some time, and are still on the site.
const VISITORS: f64 = 1_000_000.0;
/// Conversations of an operator in which something is being said, and messages in each of them a second, both sides together.
const CONVERSATIONS: f64 = 5.0;
const MESSAGES: f64 = 2.0 / 60.0;
/// Operators who share the channels of a group, where each group has a journal of its own.
const GROUP: f64 = 100.0;
/// Cores of a node, and the part of them that may be busy.
const CORES: f64 = 8.0;
const BUSY: f64 = 0.5;
/// Messages of a full batch.
const BATCH: f64 = 256.0;

/// What such a system needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Size {
    /// Messages a second.
    pub(crate) rate: f64,
    /// Part of the messages that the counter row of a journal lets through at most.
    pub(crate) counter_row: f64,
    /// Cores for storing messages, on nodes and PostgreSQL.
    pub(crate) storing: f64,
    /// Cores for telling consoles.
    pub(crate) deliveries: f64,
    /// Cores for idle visitors.
    pub(crate) idle: f64,
    /// Nodes of [`CORES`] cores for all of that; infinite where a node could not even read the journal.
    pub(crate) nodes: f64,
    /// Gigabytes of memory for idle visitors, all nodes together.
    pub(crate) memory: f64,
}

/// The size with journals that each serve so many operators, who hear of everything in their own.
pub(crate) fn size(costs: &Costs, operators_of_a_journal: f64) -> Size {
    let rate = OPERATORS * CONVERSATIONS * MESSAGES;
    let own_rate = rate * operators_of_a_journal / OPERATORS;
    let cores = |each_second: f64, micros: f64| each_second * micros / 1e6;
    let storing = cores(rate, of_message(costs, own_rate));
    let deliveries = cores(rate * operators_of_a_journal, costs.delivery);
    let idle = cores(VISITORS, costs.idle);
    // Each node reads each journal of which somebody is connected to it: in the worst case all of them.
    let left_of_a_node = CORES * BUSY - cores(rate, costs.journal_read);
    let nodes = if left_of_a_node > 0.0 {
        ((storing + deliveries + idle) / left_of_a_node).ceil()
    } else {
        f64::INFINITY
    };
    Size {
        rate,
        counter_row: cores(own_rate, costs.in_batch + costs.batch / BATCH),
        storing,
        deliveries,
        idle,
        nodes,
        memory: VISITORS * costs.idle_bytes / 1e9,
    }
}

/// Microseconds of a message where so many a second share a writer: the fewer are in its batch, the more each pays for it.
fn of_message(costs: &Costs, rate: f64) -> f64 {
    let rate = rate / 1e6;
    // So many come while a batch of as many is written.
    let in_batch = rate * costs.batch / (1.0 - rate * costs.in_batch).max(f64::EPSILON);
    let among_many = costs.message + costs.stored;
    among_many + (costs.alone - among_many).max(0.0) / in_batch.clamp(1.0, BATCH)
}

/// Adds the figures to the report.
pub(crate) fn tell(report: &mut Report, costs: &Costs) {
    for (name, operators) in [
        ("one journal", OPERATORS),
        ("a journal for 100 operators", GROUP),
    ] {
        let size = size(costs, operators);
        for (what, value, unit) in [
            ("messages", size.rate, "messages/s"),
            (
                "of what its counter row lets through",
                100.0 * size.counter_row,
                "%",
            ),
            ("storing messages", size.storing, "cores"),
            ("telling consoles", size.deliveries, "cores"),
            ("idle visitors", size.idle, "cores"),
            ("nodes of 8 cores, half busy", size.nodes, "nodes"),
            ("memory of idle visitors", size.memory, "GB"),
        ] {
            report.add(Figure::reported(format!("{name}: {what}"), value, unit));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn costs() -> Costs {
        Costs {
            cores: 2,
            idle_bytes: 12_000.0,
            idle: 2.0,
            message: 60.0,
            stored: 60.0,
            alone: 2_120.0,
            delivery: 6.0,
            journal_read: 30.0,
            batch: 2_560.0,
            in_batch: 50.0,
            outside_the_writer: 150.0,
            highest: Vec::new(),
            acknowledged_p50: 3.0,
            acknowledged_p99: 10.0,
        }
    }

    fn close(value: f64, expected: f64) {
        assert!((value / expected - 1.0).abs() < 1e-2, "{value} {expected}");
    }

    #[test]
    fn the_size_follows_from_the_costs() {
        let size = size(&costs(), OPERATORS);
        close(size.rate, 1_666.67);
        close(size.deliveries, 100.0);
        close(size.idle, 2.0);
        close(size.counter_row, 0.1);
        close(size.memory, 12.0);
        // Batches of 4.65, of which each message pays its part: 120 + 2,000 / 4.65.
        close(size.storing, 0.917);
        // 102.9 cores by nodes that have 4 to give and read the journal with 0.05 of them.
        close(size.nodes, 27.0);
    }

    #[test]
    fn a_message_alone_pays_for_its_whole_batch_and_one_among_many_for_its_part() {
        close(of_message(&costs(), 1.0), 2_120.0);
        close(of_message(&costs(), 19_999.0), 120.0 + 2_000.0 / 256.0);
    }

    #[test]
    fn with_journals_of_their_own_operators_hear_less_and_rows_let_more_through() {
        let (one, many) = (size(&costs(), OPERATORS), size(&costs(), GROUP));
        close(one.deliveries / many.deliveries, 100.0);
        close(one.counter_row / many.counter_row, 100.0);
        assert!(many.nodes < one.nodes && many.storing > one.storing);
    }
}
