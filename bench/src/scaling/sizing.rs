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
    /// Part of the time in which the counter row of the busiest journal is locked.
    pub(crate) counter_row: f64,
    /// Cores for PostgreSQL.
    pub(crate) postgres: f64,
    /// Cores for telling consoles.
    pub(crate) deliveries: f64,
    /// Cores for everything else but reading the journal.
    pub(crate) rest: f64,
    /// Nodes of [`CORES`] cores; infinite where a node could not even read the journal.
    pub(crate) nodes: f64,
    /// Gigabytes of memory for idle visitors, all nodes together.
    pub(crate) memory: f64,
}

/// The size with journals that each serve so many operators, who hear of everything in their own.
pub(crate) fn size(costs: &Costs, operators_of_a_journal: f64) -> Size {
    let rate = OPERATORS * CONVERSATIONS * MESSAGES;
    let share = operators_of_a_journal / OPERATORS;
    let cores = |each_second: f64, micros: f64| each_second * micros / 1e6;
    let deliveries = cores(rate * operators_of_a_journal, costs.delivery);
    let rest = cores(rate, costs.message) + cores(VISITORS, costs.idle);
    // Each node reads each journal of which somebody is connected to it: in the worst case all of them.
    let left_of_a_node = CORES * BUSY - cores(rate, costs.journal_read);
    let nodes = if left_of_a_node > 0.0 {
        ((deliveries + rest) / left_of_a_node).ceil()
    } else {
        f64::INFINITY
    };
    Size {
        rate,
        counter_row: cores(rate * share, costs.in_batch + costs.batch / BATCH),
        postgres: cores(rate, costs.stored),
        deliveries,
        rest,
        nodes,
        memory: VISITORS * costs.idle_bytes / 1e9,
    }
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
            ("counter row locked", 100.0 * size.counter_row, "%"),
            ("PostgreSQL", size.postgres, "cores"),
            ("telling consoles", size.deliveries, "cores"),
            ("everything else on nodes", size.rest, "cores"),
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
            message: 120.0,
            stored: 90.0,
            alone: 1_700.0,
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

    #[test]
    fn the_size_follows_from_the_costs() {
        let size = size(&costs(), OPERATORS);
        let close =
            |value: f64, expected: f64| assert!((value / expected - 1.0).abs() < 1e-3, "{value}");
        close(size.rate, 1_666.67);
        close(size.deliveries, 100.0);
        close(size.rest, 2.2);
        close(size.counter_row, 0.1);
        close(size.memory, 12.0);
        // 102.2 cores by nodes that have 4 to give and read the journal with 0.05 of them.
        close(size.nodes, 26.0);
    }

    #[test]
    fn with_journals_of_their_own_operators_hear_less_and_rows_are_locked_less() {
        let (one, many) = (size(&costs(), OPERATORS), size(&costs(), GROUP));
        assert!((one.deliveries / many.deliveries - 100.0).abs() < 1e-6);
        assert!((one.counter_row / many.counter_row - 100.0).abs() < 1e-6);
        assert!(many.nodes < one.nodes);
    }
}
