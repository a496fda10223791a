//! What a chatbot costs: a step of its script, the check of the script, and many visitors who talk to it at once (spec 9).

mod script;
mod walk;

use crate::browsers;
use crate::cost::cost_ms;
use crate::failure::Outcome;
use crate::load::rate::Plan;
use crate::report::{Figure, Report, note};
use crate::server_process::Porchlight;
use crate::statistics::percentile;
use clap::Args;
use domain::chatbot::{check, step};
use script::{script, walk};
use serde::Deserialize;
use std::hint::black_box;
use std::time::Duration;
use walk::Shop;

/// A step of the engine may cost this much processor time.
const STEP_BAR_US: f64 = 20.0;
/// The check of the script may cost this much in the browser.
const CHECK_BAR_MS: f64 = 50.0;
/// After what time a step is acknowledged, as a multiple of a plain message's.
const ACKNOWLEDGED_BAR: f64 = 3.0;

/// How much is asked of the server.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Scale {
    /// Visitors who talk to the chatbot at once
    #[arg(long, default_value_t = 2_000)]
    visitors: u32,
    /// Steps a second
    #[arg(long, default_value_t = 500)]
    rate: u32,
    /// Seconds for which they talk
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

/// What the form of the script does in the browser at each change, in milliseconds.
#[derive(Deserialize)]
struct Edits {
    /// Half of the changes stand on the page, checked, after this long.
    median: f64,
    /// All of them do.
    slowest: f64,
}

/// Takes the measurement.
pub(crate) async fn run(scale: Scale) -> Outcome<Report> {
    let mut report = Report::new("chatbot");
    engine(&mut report)?;
    let folder = tempfile::tempdir()?;
    let mut shop = Shop::open(Porchlight::new(folder.path())?).await?;
    in_the_browser(&mut report, &shop).await?;
    visitors(&mut report, &shop, scale).await?;
    shop.server.stop().await?;
    Ok(report)
}

fn engine(report: &mut Report) -> Outcome<()> {
    note("the engine");
    let script = script();
    let walked = walk(&script);
    let (last, input) = walked.last().ok_or("the script asks nothing")?;
    let all = cost_ms(|_| {
        for (run, input) in &walked {
            black_box(step(&script, run, *input));
        }
    })?;
    #[expect(clippy::cast_precision_loss, reason = "some dozens")]
    let each = all / walked.len() as f64;
    let last = cost_ms(|_| drop(black_box(step(&script, last, *input))))?;
    for (name, cost) in [
        ("a step of the engine, mean", each),
        ("a step of the engine, the last one", last),
    ] {
        report.add(Figure::at_most(name, cost * 1_000.0, "µs", STEP_BAR_US));
    }
    let checked = cost_ms(|_| drop(black_box(check(black_box(&script)))))?;
    report.add(Figure::reported(
        "check of 100 steps, not in a browser",
        checked,
        "ms",
    ));
    Ok(())
}

async fn in_the_browser(report: &mut Report, shop: &Shop) -> Outcome<()> {
    note("the form of the script");
    let who = (&shop.server, shop.administrator.as_str());
    let chatbot = [("CHATBOT", shop.chatbot.id.to_string())];
    let edits: Edits = browsers::measure("chatbot.mjs", who, &chatbot).await?;
    report.add(Figure::at_most(
        "change of 100 steps, checked and shown, median",
        edits.median,
        "ms",
        CHECK_BAR_MS,
    ));
    report.add(Figure::reported(
        "change of 100 steps, checked and shown, slowest",
        edits.slowest,
        "ms",
    ));
    Ok(())
}

async fn visitors(report: &mut Report, shop: &Shop, scale: Scale) -> Outcome<()> {
    let plan = Plan {
        rate: scale.rate,
        during: Duration::from_secs(scale.seconds),
        senders: scale.visitors,
    };
    let mut walked = shop.walk(plan).await?;
    shop.check(walked.steps.len()).await?;
    let mut acknowledged = |share| {
        (
            percentile(&mut walked.steps, share),
            percentile(&mut walked.messages, share),
        )
    };
    let name = |share: &str| format!("acknowledged at {} steps/s, {share}", scale.rate);
    let (step, message) = acknowledged(0.99);
    let bar = ACKNOWLEDGED_BAR * message;
    report.add(Figure::at_most(name("p99"), step, "ms", bar).beside(message));
    let (step, message) = acknowledged(0.5);
    report.add(Figure::reported(name("p50"), step, "ms").beside(message));
    Ok(())
}
