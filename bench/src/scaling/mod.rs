//! What each thing costs, whether a simulation built from these costs foretells what one machine does, and what it foretells
//! for a large system (docs/scaling.md).

mod costs;
mod simulation;
mod sizing;

use crate::cluster::postgres::Postgres;
use crate::failure::Outcome;
use crate::report::{Figure, Report, note};
use clap::Args;
use costs::Costs;
use simulation::{Machine, Senders, simulate};
use std::time::Duration;

/// A foretold figure may differ from the measured one by this factor, either way.
const AGREEMENT: f64 = 2.0;

/// How much is measured.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Scale {
    /// Idle visitors
    #[arg(long, default_value_t = 5_000)]
    visitors: usize,
    /// Messages a second while costs are measured
    #[arg(long, default_value_t = 300)]
    rate: u32,
    /// Seconds of each part
    #[arg(long, default_value_t = 15)]
    seconds: u64,
}

/// Takes the measurement.
pub(crate) async fn run(scale: Scale) -> Outcome<Report> {
    let postgres = Postgres::named()?;
    let mut report = Report::new("scaling");
    let costs = costs::measure(&postgres, scale.visitors, scale.rate, scale.during()).await?;
    costs.tell(&mut report);
    compare(&mut report, scale, &costs);
    sizing::tell(&mut report, &costs);
    Ok(report)
}

/// What the simulation foretells, beside what was measured.
fn compare(report: &mut Report, scale: Scale, costs: &Costs) {
    note("simulation");
    let machine = Machine::with(costs);
    for measured in &costs.highest {
        let foretold = simulate(&machine, Senders::Closed(measured.senders));
        agree(
            report,
            &format!("highest rate with {} senders, foretold", measured.senders),
            foretold.rate,
            measured.rate,
            "messages/s",
        );
    }
    let foretold = simulate(&machine, Senders::Open(scale.rate));
    for (share, measured) in [
        ("p50", costs.acknowledged_p50),
        ("p99", costs.acknowledged_p99),
    ] {
        let foretold = if share == "p50" {
            foretold.p50
        } else {
            foretold.p99
        };
        agree(
            report,
            &format!(
                "acknowledged at {} messages/s, {share}, foretold",
                scale.rate
            ),
            foretold,
            measured,
            "ms",
        );
    }
}

fn agree(report: &mut Report, name: &str, foretold: f64, measured: f64, unit: &'static str) {
    let factor = (foretold / measured).max(measured / foretold);
    report.add(Figure::reported(name, foretold, unit).beside(measured));
    report.add(Figure::at_most(
        format!("{name}: off by a factor of"),
        factor,
        "times",
        AGREEMENT,
    ));
}

impl Scale {
    fn during(self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}
